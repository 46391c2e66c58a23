// Asking Peoplevox which sales orders it has. An answer that may be short is no answer (design.md section 5,
// step 3).

import { chunks } from '../domain/chunks.ts';
import { NotTrusted } from '../domain/errors.ts';
import { type SalesOrderNumber, type Sku, salesOrderNumber, sku } from '../domain/ids.ts';
import type { FoundLine, FoundSalesOrder, SalesOrderHeader } from '../domain/salesOrder.ts';
import { searchable } from '../domain/searchable.ts';
import type { Settings } from '../domain/settings.ts';
import type { Client } from './client.ts';
import {
  caption,
  itemTypes,
  loadingColumn,
  loadingWord,
  salesOrderItems,
  salesOrders,
  searchField,
  type Template,
} from './columns.ts';
import { readHeaders, readLines } from './foundSalesOrder.ts';
import type { Lane } from './lanes.ts';
import { type AllPages, mustBeWhole, readAllPages } from './pages.ts';
import { anyOf, equals, keysInAClause } from './searchClause.ts';

/** All reads of sales orders and items, in one lane. */
export class Finder {
  readonly #client: Client;
  readonly #settings: () => Settings;
  readonly #lane: Lane;

  constructor(client: Client, settings: () => Settings, lane: Lane) {
    this.#client = client;
    this.#settings = settings;
    this.#lane = lane;
  }

