// A simulated shop and a simulated Peoplevox with the real sidecar between them, and the real screen on top.

import { randomBytes } from 'node:crypto';
import type { OrderDetail } from '../../sidecar/http/schemas/orders.ts';
import type { JourneyName, JourneyView, Overview } from '../../sidecar/http/schemas/overview.ts';
import type { Peoplevox } from '../../sidecar/simulator/peoplevox/peoplevox.ts';
import { startPeoplevox } from '../../sidecar/simulator/peoplevox/startPeoplevox.ts';
import type { OrderSeed, Shop } from '../../sidecar/simulator/shop/shop.ts';
import { startShop } from '../../sidecar/simulator/shop/startShop.ts';
import { freePort } from '../wordpress/phpServer.ts';
import { bundledSidecar } from './bundledSidecar.ts';
import { type ServedScreen, serveScreen } from './servedScreen.ts';
import { type SidecarOptions, type SidecarProcess, startSidecar } from './sidecarProcess.ts';
import { until } from './until.ts';

export interface SimulatedRig {
  shop: Shop;
  peoplevox: Peoplevox;
  /** the one that was started last */
  readonly sidecar: SidecarProcess;
  /** what the sidecar is given, for another one on the same shop */
  readonly sidecarOptions: SidecarOptions;
  /** address of the screen, with its slash */
  readonly screen: string;
  /** another sidecar, on the same port and data directory unless given */
  startSidecar(more?: Partial<SidecarOptions>): Promise<SidecarProcess>;
  /** the screen of another shop: of a copy */
  serveScreen(shopUrl: string): Promise<string>;
  /** asks the sidecar as the screen does, through the shop; `status` and the answer as JSON */
  api<T>(path: string, init?: { method?: string; body?: unknown }): Promise<{ status: number; body: T }>;
  overview(): Promise<Overview>;
  journey(name: JourneyName): Promise<JourneyView>;
  /** runs it now, and waits until it has ended well */
  run(name: JourneyName): Promise<void>;
  goLive(): Promise<void>;
  order(id: number): Promise<OrderDetail>;
  /** a customer buys; `{ 'MUG-RED': 2 }`. Gives the order's id. */
  buy(units: Record<string, number>, more?: Omit<OrderSeed, 'lines'>): Promise<number>;
  /** waits until the sales order stands complete and released in Peoplevox, and the screen's API says so */
  sent(id: number): Promise<void>;
  stop(): Promise<void>;
}

interface Options {
  /** by constants and the environment, or not yet: a person types a code. Default constants. */
  pairing?: 'constants' | 'none';
  /** switched live at the start. Default true where it is paired. */
  live?: boolean;
  settings?: Record<string, unknown>;
}

/** What the shop sells and the warehouse has. */
const stock = { 'TEE-M': 100, 'TEE-L': 100, 'MUG-RED': 100, 'MUG-BLUE': 100 };

// Nothing but what a test asks for: polls and reports seldom, and calls as fast as they go.
const quiet = {
  'orders.gatherSeconds': 0.1,
  'orders.batchGapSeconds': 0,
  'stock.marginSeconds': 0,
  'follow.everySeconds': 3600,
  'despatch.everySeconds': 3600,
  'stock.everySeconds': 86_400,
  'stock.changesFrom': 'none',
  'peoplevox.callsPerWindow': 15,
  'peoplevox.windowSeconds': 1,
};
const leaseSeconds = 4;

