// Which journey each call to Peoplevox was for: told by the lane it waited in and by what it asked.

import { Writable } from 'node:stream';
import pino, { type Logger } from 'pino';
import type { CallEntry } from '../../simulator/peoplevox/books.ts';

export const spenders = [
  'sending',
  'amending',
  'following',
  'watching',
  'despatches',
  'stock',
  'reconciliation',
  'late commits and holds',
  'log-ins and templates',
] as const;
export type Spender = (typeof spenders)[number];

/** The sidecar's log, of which only the lanes of its calls are kept, in their order. */
export function laneLog(): { log: Logger; lanes: string[] } {
  const lanes: string[] = [];
  const sink = new Writable({
    write(line: Buffer, _encoding, done) {
      const { operation, lane } = JSON.parse(line.toString()) as { operation?: string; lane?: string };
      if (operation !== undefined && lane !== undefined) lanes.push(lane);
      done();
    },
  });
  return { log: pino({ level: 'debug', base: null }, sink), lanes };
}

/** When a sales order could be picked first; null: never. */
export type PickableSince = (number: string) => Date | null;

export function spenderOf(call: CallEntry, lane: string, pickableSince: PickableSince): Spender {
  if (call.operation === 'Authenticate' || call.operation === 'GetSaveTemplate')
    return 'log-ins and templates';
  switch (lane) {
    case 'bulk':
      return 'stock';
    case 'despatch':
      return 'despatches';
    case 'follow':
      // nameMissing reads lines and stock; followOrders reads headers
      return call.template === 'Sales orders' ? 'following' : 'watching';
    case 'reconcile':
      return call.template === 'Sales order items' || call.searchClause.includes('"LOADING"')
        ? 'late commits and holds'
        : 'reconciliation';
    default:
      return isOfSentOrders(call, pickableSince) ? 'amending' : 'sending';
  }
}

/** It names only sales orders that the pickers had before: those are amended, never sent. The canary is one of them too. */
function isOfSentOrders({ orders, searchClause, startedAt }: CallEntry, since: PickableSince): boolean {
  const asked = [...searchClause.matchAll(/Equals\("([^"]*)"\)/g)].flatMap((match) => match[1] ?? []);
  const numbers = [...orders, ...asked];
  return (
    numbers.length > 0 &&
    numbers.every((number) => {
      const at = since(number);
      return at !== null && at < startedAt;
    })
  );
}
