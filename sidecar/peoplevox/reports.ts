// Stock and despatches, from reports (peoplevox-api.md section 4).

import { chunks } from '../domain/chunks.ts';
import type { DespatchRow } from '../domain/despatch.ts';
import { NotTrusted, Refused } from '../domain/errors.ts';
import { despatchNumber, type SalesOrderNumber, type Sku, salesOrderNumber, sku } from '../domain/ids.ts';
import type { Clock } from '../domain/ports.ts';
import { searchable } from '../domain/searchable.ts';
import type { Settings } from '../domain/settings.ts';
import type { StockReport, StockRow } from '../domain/stock.ts';
import type { Client } from './client.ts';
import { caption, despatchReport, type Report, stockReport } from './columns.ts';
import type { Table } from './csv.ts';
import { readDate, searchDate } from './dates.ts';
import { readUnits, units } from './foundSalesOrder.ts';
import type { Lane } from './lanes.ts';
import { type AllPages, type KeyOf, mustBeWhole, readAllPages } from './pages.ts';
import { anyOf, bracketed, keysInAClause, since } from './searchClause.ts';

const stockColumns = ['Item code', 'Available', 'Site reference'];
const despatchColumns = [
  'Salesorder number',
  'Despatch number',
  'Despatch date',
  'Item code',
  'No of items',
  'Tracking number',
  'Carrier',
  'Service',
  'Line',
  'Parent',
  'No. of parent items despatched',
];

interface Query {
  lane: Lane;
  clause: string;
  orderBy: string;
  /** by their usual names */
  columns: string[];
  pageSize: number;
}

export class Reports {
  readonly #client: Client;
  readonly #settings: () => Settings;
  readonly #clock: Clock;
  /** reports that refused a list of columns: they are asked for all of theirs */
  readonly #allColumns = new Set<Report>();

  constructor(client: Client, settings: () => Settings, clock: Clock) {
    this.#client = client;
    this.#settings = settings;
    this.#clock = clock;
  }

