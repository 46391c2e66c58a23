// Reading all pages of a template or report. Rows may repeat where pages overlap, and then others are missing
// (peoplevox-api.md 4.1).

import { NotTrusted } from '../domain/errors.ts';
import type { Page } from './client.ts';
import { Table } from './csv.ts';

export interface AllPages {
  /** captions of the first page; rows of all pages, each once */
  table: Table;
  /** when the page of each row was asked for */
  askedAt: Date[];
  /** TotalCount as each page gave it */
  totals: number[];
  /** a row of one page stood on an earlier page too: the pages overlapped, or two rows are truly alike */
  repeated: boolean;
}

/** What makes a row the same row on another page; by default all of its cells. */
export type KeyOf = (table: Table) => (row: string[]) => string;

const allCells = (row: string[]) => row.join('\u0000');

/**
 * Reads page by page until all announced rows are there, or a page brings nothing new. Of a row that stands on
 * two pages, the later reading counts. Throws what `read` throws, or NotTrusted.
 */
export async function readAllPages(
  what: string,
  read: (page: number) => Promise<Page>,
  keyOf: KeyOf = () => allCells,
): Promise<AllPages> {
  const first = await read(1);
  const key = keyOf(first.table);
  const rows = [...first.table.rows];
  const askedAt = rows.map(() => first.askedAt);
  const totals = [first.total];
  const places = new Map(rows.map((row, place) => [key(row), place]));
  let repeated = false;
  let total = first.total;
  for (let page = 2; rows.length < total && rows.length > 0; page += 1) {
    const next = await read(page);
    if (allCells(next.table.captions) !== allCells(first.table.captions)) {
      throw new NotTrusted(`The columns of "${what}" changed from page to page.`);
    }
    totals.push(next.total);
    total = next.total;
    const fresh: string[][] = [];
    for (const row of next.table.rows) {
      const place = places.get(key(row));
      if (place === undefined) fresh.push(row);
      else {
        repeated = true;
        rows[place] = row;
        askedAt[place] = next.askedAt;
      }
    }
    if (fresh.length === 0) break;
    for (const row of fresh) {
      places.set(key(row), rows.length);
      rows.push(row);
      askedAt.push(next.askedAt);
    }
  }
  return { table: new Table(what, first.table.captions, rows), askedAt, totals, repeated };
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
