// Which report of stock changes this Peoplevox was found to have, kept in the ledger as one text: written whole, so that a crash leaves the one before.

import { Value } from 'typebox/value';
import { ChangesBook } from '../domain/stockChanges.ts';

const name = 'stock.changes.found';

/** `tenant`: which Peoplevox this is. What was kept in a form of another version is not known. */
export async function openChangesBook(
  store: {
    cursor(name: string): Promise<string | null>;
    saveCursor(name: string, value: string): Promise<void>;
  },
  tenant: string,
) {
  const text = await store.cursor(name);
  const kept: unknown = text === null ? null : JSON.parse(text);
  let current: ChangesBook | null = Value.Check(ChangesBook, kept) ? kept : null;
  return {
    tenant,
    /** as found out last, under whatever settings; null where it never was */
    current: (): ChangesBook | null => current,
    async write(book: ChangesBook): Promise<void> {
      await store.saveCursor(name, JSON.stringify(book));
      current = book;
    },
  };
}
