import { type Cells, type ColumnType, exportedCell, type ShowDate } from '../columns.ts';
import { Refusal } from '../refusal.ts';
import type { Toggles } from '../toggles.ts';
import { compileClause, type Field, wantedKeys } from './evaluate.ts';
import { type Clause, parseClause } from './parse.ts';
import { SearchClauseError } from './tokens.ts';

/** What a read asks for, as it stands in the request. */
export interface Query {
  search: string;
  orderBy: string;
  columns: string;
  /** From 1. */
  page: number;
  /** 0 is all. */
  perPage: number;
}

export interface ListedColumn {
  /** Key of the cell. */
  name: string;
  /** Other names a clause may use. */
  caption: string;
  type: ColumnType;
}

/** Something that can be read: a template or a report. */
export interface Listing {
  typeName: string;
  columns: ListedColumn[];
  /** The column whose values may be asked for directly. */
  key: string;
  rows(keys?: ReadonlySet<string>): Cells[];
  showDate: ShowDate;
  /** Further tests of a row. */
  also?(row: Cells): boolean;
  /** A row as it is shown, where that differs from what is searched. */
  shown?(row: Cells): Cells;
}

export interface Page {
  header: string[];
  rows: string[][];
  total: number;
}

/** Answers a query. Throws a Refusal for a clause, a column or an order that makes no sense. */
export function answerQuery(listing: Listing, query: Query, toggles: Toggles): Page {
  const byName = new Map<string, ListedColumn>();
  for (const column of listing.columns) {
    byName.set(column.name.toLowerCase(), column);
    byName.set(column.caption.toLowerCase(), column);
  }
  const find = (name: string) => byName.get(name.trim().toLowerCase());
  const columns = chosenColumns(listing, query.columns, find);
  const rows = sorted(searched(listing, query.search, find, toggles), query.orderBy, find);
  return {
    header: columns.map(({ caption }) => caption),
    rows: paged(rows, query, toggles).map((found) => {
      const row = listing.shown?.(found) ?? found;
      return columns.map(({ name, type }) => exportedCell(type, row[name], listing.showDate));
    }),
    total: rows.length,
  };
}

type Find = (name: string) => ListedColumn | undefined;

function searched(listing: Listing, search: string, find: Find, toggles: Toggles): Cells[] {
  const also = listing.also ?? (() => true);
  if (search.trim() === '') return listing.rows().filter(also);
  try {
    const clause = parseClause(search);
    const field = (name: string): Field<Cells> | undefined => {
      const column = find(name);
      return column && { type: column.type, value: (row) => row[column.name] };
    };
    const { timeZone: zone, searchCase } = toggles;
    const test = compileClause(clause, { field, zone, searchCase, typeName: listing.typeName });
    return listing.rows(keysOf(clause, listing, find)).filter((row) => test(row) && also(row));
  } catch (thrown) {
    if (thrown instanceof SearchClauseError) throw new Refusal(`System : ${thrown.message}`);
    throw thrown;
  }
}

function keysOf(clause: Clause, listing: Listing, find: Find): ReadonlySet<string> | undefined {
  const keys = wantedKeys(clause, (name) => find(name)?.name === listing.key);
  return keys && new Set(keys.map((key) => key.toLowerCase()));
}

const bareName = (text: string) => text.trim().replace(/^\[(.*)\]$/, '$1');

function chosenColumns(listing: Listing, columns: string, find: Find): ListedColumn[] {
  if (columns.trim() === '') return listing.columns;
  return (columns.match(/\[[^\]]*\]|[^,[\]]+/g) ?? [])
    .filter((text) => text.trim() !== '')
    .map((text) => {
      const column = find(bareName(text));
      if (!column)
        throw new Refusal(`System : Column '${bareName(text)}' not found in '${listing.typeName}'`);
      return column;
    });
}

function sorted(rows: Cells[], orderBy: string, find: Find): Cells[] {
  if (orderBy.trim() === '') return rows;
  const terms = orderBy.split(/,(?![^[]*\])/).map((term) => {
    const descending = /\sdesc(ending)?\s*$/i.test(term);
    const name = bareName(term.replace(/\s(asc|desc)(ending)?\s*$/i, ''));
    const column = find(name);
    if (!column) throw new Refusal(`System : No property or field '${name}' exists`);
    return { name: column.name, sign: descending ? -1 : 1 };
  });
  return [...rows].sort((a, b) => {
    for (const { name, sign } of terms) {
      const order = compared(a[name] ?? '', b[name] ?? '');
      if (order !== 0) return order * sign;
    }
    return 0;
  });
}

function compared(a: string | number | boolean, b: string | number | boolean): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function paged(rows: Cells[], { page, perPage }: Query, toggles: Toggles): Cells[] {
  const size = toggles.pageLimit > 0 ? Math.min(perPage || toggles.pageLimit, toggles.pageLimit) : perPage;
  if (size <= 0) return page <= 1 ? rows : [];
  const start = (Math.max(1, page) - 1) * size;
  // Seen with live tenants: a row of the page before, once more (peoplevox-api.md 4.1).
  const from = toggles.duplicatesAcrossPages && start > 0 && start < rows.length ? start - 1 : start;
  return rows.slice(from, start + size);
}
