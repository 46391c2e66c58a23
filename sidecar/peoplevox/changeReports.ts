// The two reports that may tell of stock changes (peoplevox-api.md 4.2): whether the tenant has them, how their time can be searched, and their rows.

import { NotTrusted, Refused } from '../domain/errors.ts';
import { sku } from '../domain/ids.ts';
import type { ChangesAnswer, Clock, FoundChangeReport } from '../domain/ports.ts';
import type { Settings } from '../domain/settings.ts';
import type { ChangeReport, ChangeRow, ChangeSearch, ChangeSource } from '../domain/stockChanges.ts';
import type { Client, Page } from './client.ts';
import { caption, incrementalReport, reconciliationReport } from './columns.ts';
import type { Table } from './csv.ts';
import { beforeClocksGoBack, importDate, readDate, searchDate } from './dates.ts';
import type { Lane } from './lanes.ts';
import { readAllPages } from './pages.ts';
import { bracketed, since, sinceText } from './searchClause.ts';

/** By their usual names. What stands in `helps` makes two rows easier to tell apart, and can be done without. */
const columnsOf = {
  incremental: {
    report: incrementalReport,
    item: 'Item code',
    at: 'Timestamp',
    site: 'Site reference',
    helps: ['Item current available quantity'],
  },
  reconciliation: {
    report: reconciliationReport,
    item: 'Item code',
    at: 'Date time',
    site: 'Site reference',
    helps: ['Quantity changed', 'On hand', 'Available', 'Activity'],
  },
} as const satisfies Record<ChangeSource, object>;

const dayMs = 86_400_000;

export class ChangeReports {
  readonly #client: Client;
  readonly #settings: () => Settings;
  readonly #clock: Clock;

  constructor(client: Client, settings: () => Settings, clock: Clock) {
    this.#client = client;
    this.#settings = settings;
    this.#clock = clock;
  }

