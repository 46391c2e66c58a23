// The Peoplevox adapter: domain/ports.ts `Warehouse`, over one session and one pacer.

import { Refused } from '../domain/errors.ts';
import type { Warehouse } from '../domain/ports.ts';
import type { ProbeWarehouse } from '../domain/probe.ts';
import type { WantedSalesOrder } from '../domain/salesOrder.ts';
import { ChangeReports } from './changeReports.ts';
import { actions, createClient } from './client.ts';
import { salesOrderItems, salesOrders, type Template } from './columns.ts';
import { deliveryDifference, lineDetailDifference } from './delivery.ts';
import type { PeoplevoxDeps } from './deps.ts';
import { createExchange } from './exchange.ts';
import { Finder } from './find.ts';
import { Health, type PeoplevoxHealth } from './health.ts';
import { createHttp } from './http.ts';
import type { Lane } from './lanes.ts';
import { OwnSalesOrders } from './ownSalesOrders.ts';
import { createPacer, type PacerUsage } from './pacer.ts';
import { createProbeCalls } from './probeCalls.ts';
import { Reports } from './reports.ts';
import {
  cancelCells,
  deliveryCells,
  headerCells,
  lineCells,
  type Preview,
  previewRows,
  releaseCells,
  removalCells,
} from './salesOrderRows.ts';
import { createSaver } from './saveRows.ts';
import { createSession } from './session.ts';
import { type LackingTemplate, matchColumns, savedTemplates, Templates, wholeTemplate } from './templates.ts';
import { TwoAtOnce } from './twoAtOnce.ts';
import { columnsWeWrite } from './writtenColumns.ts';

export interface PeoplevoxWarehouse extends Warehouse {
  /**
   * The same warehouse, whose finds wait in another lane: `orders` before orders are sent (as this one),
   * `follow` and `reconcile` for journeys that may wait. Saves are always orders, despatches despatch, the
   * stock report bulk.
   */
  inLane(lane: Lane): Warehouse;
  health(): PeoplevoxHealth;
  usage(): Promise<PacerUsage>;
  /** Templates that lack what no save may go without, as last read, without a call. Null where that is not known. */
  lackingColumns(): LackingTemplate[] | null;
  /** Another sidecar worked for this tenant until just now: its calls count too (promise 8 of design.md section 10). */
  assumeCallsByOthers(): Promise<void>;
  /** host name of the endpoint, for the screen */
  readonly host: string;
  /** the calls of the tenant probe, counted from zero */
  probeCalls(): ProbeWarehouse;
  /** what would be sent of this order */
  preview(order: WantedSalesOrder): Preview;
  /** Closes the connections. */
  close(): Promise<void>;
}

