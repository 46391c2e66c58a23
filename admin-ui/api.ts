// Every call the screen makes. The browser talks to WordPress only: `pickwave/v1/connection*` is the plugin's own,
// `pickwave/v1/admin/<path>` is handed on to the sidecar's `/api/<path>`. Every call throws CallFailed.

import apiFetch from '@wordpress/api-fetch';
import type { Static } from 'typebox';
import type { OrderAction } from '../sidecar/domain/transfer.ts';
import type {
  LinkLook,
  OrderDetail,
  OrderRows,
  OrdersList,
  OrdersQuery,
  ResendLook,
} from '../sidecar/http/schemas/orders.ts';
import type {
  JourneyName,
  JourneyRunAnswer,
  LiveAnswer,
  Overview,
} from '../sidecar/http/schemas/overview.ts';
import type { ProbeView } from '../sidecar/http/schemas/probe.ts';
import type { ReconciliationsList } from '../sidecar/http/schemas/reconciliations.ts';
import type { SettingsList } from '../sidecar/http/schemas/settings.ts';
import type { HeldList, StockWhyView } from '../sidecar/http/schemas/stock.ts';
import { apiRoot } from './place.ts';
import { CallFailed, problemFrom } from './problem.ts';

/** How the plugin stands to the sidecar. Times are ISO 8601 in UTC. */
export interface Connection {
  paired: boolean;
  sidecar_url: string | null;
  /** Paired by constants in wp-config.php: not to be changed here. */
  by_constants: boolean;
  /** This is a copy of the shop: it stands at `now`, but was paired at `bound`. */
  frozen: { now: string; bound: string } | null;
  last_contact: string | null;
  installation_id: string | null;
  plugin_version: string;
  /** Why it is not paired though it was, in words. */
  trouble?: string | null;
}

export function takeRootOfPlace() {
  const root = apiRoot();
  if (root) apiFetch.use(apiFetch.createRootURLMiddleware(root));
}

async function call<T>(path: string, more: { method?: string; data?: unknown } = {}): Promise<T> {
  try {
    return await apiFetch<T>({ path: `/pickwave/v1/${path}`, ...more });
  } catch (thrown) {
    throw new CallFailed(problemFrom(thrown), thrown);
  }
}
const post = <T>(path: string, data: unknown = {}) => call<T>(path, { method: 'POST', data });

export const getConnection = () => call<Connection>('connection');
export const pair = (sidecar: { url: string; code: string }) => post<Connection>('connection/pair', sidecar);
/** For a copy that is paired by constants: it is a shop of its own from now on. */
export const adopt = () => post<Connection>('connection/pair');
export const unpair = () => post<Connection>('connection/unpair');

export const getOverview = () => call<Overview>('admin/overview');
export const switchLive = (on: boolean) => post<Static<typeof LiveAnswer>>('admin/live', { on });
/** After a login was refused and put right: asks Peoplevox with the next call instead of within the hour. */
export const tryLoginAgain = () => post<RunAnswer>('admin/peoplevox/try-again');

export type RunAnswer = Static<typeof JourneyRunAnswer>;
export const runJourney = (name: JourneyName) => post<RunAnswer>(`admin/journeys/${name}/run`);
export const pauseJourney = (name: JourneyName) => post<unknown>(`admin/journeys/${name}/pause`);
export const resumeJourney = (name: JourneyName) => post<unknown>(`admin/journeys/${name}/resume`);

/** How the last comparisons of shop and Peoplevox ended. */
export const getReconciliations = () => call<ReconciliationsList>('admin/reconciliations?limit=20');

export function getOrders({ search, filter, cursor, limit }: OrdersQuery) {
  const query = new URLSearchParams();
  if (search) query.set('search', search);
  if (filter) query.set('filter', filter);
  if (cursor) query.set('cursor', cursor);
  if (limit) query.set('limit', String(limit));
  return call<OrdersList>(`admin/orders?${query}`);
}
export const getOrder = (orderId: number) => call<OrderDetail>(`admin/orders/${orderId}`);
/** What would be sent, column by column; asks the shop, never Peoplevox. */
export const getOrderRows = (orderId: number) => call<OrderRows>(`admin/orders/${orderId}/rows`);
/** Those that need no word more. */
const actionPaths = {
  send_again: 'send-again',
  dismiss: 'dismiss',
  unlink: 'unlink',
  take_up: 'take-up',
  undo_resend: 'resend/undo',
} satisfies Partial<Record<OrderAction, string>>;
export type SimpleAction = keyof typeof actionPaths;
export const actOnOrder = (orderId: number, action: SimpleAction) =>
  post<unknown>(`admin/orders/${orderId}/${actionPaths[action]}`);

/** What a sales order of Peoplevox is, before it is linked; asks Peoplevox. */
export const lookAtLink = (orderId: number, number: string) =>
  post<LinkLook>(`admin/orders/${orderId}/link/look`, { number });
export const linkOrder = (orderId: number, number: string) =>
  post<unknown>(`admin/orders/${orderId}/link`, { number });
export const fulfilOrder = (orderId: number, by: string) =>
  post<unknown>(`admin/orders/${orderId}/fulfilled`, { by });
/** Under which number it would be sent again; asks Peoplevox. */
export const lookAtResend = (orderId: number) => post<ResendLook>(`admin/orders/${orderId}/resend/look`);
export const resendOrder = (orderId: number, wanted: { number: string; lost: boolean }) =>
  post<unknown>(`admin/orders/${orderId}/resend`, wanted);
export const dismissAttention = (orderId: number, code: string, note: string) =>
  post<unknown>(`admin/orders/${orderId}/attention/${code}/dismiss`, { note });
export const bringBackAttention = (orderId: number, code: string) =>
  post<unknown>(`admin/orders/${orderId}/attention/${code}/bring-back`);

/** SKUs that were not written, to be safe. */
/** Why a SKU has its number; with `now` Peoplevox is asked too, by one call. */
export const getStockWhy = (sku: string, now: boolean) =>
  call<StockWhyView>(`admin/stock/why?${new URLSearchParams({ sku, now: now ? '1' : '0' })}`);
export const getHeld = () => call<HeldList>('admin/stock/held');
/** `skus` missing: all that it is about. */
export const decideHeld = (decision: 'apply' | 'discard' | 'wait', skus?: string[]) =>
  post<HeldList>('admin/stock/held', { decision, ...(skus ? { skus } : {}) });

export const getProbe = () => call<ProbeView>('admin/probe');
/** Starts the test of this Peoplevox in the background. */
export const startProbe = (request: { item: string; allocate: boolean }) =>
  post<ProbeView>('admin/probe', request);

export const getSettings = () => call<SettingsList>('admin/settings');
/** All or nothing: a refusal is a Problem of kind refused whose `fields` names every bad value. */
export const saveSettings = (changes: Record<string, unknown>) =>
  call<SettingsList>('admin/settings', { method: 'PUT', data: { changes } });
