// The journeys between the two stand-ins, over HTTP, with a real ledger: what tests of journeys start from. Time jumps (JumpClock), so nothing is waited for.

import { Value } from 'typebox/value';
import { type OrderId, orderId, salesOrderNumber, sku } from '../../domain/ids.ts';
import { knownOf, type ProbeWarehouse } from '../../domain/probe.ts';
import { Settings } from '../../domain/settings.ts';
import { type OpenLedger, openLedger } from '../../ledger/openLedger.ts';
import { createWarehouse } from '../../peoplevox/warehouse.ts';
import { openChangesBook } from '../../running/changesBook.ts';
import { createLease } from '../../running/lease.ts';
import { openProbeBook } from '../../running/probeBook.ts';
import { refusedBeside } from '../../running/refusedBeside.ts';
import type { PeoplevoxOptions } from '../../simulator/peoplevox/peoplevox.ts';
import { startPeoplevox } from '../../simulator/peoplevox/startPeoplevox.ts';
import type { OrderSeed, ProductSeed, ShopOptions } from '../../simulator/shop/shop.ts';
import { startShop } from '../../simulator/shop/startShop.ts';
import { createShopClient } from '../../woocommerce/shopClient.ts';
import { checkSent } from '../checkSent.ts';
import type { JourneyDeps } from '../deps.ts';
import { finishHeld } from '../finishHeld.ts';
import { followOrders } from '../followOrders.ts';
import { markInterrupted } from '../markInterrupted.ts';
import { nameMissing } from '../nameMissing.ts';
import { noticeOrders } from '../noticeOrders.ts';
import { probeTenant } from '../probeTenant.ts';
import { readStockChanges } from '../readStockChanges.ts';
import { reconcileOrders } from '../reconcileOrders.ts';
import { recordDespatches } from '../recordDespatches.ts';
import { sendOrders } from '../sendOrders.ts';
import { tellShop } from '../tellShop.ts';
import { updateStock } from '../updateStock.ts';
import { watchLate } from '../watchLate.ts';
import { JumpClock } from './jumpClock.ts';
import { ledgerWithPoints, type OnPoint } from './points.ts';

const leaseSeconds = 300;
const secret = 'bench-secret-bench-secret-bench-secret';
const skus = ['SCARF-RED-M', 'SCARF-RED-L', 'HAT-BLUE', 'MUG'];

export interface BenchOptions {
  settings?: (all: Settings) => void;
  peoplevox?: Pick<PeoplevoxOptions, 'toggles' | 'seed'>;
  shop?: Pick<ShopOptions, 'taxRate' | 'pricesIncludeTax'>;
  /** units of each SKU, in both; default 100 */
  stock?: number;
  products?: ProductSeed[];
  /** default true: live since just before the test begins */
  live?: boolean;
  /** of the first sidecar */
  sidecar?: SidecarOptions;
}
export interface SidecarOptions {
  /** where the ledger is kept, so that another sidecar can go on with it; default in memory */
  dataDir?: string;
  /** instead: the ledger of a sidecar whose process ended */
  ledger?: OpenLedger;
  /** awaited before and after each call of Peoplevox and each write to the ledger, by the labels of running/points.ts */
  onPoint?: OnPoint;
  /** default false: the lease counts as held once it was granted, however much time jumps */
  losesLease?: boolean;
}
export type Bench = Awaited<ReturnType<typeof startBench>>;

