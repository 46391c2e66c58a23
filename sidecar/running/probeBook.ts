// What was found out about the tenant, kept in the ledger as one text: written whole, so that a crash leaves the one before.

import { Value } from 'typebox/value';
import { ProbeBook } from '../domain/probe.ts';

const name = 'probe';

interface Store {
  cursor(name: string): Promise<string | null>;
  saveCursor(name: string, value: string): Promise<void>;
}

/**
 * `tenant`: which Peoplevox this is. What was found out about another, or is kept in a form of another version, is not known. Nobody
 * else writes it, so what was read once is current.
 */
export async function openProbeBook(store: Store, tenant: string) {
  const text = await store.cursor(name);
  // what an earlier version did not measure is not there
  const kept: unknown = text === null ? null : Value.Default(ProbeBook, JSON.parse(text));
  let book: ProbeBook =
    Value.Check(ProbeBook, kept) && kept.tenant === tenant ? kept : { tenant, run: null, findings: [] };
  let written: Promise<void> = Promise.resolve();

  return {
    current: (): ProbeBook => book,
    /** In force at once. Resolves when it is safe on disk; throws where it could not be written. */
    change(to: (before: ProbeBook) => ProbeBook): Promise<void> {
      // a copy: who runs a test goes on changing what he gave
      book = structuredClone(to(book));
      const now = JSON.stringify(book);
      written = written.catch(() => undefined).then(() => store.saveCursor(name, now));
      return written;
    },
  };
}