  get #names() {
    return this.#settings().peoplevox;
  }

  async #read(report: Report, query: Query, keyOf?: KeyOf): Promise<AllPages> {
    const { lane, clause, orderBy, pageSize } = query;
    const captions = query.columns.map((column) => caption(this.#names, report, column));
    const read = (columns: string[]) =>
      readAllPages(
        report,
        (page) => this.#client.getReport(lane, report, page, pageSize, { clause, orderBy, columns }),
        keyOf,
      );
    if (this.#allColumns.has(report)) return read([]);
    try {
      return await read(captions);
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      // A tenant may lack a column we could do without (Line, Parent); empty means all columns
      // (peoplevox-api.md 4.1).
      const all = await read([]);
      this.#allColumns.add(report);
      return all;
    }
  }

  /** One row per item and site, whatever stands in its cells by the time of a later page. */
  #readStockPages(lane: Lane, clause: string): Promise<AllPages> {
    const { stockPageSize: pageSize, stockOrderBy: orderBy } = this.#names;
    const keyOf: KeyOf = (table) => {
      const { item, site } = this.#stockColumns(table);
      return (row) => `${item(row)}\u0000${site(row).toLowerCase()}`;
    };
    return this.#read(stockReport, { lane, clause, orderBy, columns: stockColumns, pageSize }, keyOf);
  }

  /** As Warehouse.readStock. Throws NotTrusted where a column is missing or a cell is no number. */
  async readStock(lane: Lane): Promise<StockReport> {
    const startedAt = this.#clock.now();
    const pages = await this.#readStockPages(lane, '');
    const rows = this.#stockRows(pages);
    // A row that stood on two pages hides another one, so it counts once and the report is seen to be short.
    return { startedAt, rows, totalCounts: pages.totals, rowCount: rows.length };
  }

  #stockColumns(table: Table) {
    const column = (name: string) => table.needed(caption(this.#names, stockReport, name));
    return {
      item: column('Item code'),
      available: column('Available'),
      site: column('Site reference'),
    };
  }

  #stockRows({ table, askedAt }: AllPages): StockRow[] {
    const { item, available, site } = this.#stockColumns(table);
    return table.rows.map((row, place) => ({
      sku: sku(item(row)),
      site: site(row),
      available: readUnits(stockReport, available(row)),
      readAt: askedAt[place] ?? this.#clock.now(),
    }));
  }

  /** As Warehouse.availableOf. */
  async availableOf(lane: Lane, codes: Sku[]): Promise<StockRow[]> {
    const field = bracketed(caption(this.#names, stockReport, 'Item code'));
    const wanted = new Set(codes.filter(searchable));
    const spelt = new Set([...wanted].map((code) => code.toLowerCase()));
    const found: StockRow[] = [];
    for (const part of chunks([...wanted], keysInAClause)) {
      const pages = await this.#readStockPages(lane, anyOf(field, part));
      mustBeWhole(stockReport, pages);
      const rows = this.#stockRows(pages);
      if (rows.some((row) => !spelt.has(row.sku.toLowerCase())))
        throw new NotTrusted(`"${stockReport}" came with items nobody asked for.`);
      // to the letter: another spelling is another item in the shop
      found.push(...rows.filter((row) => wanted.has(row.sku)));
    }
    return found;
  }

  /** As Warehouse.despatchesSince. */
  despatchesSince(lane: Lane, moment: Date): Promise<DespatchRow[]> {
    const field = bracketed(caption(this.#names, despatchReport, 'Despatch date'));
    return this.#despatches(lane, since(field, searchDate(moment, this.#names.timeZone)));
  }

  /** As Warehouse.despatchesOf. */
  async despatchesOf(lane: Lane, numbers: SalesOrderNumber[]): Promise<DespatchRow[]> {
    const field = bracketed(caption(this.#names, despatchReport, 'Salesorder number'));
    const rows: DespatchRow[] = [];
    for (const part of chunks([...new Set(numbers)], keysInAClause)) {
      rows.push(...(await this.#despatches(lane, anyOf(field, part))));
    }
    return rows;
  }

  async #despatches(lane: Lane, clause: string): Promise<DespatchRow[]> {
    const { pageSize, despatchOrderBy: orderBy } = this.#names;
    const query = { lane, clause, orderBy, columns: despatchColumns, pageSize };
    const { table, totals, repeated } = await this.#read(despatchReport, query);
    const total = totals.at(-1) ?? 0;
    // Overlapping pages may hide a row; the next reading brings it. A report that simply ends early is not
    // trusted.
    if (table.rows.length < total && !repeated) {
      throw new NotTrusted(`"${despatchReport}": ${table.rows.length} rows came, ${total} were announced.`);
    }
    return this.#despatchRows(table);
  }

  #despatchRows(table: Table): DespatchRow[] {
    const { timeZone } = this.#names;
    const needed = (name: string) => table.needed(caption(this.#names, despatchReport, name));
    const optional = (name: string) => table.column(caption(this.#names, despatchReport, name)) ?? (() => '');
    const number = needed('Salesorder number');
    const despatch = needed('Despatch number');
    const item = needed('Item code');
    const quantity = needed('No of items');
    const tracking = needed('Tracking number');
    const date = needed('Despatch date');
    const carrier = optional('Carrier');
    const service = optional('Service');
    const line = optional('Line');
    const parent = optional('Parent');
    const parentUnits = optional('No. of parent items despatched');
    return (
      table.rows
        // without these three a row says nothing of any order
        .filter((row) => number(row) !== '' && despatch(row) !== '' && item(row) !== '')
        .map((row) => ({
          salesOrderNumber: salesOrderNumber(number(row)),
          despatchNumber: despatchNumber(despatch(row)),
          sku: sku(item(row)),
          // what is no number is unknown: one odd row must not keep the others from their customers
          quantity: units(quantity(row)) ?? null,
          line: line(row) || null,
          trackingNumber: tracking(row),
          carrier: carrier(row),
          service: service(row),
          despatchedAt: readDate(date(row), timeZone, this.#clock.now()),
          parentSku: parent(row) === '' ? null : sku(parent(row)),
          parentQuantity: units(parentUnits(row)) ?? null,
        }))
    );
  }
}