export async function startBench(options: BenchOptions = {}) {
  const clock = new JumpClock();
  const units = options.stock ?? 100;
  const settings = Value.Create(Settings) as Settings;
  options.settings?.(settings);
  const shop = await startShop({
    ...options.shop,
    secret,
    sidecarUrl: 'http://127.0.0.1:9',
    now: () => clock.now(),
    toggles: { triggers: 'blocked' },
    products: options.products ?? skus.map((sku) => ({ sku, price: '12.50', stock: units })),
  });
  const peoplevox = await startPeoplevox({
    clock,
    seed: { items: skus.map((code) => ({ code, stock: units })) },
    ...options.peoplevox,
  });

  const { installation_id: installationId } = await shop.state();
  if (installationId === null) throw new Error('the shop is not paired');
  const sidecars: Sidecar[] = [];

  /** A sidecar's memory and adapters; a second one begins with an empty ledger. */
  async function startSidecar(
    holder = 'bench',
    { dataDir, ledger: left, onPoint, losesLease = false }: SidecarOptions = {},
  ) {
    const bare =
      left ?? (await openLedger(dataDir === undefined ? { memory: true, clock } : { dataDir, clock }));
    const ledger = onPoint ? ledgerWithPoints(bare, onPoint) : bare;
    await ledger.savePairing('bench', {
      installationId: installationId ?? '',
      shopUrl: shop.url,
      restUrl: shop.restUrl,
      secret,
    });
    let epoch: number | null = null;
    const lease = createLease({
      shop: { lease: (seconds) => client.lease(seconds) },
      problems: ledger,
      clock,
      seconds: leaseSeconds,
      memory: {
        lastEpoch: async () => Number(await ledger.cursor('lease.epoch')) || null,
        saveEpoch: (granted) => ledger.saveCursor('lease.epoch', String(granted)),
      },
      afterOthers: () => warehouse.assumeCallsByOthers(),
      onChange: () => {},
      log: silent,
    });
    const client = createShopClient({
      address: () => shop.restUrl,
      secret: () => secret,
      holder,
      clock,
      epoch: () => (losesLease ? lease.epoch() : epoch),
    });
    const probeBook = await openProbeBook(ledger, peoplevox.url);
    const warehouse = createWarehouse({
      config: { url: peoplevox.url, ...peoplevox.credentials },
      settings: () => settings,
      clock,
      pacerStore: ledger.calls,
      log: silent,
      uptime: () => clock.monotonic(),
      known: () => knownOf(settings.peoplevox, probeBook.current().findings),
      onRefusedBeside: refusedBeside({ book: probeBook, ledger, clock, log: silent }),
      ...(onPoint ? { onPoint } : {}),
      ...(losesLease ? { mayCall: lease.mayCall } : {}),
    });
    const hints: string[] = [];
    const hintedOrders: OrderId[] = [];
    const changes = await openChangesBook(ledger, peoplevox.url);
    let probes = 0;
    const deps: JourneyDeps = {
      ledger,
      shop: client,
      warehouse,
      clock,
      settings: () => settings,
      log: silent,
      findings: async () => probeBook.current().findings,
      changes,
      signal: new AbortController().signal,
      hint: (journey, ids) => {
        hints.push(journey);
        if (journey === 'noticeOrders') hintedOrders.push(...(ids ?? []));
      },
    };
    const sidecar = {
      ledger,
      bare,
      client,
      warehouse,
      deps,
      hints,
      /** takes the lease and goes live from now, or from when the shop remembers */
      async goLive() {
        if (losesLease) await lease.renew();
        else epoch = (await client.lease(leaseSeconds)).epoch;
        if (epoch !== null && epoch > 1) await warehouse.assumeCallsByOthers();
        const from = (await client.status()).live.from;
        const live = await client.setLive(true, from === null ? clock.now() : new Date(from));
        await ledger.setLive(true, new Date(live.from ?? clock.now()), 'bench');
      },
      async keepLease() {
        if (losesLease) await lease.renew();
        else epoch = (await client.lease(leaseSeconds)).epoch;
      },
      lease,
      notice: (ids?: number[]) => noticeOrders(deps, ids?.map(orderId)),
      send: () => sendOrders(deps),
      follow: () => followOrders(deps),
      watchLate: () => watchLate(deps),
      nameMissing: () => nameMissing(deps),
      despatches: () => recordDespatches(deps),
      stock: () => updateStock(deps),
      stockChanges: () => readStockChanges(deps),
      finishHeld: () => finishHeld(deps),
      /** compares, then runs what that hinted at, as the runner does */
      async reconcile() {
        hints.length = 0;
        hintedOrders.length = 0;
        const said = await reconcileOrders({ ...deps, warehouse: warehouse.inLane('reconcile') });
        if (hintedOrders.length > 0) await noticeOrders(deps, hintedOrders.splice(0));
        for (const [journey, run] of [
          ['followOrders', followOrders],
          ['sendOrders', sendOrders],
        ] as const)
          if (hints.includes(journey)) await run(deps);
        return said;
      },
      tell: () => tellShop(deps),
      checkSent: () => checkSent(deps),
      interrupted: async () => markInterrupted(ledger, await ledger.calls.lastAt()),
      probeBook,
      /** the tenant probe, from its beginning to its end */
      probe: (more: { item?: string; allocate?: boolean; calls?: ProbeWarehouse } = {}) =>
        probeTenant({ item: sku(more.item ?? 'MUG'), allocate: more.allocate ?? true }, 'Ann', {
          ...deps,
          calls: more.calls ?? warehouse.probeCalls(),
          book: probeBook,
          unique: () => `T${++probes}`,
        }),
      /** notice, then send, as the runner does */
      async pass() {
        await sidecar.keepLease();
        await noticeOrders(deps);
        return sendOrders(deps);
      },
      async order(id: number) {
        const row = await ledger.order(orderId(id));
        if (!row) throw new Error(`the ledger has no order ${id}`);
        return { ...row, open: await ledger.openAttention(row.orderId) };
      },
    };
    sidecars.push(sidecar);
    return sidecar;
  }

  const rowsOf = (number: string) => peoplevox.books.rows(number).filter(({ by }) => by === 'api');

  const first = await startSidecar('bench', options.sidecar);
  if (options.live !== false) await first.goLive();
  clock.advance(1000);
  return {
    ...first,
    clock,
    shop,
    peoplevox,
    settings,
    startSidecar,
    place: async (
      lines: OrderSeed['lines'] = [{ sku: 'SCARF-RED-M', quantity: 2 }],
      more: Partial<OrderSeed> = {},
    ) => {
      const { order } = await shop.placeOrder({ lines, ...more });
      clock.advance(1000);
      return order.id;
    },
    /** the tenant's own record of a sales order */
    book: (id: number) => peoplevox.books.order(salesOrderNumber(String(id))),
    /** what is promised whatever happens: one sales order, the wanted units, never pickable otherwise, the pace kept */
    proof(id: number, wanted: Record<string, number>) {
      const number = String(id);
      const order = peoplevox.order(number);
      return {
        created: peoplevox.books.order(number).timesCreated,
        units: Object.fromEntries((order?.lines ?? []).map((line) => [line.item, line.ordered])),
        held: order?.held ?? null,
        pickableOtherwise: peoplevox.books.pickableOtherwise(number, wanted).length,
        violations: peoplevox.books.violations().length,
      };
    },
    /** what is promised of one that was released, counted in rows of the books: `released`, what stood there at the release; `stopped`, from when nothing may be written */
    afterRelease(id: number, { released, stopped }: { released: number; stopped: number | null }) {
      const ours = rowsOf(String(id));
      const columns = ours.slice(released).flatMap((row) => Object.keys(row.columns));
      return {
        created: peoplevox.books.order(String(id)).timesCreated,
        holdsOfOurs: columns.filter((column) => heldBy.includes(column)).length,
        writtenTooLate: stopped === null ? 0 : ours.length - stopped,
        violations: peoplevox.books.violations().length,
      };
    },
    /** rows that we wrote to its sales order */
    rowsWritten: (id: number) => rowsOf(String(id)).length,
    /** all units that a picker could have got it with, each once, from a moment on */
    pickableWith(id: number, from: Date) {
      const seen = peoplevox.books
        .order(String(id))
        .moments.filter(({ pickable, at }) => pickable && at >= from)
        .map(({ lines }) => {
          const units: Record<string, number> = {};
          for (const { item, quantity } of lines) units[item] = (units[item] ?? 0) + quantity;
          return JSON.stringify(Object.entries(units).sort());
        });
      return [...new Set(seen)].map((one) => Object.fromEntries(JSON.parse(one)) as Record<string, number>);
    },
    async stop() {
      for (const { client } of sidecars) await client.close();
      for (const ledger of new Set(sidecars.map((one) => one.bare))) await ledger.close();
      await peoplevox.stop();
      await shop.stop();
    },
  };
}

interface Sidecar {
  client: ReturnType<typeof createShopClient>;
  bare: OpenLedger;
}

/** Columns of our hold; with the default settings LOADING and the fingerprint stand in these attributes. */
const heldBy = ['OnHold', 'StopShip', 'Attribute4', 'Attribute5'];

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
