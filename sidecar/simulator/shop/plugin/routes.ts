// The plugin's REST routes: who may, what with, and who does it.

import type { Static, TSchema } from 'typebox';
import { Type } from 'typebox';
import { verify } from '../../../link/signature.ts';
import * as contract from '../../../woocommerce/contract.ts';
import { orderStatuses } from '../orderStatus.ts';
import { ShopRefused } from '../shop.ts';
import { iso, type Store } from '../store.ts';
import { type Answer, noRoute, parseBody, RouteError, timeParam } from './answers.ts';
import { recordDespatches } from './despatches.ts';
import {
  askLease,
  bind,
  homeAddress,
  isFrozen,
  leaseView,
  newPending,
  pluginVersion,
  refuseIfFrozen,
  requireEpoch,
  seenNonce,
} from './link.ts';
import { freezeNumbers, ordersPage, recordAttention, recordMarks } from './orders.ts';
import { workOutPromises } from './promises.ts';
import { skusPage, stockPass, stockWhy } from './stock.ts';
import type { SidecarLink } from './toSidecar.ts';

export interface PluginRequest {
  method: string;
  /** `/pickwave/v1/…` */
  route: string;
  rawQuery: string;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}
export interface Plugin {
  store: Store;
  link: SidecarLink;
}

const prefix = '/pickwave/v1/';
export const pluginRoute = (route: string): string | null =>
  route.startsWith(prefix) ? route.slice(prefix.length).replace(/\/+$/, '') : null;

/** Always an answer: refusals are turned into one. */
export async function answerPlugin(plugin: Plugin, request: PluginRequest): Promise<Answer> {
  try {
    const route = pluginRoute(request.route) ?? '';
    if (route.startsWith('shop/')) return await answerSidecar(plugin, request, route.slice('shop/'.length));
    if (route.startsWith('admin/')) return await handOn(plugin, request, route.slice('admin/'.length));
    if (route === 'connection' || route.startsWith('connection/'))
      return await answerConnection(plugin, request, route);
    throw noRoute();
  } catch (failure) {
    if (failure instanceof RouteError) return failure.answer;
    return new RouteError(500, 'pickwave_failed', `The simulated shop broke: ${String(failure)}`).answer;
  }
}

type Route = (store: Store, body: Buffer) => unknown;
const route =
  <T extends TSchema>(schema: T, answer: (store: Store, body: Static<T>) => unknown): Route =>
  (store, raw) =>
    answer(store, parseBody(schema, raw));
/** A route that writes: nothing happens without the current lease. */
const writing = <T extends TSchema>(schema: T, answer: (store: Store, body: Static<T>) => unknown): Route =>
  route(schema, (store, body) => {
    requireEpoch(store, (body as { epoch: number }).epoch);
    return answer(store, body);
  });

const shopRoutes: Record<string, Route> = {
  status: route(Type.Object({}), statusView),
  lease: route(contract.LeaseRequest, askLease),
  live: writing(contract.LiveRequest, setLive),
  orders: route(contract.OrdersRequest, ordersPage),
  'orders/numbers': writing(contract.NumbersRequest, freezeNumbers),
  'orders/marks': writing(contract.MarksRequest, recordMarks),
  'orders/attention': writing(contract.AttentionRequest, recordAttention),
  stock: writing(contract.StockRequest, stockPass),
  'stock/why': route(contract.StockWhyRequest, stockWhy),
  skus: route(contract.SkusRequest, skusPage),
  despatches: writing(contract.DespatchesRequest, recordDespatches),
};

async function answerSidecar(plugin: Plugin, request: PluginRequest, name: string): Promise<Answer> {
  const { store, link } = plugin;
  const forStatus = name === 'status';
  const verdict = await verify(request, link.secrets(forStatus), new Date(store.now()), (nonce) =>
    seenNonce(store, nonce),
  );
  if (verdict.ok && !verdict.from.startsWith('sidecar '))
    throw new RouteError(401, 'pickwave_unsigned', 'Only the sidecar is let in here.');
  if (!verdict.ok)
    throw new RouteError(401, verdict.code, verdict.message, {
      more: verdict.time === undefined ? {} : { time: verdict.time },
    });
  if (!forStatus) refuseIfFrozen(store);
  const found = shopRoutes[name];
  if (!found || request.method !== 'POST') throw noRoute();
  // A pairing that is being made speaks for the installation it is going to be.
  if (forStatus && link.pending && verdict.secret === link.pending.secret)
    return {
      status: 200,
      body: {
        ...statusView(store),
        installation_id: link.pending.installationId,
        bound_url: null,
        frozen: false,
      },
    };
  store.data.lastContact = store.now();
  const body = found(store, request.body);
  workOutPromises(store);
  // What the sidecar asked for is no news to it.
  store.touched.clear();
  return { status: 200, body };
}

