// The calls of the tenant probe (domain/probe.ts), over the same client as all others, in a lane that lets orders go first.

import { Faulted, NotTrusted, Refused, Silent } from '../domain/errors.ts';
import type { SalesOrderNumber, Sku } from '../domain/ids.ts';
import type { SaveOutcome } from '../domain/ports.ts';
import {
  type ProbeWarehouse,
  type RepeatedOutcome,
  type TestHeader,
  testContactName,
} from '../domain/probe.ts';
import type { Settings } from '../domain/settings.ts';
import { sellable } from '../domain/stock.ts';
import { type Action, actions, type Client, type Page, type TemplateAsked } from './client.ts';
import {
  caption,
  fingerprintColumn,
  itemTypes,
  salesOrderItems,
  salesOrders,
  searchField,
  type Template,
} from './columns.ts';
import { importDate } from './dates.ts';
import type { PeoplevoxDeps } from './deps.ts';
import { Finder } from './find.ts';
import type { Cell } from './fitText.ts';
import type { Lane } from './lanes.ts';
import { judgeRepeated } from './repeatedRows.ts';
import { Reports } from './reports.ts';
import { cancelCells } from './salesOrderRows.ts';
import { ColumnFinder } from './saveColumns.ts';
import { createSaver, csvOf } from './saveRows.ts';
import { equals } from './searchClause.ts';
import type { Templates } from './templates.ts';

const lane: Lane = 'reconcile';

const cell = (column: string, value: string | number | boolean): Cell => ({ column, value: String(value) });

/** Never our word LOADING: the search for it must not find a test (design.md section 5, step 7). */
function headerCells(header: TestHeader, { orders, peoplevox }: Settings): Cell[] {
  return [
    cell('SalesOrderNumber', header.number),
    cell('CustomerPurchaseOrderReferenceNumber', 'PICKWAVE TEST'),
    cell('ContactName', testContactName),
    cell('ShippingAddressLine1', testContactName),
    cell('RequestedDeliveryDate', importDate(header.wantedAt, peoplevox.timeZone)),
    ...(orders.channel === '' ? [] : [cell('ChannelName', orders.channel)]),
    ...(orders.site === '' ? [] : [cell('Site', orders.site)]),
    cell(fingerprintColumn(peoplevox), header.fingerprint),
    cell('OnHold', header.onHold),
  ];
}

/** Counts the calls. */
function counted(client: Client): Client & { made(): number } {
  let made = 0;
  const count = <Args extends unknown[], T>(call: (...args: Args) => Promise<T>) => {
    return (...args: Args) => {
      made += 1;
      return call(...args);
    };
  };
  return {
    getData: count(client.getData),
    getReport: count(client.getReport),
    getTwo(lane, asked) {
      made += 2;
      return client.getTwo(lane, asked);
    },
    getSaveTemplate: count(client.getSaveTemplate),
    saveData: count(client.saveData),
    made: () => made,
  };
}