  get #lineAttributes() {
    return Object.keys(this.#settings().orders.lineAttributes);
  }
  get #names() {
    return this.#settings().peoplevox;
  }

  #read(template: Template, clause: string): Promise<AllPages> {
    const { pageSize, linesPageSize } = this.#names;
    const rows = template === salesOrderItems ? linesPageSize : pageSize;
    return readAllPages(template, (page) => this.#client.getData(this.#lane, template, page, rows, clause));
  }

  /** As Warehouse.headers. */
  async headers(
    numbers: SalesOrderNumber[],
    canary: SalesOrderNumber | null,
  ): Promise<Map<SalesOrderNumber, SalesOrderHeader>> {
    const found = new Map<SalesOrderNumber, SalesOrderHeader>();
    const others = [...new Set(numbers)].filter((number) => number !== canary);
    const room = keysInAClause - (canary === null ? 0 : 1);
    // a canary alone is asked for too: the caller wants to know whether it is there
    const parts = others.length > 0 || canary === null ? chunks(others, room) : [[]];
    for (const part of parts) {
      for (const header of await this.#headersOf(part, canary)) found.set(header.number, header);
    }
    if (canary !== null && !numbers.includes(canary)) found.delete(canary);
    return found;
  }

  async #headersOf(
    numbers: SalesOrderNumber[],
    canary: SalesOrderNumber | null,
  ): Promise<SalesOrderHeader[]> {
    const asked = canary === null ? numbers : [...numbers, canary];
    const clause = anyOf(searchField(this.#names, salesOrders, 'SalesOrderNumber'), asked);
    const pages = await this.#read(salesOrders, clause);
    mustBeWhole(salesOrders, pages);
    const headers = readHeaders(this.#names, pages.table).map((header): SalesOrderHeader => {
      const number = this.#asked(asked, header.number);
      return number === header.number ? header : { ...header, number, spelling: header.number };
    });
    if (new Set(headers.map(({ number }) => number)).size !== headers.length) {
      throw new NotTrusted(`"${salesOrders}" came with the same number twice.`);
    }
    if (canary !== null && !headers.some(({ number }) => number === canary)) {
      throw new NotTrusted(`"${salesOrders}" came without ${canary}, which exists.`);
    }
    return headers;
  }

  /**
   * The number as we asked for it: Peoplevox may not tell upper from lower case. A number nobody asked for
   * means the clause was not obeyed.
   */
  #asked(asked: SalesOrderNumber[], came: string): SalesOrderNumber {
    const number =
      asked.find((one) => one === came) ?? asked.find((one) => one.toLowerCase() === came.toLowerCase());
    if (number === undefined) throw new NotTrusted(`Peoplevox answered with sales orders nobody asked for.`);
    return number;
  }

  /** As Warehouse.find. */
  async find(
    numbers: SalesOrderNumber[],
    canary: SalesOrderNumber | null,
  ): Promise<Map<SalesOrderNumber, FoundSalesOrder>> {
    const headers = await this.headers(numbers, canary);
    const lines = await this.lines([...headers.keys()]);
    return new Map(
      [...headers].map(([number, header]) => [number, { ...header, lines: lines.get(number) ?? [] }]),
    );
  }

  /** As Warehouse.lines. */
  async lines(numbers: SalesOrderNumber[]): Promise<Map<SalesOrderNumber, FoundLine[]>> {
    const lines = new Map<SalesOrderNumber, FoundLine[]>(numbers.map((number) => [number, []]));
    for (const part of chunks(numbers, keysInAClause)) {
      for (const { number, line } of await this.#linesOf(part)) lines.get(number)?.push(line);
    }
    return lines;
  }

  /**
   * GetData has no order, so pages may overlap and hide a row. Where a row stands on two pages it cannot be
   * told whether the pages overlapped or the tenant holds two lines alike (one that always inserts does), so
   * fewer sales orders are asked for until the answer fits on one page.
   */
  async #linesOf(numbers: SalesOrderNumber[]): Promise<{ number: SalesOrderNumber; line: FoundLine }[]> {
    const clause = anyOf(searchField(this.#names, salesOrderItems, 'SalesOrderNumber'), numbers);
    const pages = await this.#read(salesOrderItems, clause);
    if (pages.repeated && numbers.length > 1) {
      const half = Math.ceil(numbers.length / 2);
      return [
        ...(await this.#linesOf(numbers.slice(0, half))),
        ...(await this.#linesOf(numbers.slice(half))),
      ];
    }
    mustBeWhole(salesOrderItems, pages);
    return readLines(this.#names, pages.table, this.#lineAttributes).map(({ number, line }) => ({
      number: this.#asked(numbers, number),
      line,
    }));
  }

  /** As Warehouse.findLoading. */
  async findLoading(): Promise<SalesOrderHeader[]> {
    const field = searchField(this.#names, salesOrders, loadingColumn(this.#names));
    const pages = await this.#read(salesOrders, equals(field, loadingWord));
    mustBeWhole(salesOrders, pages);
    const headers = readHeaders(this.#names, pages.table);
    if (headers.some(({ loading }) => !loading)) {
      throw new NotTrusted('Peoplevox answered with sales orders nobody asked for.');
    }
    return headers;
  }

  /** As Warehouse.anySalesOrderNumber. */
  async anySalesOrderNumber(): Promise<SalesOrderNumber | null> {
    const { table, total } = await this.#client.getData(this.#lane, salesOrders, 1, 1, '');
    const row = table.rows[0];
    if (row === undefined) {
      if (total > 0) throw new NotTrusted(`"${salesOrders}": no rows came, ${total} were announced.`);
      return null;
    }
    return salesOrderNumber(table.needed(caption(this.#names, salesOrders, 'SalesOrderNumber'))(row));
  }

  /**
   * As Warehouse.knownItemCodes. A code that cannot be searched for is not known: it could never be followed.
   */
  async knownItemCodes(codes: Sku[]): Promise<Set<Sku>> {
    const known = new Set<Sku>();
    const wanted = new Set(codes.filter(searchable));
    for (const part of chunks([...wanted], keysInAClause)) {
      const pages = await this.#read(itemTypes, anyOf(searchField(this.#names, itemTypes, 'ItemCode'), part));
      mustBeWhole(itemTypes, pages);
      const itemCode = pages.table.needed(caption(this.#names, itemTypes, 'ItemCode'));
      // to the letter: stock and despatches come back under Peoplevox's own spelling
      for (const row of pages.table.rows) if (wanted.has(sku(itemCode(row)))) known.add(sku(itemCode(row)));
    }
    return known;
  }
}