export function createWarehouse(deps: PeoplevoxDeps): PeoplevoxWarehouse {
  const { config, settings, clock, log } = deps;
  const health = new Health();
  const http = createHttp(config.url, clock);
  const twoAtOnce = new TwoAtOnce(deps);
  const pacer = createPacer({
    clock,
    store: deps.pacerStore,
    atOnce: () => twoAtOnce.allowed(),
    limits: () => {
      const { callsPerWindow, windowSeconds, gapMilliseconds, timeZone } = settings().peoplevox;
      return { callsPerWindow, windowMs: windowSeconds * 1000, gapMs: gapMilliseconds, timeZone };
    },
    ...(deps.signal ? { signal: deps.signal } : {}),
    ...(deps.uptime ? { uptime: deps.uptime } : {}),
  });
  const exchange = twoAtOnce.over(createExchange(deps, { pacer, http, health }));
  const session = createSession(deps, exchange, { health, twoAtOnce });
  const client = createClient(session, settings);
  const templates = new Templates(client, settings);
  const rowsFound = () => deps.known?.().rowsPerSave ?? null;
  const saver = createSaver({ client, templates, settings, log, rowsFound });
  const reports = new Reports(client, settings, clock);
  const changes = new ChangeReports(client, settings, clock);

  async function missingOf(template: Template) {
    const { peoplevox } = settings();
    try {
      const header = await templates.header('reconcile', template);
      const { skipped, missing } = matchColumns(
        peoplevox,
        template,
        columnsWeWrite(settings(), template),
        header,
      );
      return [...missing, ...skipped].map((column) => ({ template, column }));
    } catch (thrown) {
      if (thrown instanceof Refused) return [{ template, column: wholeTemplate }];
      throw thrown;
    }
  }

  function inLane(lane: Lane): Warehouse {
    const finder = new Finder(client, settings, lane);
    const own = new OwnSalesOrders(client, settings, lane);
    return {
      find: (numbers, canary) => finder.find(numbers, canary),
      headers: (numbers, canary) => finder.headers(numbers, canary),
      lines: (numbers) => finder.lines(numbers),
      findLoading: () => finder.findLoading(),
      ourSalesOrders: (wanted) => own.find(wanted),
      anySalesOrderNumber: () => finder.anySalesOrderNumber(),
      knownItemCodes: (codes) => finder.knownItemCodes(codes),
      saveHeldHeaders: (orders) =>
        saver.save(
          salesOrders,
          orders.map((order) => ({ number: order.number, rows: [headerCells(order, settings())] })),
          actions.saveUnallocated,
        ),
      saveLines: (orders) =>
        saver.save(
          salesOrderItems,
          orders.map(({ number, lines }) => ({
            number,
            rows: lines.map((line) => lineCells(number, line, settings())),
          })),
          actions.saveUnallocated,
        ),
      removeLines: (orders, calls) =>
        saver.save(
          salesOrderItems,
          orders.map(({ number, lines }) => ({ number, rows: removalCells(number, lines) })),
          actions.remove,
          calls,
        ),
      release: (orders) =>
        saver.save(
          salesOrders,
          orders.map((order) => ({ number: order.number, rows: [releaseCells(order, settings())] })),
          actions.save,
        ),
      cancel: (numbers, calls) =>
        saver.save(
          salesOrders,
          numbers.map((number) => ({ number, rows: [cancelCells(number)] })),
          actions.save,
          calls,
        ),
      remove: (numbers, calls) =>
        saver.save(
          salesOrders,
          numbers.map((number) => ({ number, rows: [[{ column: 'SalesOrderNumber', value: number }]] })),
          actions.remove,
          calls,
        ),
      deliveryDifference: (order, found) =>
        deliveryDifference(deliveryCells(order, settings()), found.delivery, settings().peoplevox),
      lineDetailDifference: (wanted, found) => lineDetailDifference(wanted, found, settings().orders),
      saveDelivery: (orders, calls) =>
        saver.save(
          salesOrders,
          orders.map(({ number, cells }) => ({
            number,
            rows: [[{ column: 'SalesOrderNumber', value: number }, ...cells]],
          })),
          actions.save,
          calls,
        ),
      saveReleasedLines: (orders, calls) =>
        saver.save(
          salesOrderItems,
          orders.map(({ number, lines }) => ({
            number,
            rows: lines.map((line) => lineCells(number, line, settings())),
          })),
          actions.save,
          calls,
        ),
      readStock: () => reports.readStock('bulk'),
      availableOf: (codes) => reports.availableOf(lane, codes),
      findChangeReport: (source) => changes.find('bulk', source),
      stockChanges: (report, since, most) => changes.read('bulk', report, since, most),
      despatchesSince: (moment) => reports.despatchesSince('despatch', moment),
      despatchesOf: (numbers) => reports.despatchesOf('despatch', numbers),
      async missingColumns() {
        templates.forget();
        const missing = [];
        for (const template of savedTemplates) missing.push(...(await missingOf(template)));
        return missing;
      },
      tryLoginAgain() {
        templates.forget();
        session.tryLoginAgain();
      },
    };
  }

  return {
    ...inLane('orders'),
    inLane,
    health: () => health.view(),
    usage: () => pacer.usage(),
    lackingColumns: () => templates.lacking(),
    assumeCallsByOthers: () => pacer.assumeFull(),
    host: new URL(config.url).host,
    probeCalls: () => createProbeCalls(client, { settings, clock, log, templates }),
    preview: (order) => previewRows(order, settings()),
    close: () => http.close(),
  };
}
