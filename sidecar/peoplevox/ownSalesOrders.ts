// All sales orders of ours over many days, by pages: asking by key would cost a call for every hundred (design.md section 5, row reconcile).

import { NotTrusted, Refused } from '../domain/errors.ts';
import type { OurSalesOrders } from '../domain/ports.ts';
import type { SalesOrderHeader } from '../domain/salesOrder.ts';
import type { Settings } from '../domain/settings.ts';
import type { Client, Page } from './client.ts';
import { fingerprintColumn, salesOrders, searchField } from './columns.ts';
import { searchDate } from './dates.ts';
import { readHeaders } from './foundSalesOrder.ts';
import type { Lane } from './lanes.ts';
import { mustBeWhole, readAllPages } from './pages.ts';
import { since, startsWith, until } from './searchClause.ts';

/** GetData has no order, so its pages may overlap and hide rows: the more pages, the likelier. More than this many are asked for in two parts. */
const pagesAtOnce = 20;
/** Peoplevox's search goes by whole seconds; a part is never cut smaller than this. */
const shortestMs = 60_000;

interface Stretch {
  from: Date;
  to: Date;
}

export class OwnSalesOrders {
  readonly #client: Client;
  readonly #settings: () => Settings;
  readonly #lane: Lane;

  constructor(client: Client, settings: () => Settings, lane: Lane) {
    this.#client = client;
    this.#settings = settings;
    this.#lane = lane;
  }

  /** As Warehouse.ourSalesOrders. */
  async find(wanted: OurSalesOrders): Promise<SalesOrderHeader[]> {
    const byDate = this.#settings().reconcile.nightlySearch === 'date';
    const rows = byDate ? await this.#byDate(wanted) : await this.#read(wanted, null);
    // Changed while its part was read again: one that stands in two parts is one all the same.
    return [...new Map((rows ?? []).map((header) => [header.number, header])).values()];
  }

  async #byDate(wanted: OurSalesOrders): Promise<SalesOrderHeader[]> {
    try {
      return await this.#between(wanted, { from: wanted.since, to: wanted.until });
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      throw new Refused(
        `Peoplevox refuses to search sales orders by their created date ("${thrown.message}"). Choose "mark" for the nightly comparison in Settings.`,
        { cause: thrown },
      );
    }
  }

  /** What is too much or not whole is read in two halves: an answer of one page cannot overlap with itself. */
  async #between(wanted: OurSalesOrders, { from, to }: Stretch): Promise<SalesOrderHeader[]> {
    const divisible = to.getTime() - from.getTime() > shortestMs;
    try {
      const rows = await this.#read(wanted, { from, to }, divisible ? pagesAtOnce : undefined);
      if (rows !== null) return rows;
    } catch (thrown) {
      if (!(thrown instanceof NotTrusted) || !divisible) throw thrown;
    }
    const middle = new Date(Math.round((from.getTime() + to.getTime()) / 2000) * 1000);
    return [
      ...(await this.#between(wanted, { from, to: middle })),
      ...(await this.#between(wanted, { from: middle, to })),
    ];
  }

  /** Null where there are more pages than that. */
  async #read(
    wanted: OurSalesOrders,
    stretch: Stretch | null,
    mostPages = Number.POSITIVE_INFINITY,
  ): Promise<SalesOrderHeader[] | null> {
    const { pageSize } = this.#settings().peoplevox;
    const clause = this.#clause(wanted, stretch);
    const page = (number: number): Promise<Page> =>
      this.#client.getData(this.#lane, salesOrders, number, pageSize, clause);
    const first = await page(1);
    if (first.total > mostPages * pageSize) return null;
    const pages = await readAllPages(salesOrders, async (number) => (number === 1 ? first : page(number)));
    mustBeWhole(salesOrders, pages);
    const headers = readHeaders(this.#settings().peoplevox, pages.table);
    const ours = ({ fingerprint, number }: SalesOrderHeader) =>
      begins(fingerprint ?? '', wanted.fingerprintPrefix) ||
      (wanted.numberPrefix !== '' && begins(number, wanted.numberPrefix));
    if (!headers.every(ours)) throw new NotTrusted('Peoplevox answered with sales orders nobody asked for.');
    return headers;
  }

  #clause({ fingerprintPrefix, numberPrefix }: OurSalesOrders, stretch: Stretch | null): string {
    const names = this.#settings().peoplevox;
    const field = (column: string) => searchField(names, salesOrders, column);
    const marked = startsWith(field(fingerprintColumn(names)), fingerprintPrefix);
    const ours =
      numberPrefix === ''
        ? `(${marked})`
        : `((${marked}) OR (${startsWith(field('SalesOrderNumber'), numberPrefix)}))`;
    if (stretch === null) return ours;
    const date = (at: Date) => searchDate(at, names.timeZone);
    const created = field('CreatedDate');
    return `${ours} AND ${since(created, date(stretch.from))} AND ${until(created, date(stretch.to))}`;
  }
}

/** Peoplevox may not tell upper from lower case. */
const begins = (text: string, start: string) => text.toLowerCase().startsWith(start.toLowerCase());