function statusView(store: Store): Static<typeof contract.ShopStatus> & Record<string, unknown> {
  const { identity, settings } = store.data;
  return {
    plugin_version: pluginVersion,
    wordpress_version: '6.9.1',
    woocommerce_version: '11.0.1',
    php_version: '8.2.0',
    installation_id: identity?.installationId ?? '',
    shop_url: homeAddress(store),
    bound_url: identity?.boundUrl ?? null,
    frozen: isFrozen(store),
    environment: 'local',
    time: iso(store.now()),
    time_zone: settings.timeZone,
    currency: settings.currency,
    price_decimals: settings.decimals,
    hpos: true,
    permalinks: store.toggles.plainPermalinks ? 'plain' : 'pretty',
    tracking: settings.tracking,
    action_scheduler: { past_due: 0, oldest_seconds: 0 },
    order_statuses: Object.keys(orderStatuses),
    lease: leaseView(store),
    live: liveView(store),
  };
}

const liveView = ({ data: { live } }: Store) => ({
  on: live.on,
  from: live.from === null ? null : iso(live.from),
});

/** `from` never moves later by itself: the first one stays, unless an earlier one is given. */
function setLive(store: Store, wanted: Static<typeof contract.LiveRequest>) {
  const { live } = store.data;
  const from = timeParam(wanted.from, 'from');
  live.on = wanted.on;
  live.from = live.from === null ? from : Math.min(live.from, from);
  store.write({ kind: 'live', ...liveView(store) });
  return liveView(store);
}

function handOn({ link }: Plugin, request: PluginRequest, path: string): Promise<Answer> {
  if (!handedOn.includes(request.method) || !/^[\w~:@-][\w.~:@-]*(\/[\w~:@-][\w.~:@-]*)*$/.test(path))
    throw noRoute();
  return link.handOn(request.method, path, request.rawQuery, request.body);
}

const handedOn = ['GET', 'POST', 'PUT', 'DELETE'];

const PairRequest = Type.Object({
  url: Type.String({ pattern: '^\\s*[hH][tT][tT][pP][sS]?://[^\\s/?#]+[^\\s?#]*\\s*$' }),
  code: Type.String({ pattern: '^\\s*[A-Za-z0-9]{5}-?[A-Za-z0-9]{5}\\s*$' }),
});

async function answerConnection(plugin: Plugin, request: PluginRequest, name: string): Promise<Answer> {
  const { store, link } = plugin;
  if (name === 'connection' && request.method === 'GET') return { status: 200, body: connectionView(store) };
  if (name === 'connection/pair' && request.method === 'POST') {
    if (store.data.pairing?.byConstants) {
      if (!isFrozen(store)) refuseByConstants();
      // The constants were copied with the shop. Whoever asks for this says that it is a shop of its own.
      bind(store, newPending(store).installationId);
      return { status: 200, body: connectionView(store) };
    }
    const { url, code } = parseBody(PairRequest, request.body);
    try {
      await link.pair(url.trim(), code.trim().toUpperCase());
    } catch (failure) {
      if (!(failure instanceof ShopRefused)) throw failure;
      throw new RouteError(pairingStatus[failure.code] ?? 502, failure.code, failure.message);
    }
    return { status: 200, body: connectionView(store) };
  }
  if (name === 'connection/unpair' && request.method === 'POST') {
    if (store.data.pairing?.byConstants) refuseByConstants();
    unpair(store);
    return { status: 200, body: connectionView(store) };
  }
  throw noRoute();
}

// The sidecar's refusals keep their status on the way to the screen (docs/link.md, Pairing 3).
const pairingStatus: Record<string, number> = {
  wrong_code: 403,
  code_expired: 410,
  paired_elsewhere: 409,
  shop_unreachable: 502,
  pickwave_sidecar_away: 502,
  pickwave_not_a_sidecar: 502,
  rest_invalid_param: 400,
};

export function unpair(store: Store): void {
  store.data.pairing = null;
}

function refuseByConstants(): never {
  throw new RouteError(
    409,
    'pickwave_by_constants',
    'The sidecar is set by PICKWAVE_SIDECAR_URL and PICKWAVE_SECRET in wp-config.php. Change it there.',
  );
}

function connectionView(store: Store) {
  const { pairing, identity, lastContact } = store.data;
  return {
    paired: pairing !== null,
    sidecar_url: pairing?.sidecarUrl ?? null,
    by_constants: pairing?.byConstants ?? false,
    frozen: identity && isFrozen(store) ? { now: homeAddress(store), bound: identity.boundUrl } : null,
    last_contact: lastContact === null ? null : iso(lastContact),
    installation_id: identity?.installationId ?? null,
    plugin_version: pluginVersion,
    trouble: null,
  };
}