export function createProbeCalls(
  of: Client,
  {
    settings,
    clock,
    log,
    templates,
  }: Pick<PeoplevoxDeps, 'settings' | 'clock' | 'log'> & { templates: Templates },
): ProbeWarehouse {
  const client = counted(of);
  const finder = new Finder(client, settings, lane);
  const reports = new Reports(client, settings, clock);
  const saver = createSaver({ client, templates, settings, log, lane });
  const columns = new ColumnFinder({ templates, settings, log });
  const mayOrNot = (mayAllocate: boolean) => (mayAllocate ? actions.save : actions.saveUnallocated);

  async function save(
    template: Template,
    number: SalesOrderNumber,
    row: Cell[],
    action: Action,
  ): Promise<SaveOutcome> {
    const outcomes = await saver.save(template, [{ number, rows: [row] }], action);
    const outcome = outcomes.get(number);
    if (!outcome) throw new Silent(`Nothing came back of the save of ${number}.`);
    return outcome;
  }

  /** Not by the saver: it counts orders, and would send in parts what was refused. */
  async function saveRepeated(header: TestHeader, rows: number, mark: string): Promise<RepeatedOutcome> {
    const row = (line2: string) => [...headerCells(header, settings()), cell('ShippingAddressLine2', line2)];
    const names = row('').map(({ column }) => column);
    const found = await columns.find(lane, salesOrders, names);
    if (found.kind === 'cannot') throw new Refused(found.words);
    const all = [...Array.from({ length: rows - 1 }, () => row('')), row(mark)];
    try {
      const csv = csvOf([{ rows: all }], found.captions);
      return judgeRepeated(rows, await client.saveData(lane, salesOrders, csv, mayOrNot(header.mayAllocate)));
    } catch (thrown) {
      if (!(thrown instanceof Silent)) throw thrown;
      return { kind: thrown instanceof Faulted ? 'faulted' : 'silent', words: thrown.message };
    }
  }

  /** Throws as Client.getTwo and Client.getData. */
  async function readTwo(
    number: SalesOrderNumber,
    item: Sku,
    how: 'at_once' | 'in_turn',
  ): Promise<string | null> {
    const names = settings().peoplevox;
    const asked = (template: Template, column: string, value: string) => ({
      template,
      clause: equals(searchField(names, template, column), value),
      isRight({ table }: Page) {
        const read = table.needed(caption(names, template, column));
        const got = table.rows.map((row) => read(row).toLowerCase());
        return got.length > 0 && got.every((one) => one === value.toLowerCase());
      },
    });
    const [order, type] = [
      asked(salesOrders, 'SalesOrderNumber', number),
      asked(itemTypes, 'ItemCode', item),
    ] as const;
    const read = ({ template, clause }: TemplateAsked) =>
      client.getData(lane, template, 1, names.pageSize, clause);
    const judged = async (page: Promise<Page>, { isRight, template }: typeof order) => {
      try {
        return isRight(await page)
          ? null
          : `"${template}" came with rows that nobody asked for, or without its own.`;
      } catch (thrown) {
        if (thrown instanceof Faulted || thrown instanceof Refused || thrown instanceof NotTrusted)
          return thrown.message;
        throw thrown;
      }
    };
    if (how === 'in_turn') return (await judged(read(order), order)) ?? (await judged(read(type), type));
    const [one, other] = await client.getTwo(lane, [order, type]);
    const asPromise = (end: PromiseSettledResult<Page>) =>
      end.status === 'fulfilled' ? Promise.resolve(end.value) : Promise.reject(end.reason);
    return (await judged(asPromise(one), order)) ?? (await judged(asPromise(other), type));
  }

  return {
    readTwo,
    itemExists: async (item) => (await finder.knownItemCodes([item])).has(item),
    async available(item) {
      const { orders, stock } = settings();
      const rows = await reports.availableOf(lane, [item]);
      return sellable(rows, orders.site === '' ? stock.sites : [orders.site]).get(item) ?? null;
    },
    headers: (numbers, canary) => finder.headers(numbers, canary),
    lines: async (number) => (await finder.lines([number])).get(number) ?? [],
    saveHeader: (header) =>
      save(salesOrders, header.number, headerCells(header, settings()), mayOrNot(header.mayAllocate)),
    saveRepeated,
    saveLine: (number, line, mayAllocate) =>
      save(
        salesOrderItems,
        number,
        [
          cell('SalesOrderNumber', number),
          cell('ItemCode', line.sku),
          cell('QuantityOrdered', line.quantity),
          cell('Line', line.line),
        ],
        mayOrNot(mayAllocate),
      ),
    removeLine: (number, item, line) =>
      save(
        salesOrderItems,
        number,
        [
          cell('SalesOrderNumber', number),
          cell('ItemCode', item),
          ...(line === null ? [] : [cell('Line', line)]),
        ],
        actions.remove,
      ),
    cancel: (number, mayAllocate) => save(salesOrders, number, cancelCells(number), mayOrNot(mayAllocate)),
    deleteOrder: (number) => save(salesOrders, number, [cell('SalesOrderNumber', number)], actions.remove),
    calls: client.made,
  };
}
