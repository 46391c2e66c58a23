// What the calls of a benchmark went on, from the simulated Peoplevox's own books.

import type { Books } from '../simulator/peoplevox/books.ts';

/** Peoplevox's law: no more calls than this in any 15 seconds (peoplevox-api.md 1.5). */
export const callsAllowed = 15;
const windowMs = 15_000;

/** The most that ever began in 15 seconds, both ends of them included. */
export const mostCallsIn15s = (books: Books) => books.mostCallsIn(windowMs + 1);

/** `SaveData Sales orders, Action 1`: calls of it, the commonest first. */
export function callsByKind(books: Books): [string, number][] {
  const counts = new Map<string, number>();
  for (const { operation, template, action } of books.calls()) {
    const kind = `${operation} ${template}${action === null ? '' : `, Action ${action}`}`.trim();
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}