export async function startSimulatedRig(options: Options = {}): Promise<SimulatedRig> {
  const { pairing = 'constants', live = pairing === 'constants', settings = {} } = options;
  const secret = randomBytes(32).toString('hex');
  const port = await freePort();
  const byConstants = pairing === 'constants';
  const codes = Object.entries(stock);
  const peoplevox = await startPeoplevox({
    toggles: { rateLimit: 0 },
    seed: { items: codes.map(([code, units]) => ({ code, stock: units })) },
  });
  const shop = await startShop({
    ...(byConstants ? { secret, sidecarUrl: `http://127.0.0.1:${port}` } : {}),
    products: codes.map(([sku, units]) => ({ sku, name: sku, stock: units, price: '12.50' })),
  });
  const screens: ServedScreen[] = [];
  const sidecars: SidecarProcess[] = [];
  const sidecarOptions: SidecarOptions = {
    port,
    shop: byConstants ? { url: shop.url, secret } : null,
    peoplevox: { url: peoplevox.url, credentials: { ...peoplevox.credentials } },
    settings: { ...quiet, ...settings },
    program: await bundledSidecar(),
    env: { PICKWAVE_LEASE_SECONDS: String(leaseSeconds), PICKWAVE_LOG_LEVEL: 'warn' },
  };
  const begin = async (more: Partial<SidecarOptions> = {}) => {
    const last = sidecars.at(-1);
    const one = await startSidecar({
      ...sidecarOptions,
      ...(last ? { dataDir: last.dataDir } : {}),
      ...more,
    });
    sidecars.push(one);
    return one;
  };
  const show = async (shopUrl: string) => {
    const served = await serveScreen(shopUrl);
    screens.push(served);
    return served.url;
  };
  const screen = await show(shop.url);
  await begin();

  const api: SimulatedRig['api'] = async (path, init = {}) => {
    const answer = await fetch(`${shop.url}/wp-json/pickwave/v1/admin/${path}`, {
      method: init.method ?? 'GET',
      headers: { 'content-type': 'application/json' },
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    });
    return { status: answer.status, body: (await answer.json()) as never };
  };
  /** Waits for a sidecar that has just begun: before it knows the shop it answers nobody. */
  const overview = () =>
    until('the sidecar answers staff', async () => {
      const { status, body } = await api<Overview>('overview');
      return status === 200 ? body : null;
    });
  const journey = async (name: JourneyName) => {
    const found = (await overview()).journeys.find((one) => one.name === name);
    if (!found) throw new RangeError(`The overview does not show ${name}.`);
    return found;
  };
  const rig: SimulatedRig = {
    shop,
    peoplevox,
    get sidecar() {
      const last = sidecars.at(-1);
      if (!last) throw new Error('No sidecar was started.');
      return last;
    },
    sidecarOptions,
    screen,
    startSidecar: begin,
    serveScreen: show,
    api,
    overview,
    journey,
    async run(name) {
      const before = (await journey(name)).lastSuccessAt;
      await api(`journeys/${name}/run`, { method: 'POST', body: {} });
      await until(`${name} has run`, async () => {
        const now = await journey(name);
        return now.lastSuccessAt !== before && now.state !== 'running';
      });
    },
    async goLive() {
      await until('the sidecar works for the shop', async () => {
        const { shop: theirs, lease } = await overview();
        return theirs?.state === 'answering' && lease.held;
      });
      const { status } = await api('live', { method: 'POST', body: { on: true } });
      if (status !== 200) throw new Error(`It could not go live: ${status}`);
      await countsFromNow(shop);
    },
    order: async (id) => (await api<OrderDetail>(`orders/${id}`)).body,
    async buy(units, more = {}) {
      const lines = Object.entries(units).map(([sku, quantity]) => ({ sku, quantity }));
      return (await shop.placeOrder({ lines, ...more })).order.id;
    },
    async sent(id) {
      await until(`order ${id} is in Peoplevox, complete`, async () => {
        const pickable = peoplevox.books.order(String(id)).pickable.length > 0;
        return pickable && (await rig.order(id)).transfer === 'complete';
      });
    },
    async stop() {
      for (const one of sidecars) await one.stop();
      for (const one of screens) await one.close();
      await peoplevox.stop();
      await shop.stop();
    },
  };
  if (live) await rig.goLive();
  return rig;
}

/** The shop keeps payments by the whole second: what is paid in the second of going live may count or not. */
async function countsFromNow(shop: Shop): Promise<void> {
  const { from } = (await shop.state()).live;
  const second = Math.floor(Date.parse(from ?? '') / 1000);
  await until('the next second', () => Math.floor(Date.now() / 1000) > second, { everyMs: 20 });
}
