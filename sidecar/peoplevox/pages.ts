// Reading all pages of a template or report. Rows may repeat where pages overlap, and then others are missing
// (peoplevox-api.md 4.1).

import { NotTrusted } from '../domain/errors.ts';
import type { Page } from './client.ts';
import { Table } from './csv.ts';

export interface AllPages {
  /** captions of the first page; rows of all pages, without those that an earlier page had already */
  table: Table;
  /** TotalCount as each page gave it */
  totals: number[];
  /** a row of one page stood on an earlier page too: the pages overlapped, or two rows are truly alike */
  repeated: boolean;
}

const keyOf = (row: string[]) => row.join('\u0000');

/**
 * Reads page by page until all announced rows are there, or a page brings nothing new. Throws what `read`
 * throws, or NotTrusted.
 */
export async function readAllPages(what: string, read: (page: number) => Promise<Page>): Promise<AllPages> {
  const first = await read(1);
  const rows = [...first.table.rows];
  const totals = [first.total];
  const seen = new Set(rows.map(keyOf));
  let repeated = false;
  let total = first.total;
  for (let page = 2; rows.length < total && rows.length > 0; page += 1) {
    const next = await read(page);
    if (keyOf(next.table.captions) !== keyOf(first.table.captions)) {
      throw new NotTrusted(`The columns of "${what}" changed from page to page.`);
    }
    const fresh = next.table.rows.filter((row) => !seen.has(keyOf(row)));
    if (fresh.length < next.table.rows.length) repeated = true;
    totals.push(next.total);
    total = next.total;
    if (fresh.length === 0) break;
    for (const row of fresh) seen.add(keyOf(row));
    rows.push(...fresh);
  }
  return { table: new Table(what, first.table.captions, rows), totals, repeated };
}

/** Throws NotTrusted unless exactly the announced rows came. */
export function mustBeWhole(what: string, { table, totals }: AllPages): void {
  const total = totals.at(-1);
  if (totals.some((one) => one !== total) || table.rows.length !== total) {
    throw new NotTrusted(
      `"${what}": ${table.rows.length} rows came, ${totals.join(', then ')} were announced.`,
    );
  }
}
