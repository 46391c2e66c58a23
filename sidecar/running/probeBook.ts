// What was found out about the tenant, kept in the ledger as one text: written whole, so that a crash leaves the one before.

import { Value } from 'typebox/value';
import { ProbeBook } from '../domain/probe.ts';

const name = 'probe';

/** `tenant`: which Peoplevox this is. What was found out about another, or is kept in a form of another version, is not known. */
export function openProbeBook(
  store: {
    cursor(name: string): Promise<string | null>;
    saveCursor(name: string, value: string): Promise<void>;
  },
  tenant: string,
) {
  return {
    async read(): Promise<ProbeBook> {
      const text = await store.cursor(name);
      const kept: unknown = text === null ? null : JSON.parse(text);
      return Value.Check(ProbeBook, kept) && kept.tenant === tenant
        ? kept
        : { tenant, run: null, findings: [] };
    },
    write: (book: ProbeBook) => store.saveCursor(name, JSON.stringify(book)),
  };
}