  get #names() {
    return this.#settings().peoplevox;
  }

  #caption(source: ChangeSource, column: string): string {
    return caption(this.#names, columnsOf[source].report, column);
  }

  #ask(lane: Lane, { source, named }: Pick<ChangeReport, 'source' | 'named'>, query: Query): Promise<Page> {
    const { report, item, at, site, helps } = columnsOf[source];
    // the reconciliation report is not known to have a site column (peoplevox-api.md 4.2)
    const usual = source === 'incremental' ? [item, at, site, ...helps] : [item, at, ...helps];
    const columns = named ? usual.map((column) => this.#caption(source, column)) : [];
    return this.#client.getReport(lane, report, query.page, query.rows, { ...query, columns });
  }

  /** As Warehouse.findChangeReport. */
  async find(lane: Lane, source: ChangeSource): Promise<FoundChangeReport | { refused: string }> {
    const newestFirst = `${bracketed(this.#caption(source, columnsOf[source].at))} desc`;
    const one = (named: boolean, orderBy: string) =>
      refusedOr(() => this.#ask(lane, { source, named }, { page: 1, rows: 1, clause: '', orderBy }));
    let named = true;
    let first = await one(true, newestFirst);
    if (typeof first === 'string') {
      named = false;
      first = await one(false, newestFirst);
    }
    if (typeof first === 'string') return { refused: first };
    let rows: ChangeRow[];
    try {
      rows = this.#rowsOf(source, first.table);
    } catch (failure) {
      if (failure instanceof NotTrusted) return { refused: failure.message };
      throw failure;
    }
    const newest = rows[0]?.at ?? null;
    const found = (search: ChangeSearch, tried = true) => ({
      report: { source, search, named, tried },
      newest,
    });
    if (newest === null) return found('newest', first.total > 0);
    for (const search of ['date', 'text'] as const)
      if (await this.#compares(lane, { source, named }, search, newest)) return found(search);
    return found('newest');
  }

  /** A clause that finds the newest row, and nothing of a time to come, means what it says. */
  async #compares(
    lane: Lane,
    report: Pick<ChangeReport, 'source' | 'named'>,
    search: ChangeSearch,
    newest: Date,
  ): Promise<boolean> {
    const total = async (from: Date) => {
      const clause = this.#since(report.source, search, from);
      const page = await refusedOr(() => this.#ask(lane, report, { page: 1, rows: 1, clause, orderBy: '' }));
      return typeof page === 'string' ? null : page.total;
    };
    const future = new Date(Math.max(newest.getTime(), this.#clock.now().getTime()) + 2 * dayMs);
    return (await total(future)) === 0 && ((await total(newest)) ?? 0) > 0;
  }

  /** As Warehouse.stockChanges. */
  async read(lane: Lane, report: ChangeReport, from: Date, most: number): Promise<ChangesAnswer> {
    return report.search === 'newest'
      ? this.#readBackwards(lane, report, from, most)
      : this.#readFrom(lane, report, from, most);
  }

  async #readFrom(lane: Lane, report: ChangeReport, from: Date, most: number): Promise<ChangesAnswer> {
    const { source } = report;
    const { stockPageSize: rows } = this.#names;
    const clause = this.#since(source, report.search, from);
    const orderBy = bracketed(this.#caption(source, columnsOf[source].at));
    const page = (number: number) => this.#ask(lane, report, { page: number, rows, clause, orderBy });
    const first = await page(1);
    if (first.total > most) return { rows: this.#rowsOf(source, first.table), whole: false };
    const all = await readAllPages(columnsOf[source].report, async (number) =>
      number === 1 ? first : page(number),
    );
    // New rows come while it is read, and rows that are alike may seem to repeat; one that simply ends early is not trusted.
    if (all.table.rows.length < first.total && !all.repeated)
      throw new NotTrusted(
        `"${columnsOf[source].report}": ${all.table.rows.length} rows came, ${first.total} were announced.`,
      );
    return { rows: this.#rowsOf(source, all.table), whole: true };
  }

  /** Page by page from the newest row until one is older. Throws NotTrusted where the rows are not in that order. */
  async #readBackwards(lane: Lane, report: ChangeReport, from: Date, most: number): Promise<ChangesAnswer> {
    const { source } = report;
    const { stockPageSize: rows } = this.#names;
    const orderBy = `${bracketed(this.#caption(source, columnsOf[source].at))} desc`;
    const read: ChangeRow[] = [];
    for (let number = 1; ; number += 1) {
      const { table, total } = await this.#ask(lane, report, { page: number, rows, clause: '', orderBy });
      const page = this.#rowsOf(source, table);
      read.push(...page);
      mustFall(columnsOf[source].report, page);
      const reached = page.some(({ at }) => at !== null && at < from);
      if (reached || page.length === 0 || number * rows >= total)
        return { rows: read.filter(({ at }) => at === null || at >= from), whole: true };
      if (read.length >= most) return { rows: read, whole: false };
    }
  }

  #since(source: ChangeSource, search: ChangeSearch, from: Date): string {
    const field = bracketed(this.#caption(source, columnsOf[source].at));
    const { timeZone } = this.#names;
    const moment = beforeClocksGoBack(from, timeZone);
    return search === 'text'
      ? sinceText(field, importDate(moment, timeZone))
      : since(field, searchDate(moment, timeZone));
  }

  #rowsOf(source: ChangeSource, table: Table): ChangeRow[] {
    const { item, at, site } = columnsOf[source];
    const code = table.needed(this.#caption(source, item));
    const time = table.needed(this.#caption(source, at));
    const where = table.column(this.#caption(source, site));
    return table.rows
      .filter((row) => code(row) !== '')
      .map((row) => ({
        sku: sku(code(row)),
        site: where?.(row) ?? null,
        at: readDate(time(row), this.#names.timeZone, this.#clock.now()),
        cells: row.join('\u0000'),
      }));
  }
}

interface Query {
  page: number;
  rows: number;
  clause: string;
  orderBy: string;
}

/** Peoplevox's words where it says no. */
async function refusedOr(ask: () => Promise<Page>): Promise<Page | string> {
  try {
    return await ask();
  } catch (failure) {
    if (failure instanceof Refused) return failure.message;
    throw failure;
  }
}

function mustFall(report: string, rows: ChangeRow[]): void {
  const times = rows.map(({ at }) => at?.getTime()).filter((at) => at !== undefined);
  if (times.some((at, place) => place > 0 && at > (times[place - 1] ?? at)))
    throw new NotTrusted(`"${report}" came in another order than it was asked for, the newest row first.`);
}
