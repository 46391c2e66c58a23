// What the address says is open, so that a reload, a bookmark and a link to a colleague show the same.
// In wp-admin the query also holds WordPress's own `page`, which is kept.

import type { OrderFilter } from '../sidecar/http/schemas/orders.ts';

export const tabs = ['overview', 'orders', 'stock', 'settings'] as const;
export type Tab = (typeof tabs)[number];

export const filters = [
  'all',
  'open',
  'attention',
  'waiting_to_send',
  'in_peoplevox',
  'despatched',
] as const satisfies readonly OrderFilter[];

export interface Route {
  tab: Tab;
  search: string;
  filter: OrderFilter;
  /** The id of the order that is open. */
  order: number | null;
  /** With an open order: also what would be sent. */
  rows: boolean;
  /** The SKU whose number is explained; empty: none. */
  sku: string;
}

export const home: Route = { tab: 'overview', search: '', filter: 'all', order: null, rows: false, sku: '' };

const oneOf = <T extends string>(words: readonly T[], word: string | null): T | undefined =>
  words.find((known) => known === word);

/** Reads `?tab=orders&order=1042`; what makes no sense is left out. */
export function parseRoute(query: string): Route {
  const asked = new URLSearchParams(query);
  const order = Number(asked.get('order'));
  const isOrder = Number.isSafeInteger(order) && order > 0;
  return {
    tab: oneOf(tabs, asked.get('tab')) ?? (isOrder ? 'orders' : home.tab),
    search: asked.get('search') ?? '',
    filter: oneOf(filters, asked.get('filter')) ?? home.filter,
    order: isOrder ? order : null,
    rows: isOrder && asked.get('rows') === '1',
    sku: asked.get('sku') ?? '',
  };
}

const own = ['tab', 'search', 'filter', 'order', 'rows', 'sku'];

/** The address of a route, relative to the page; `query` is the present one, whose foreign parts stay. */
export function hrefOf(route: Partial<Route>, query: string): string {
  const { tab, search, filter, order, rows, sku } = { ...home, ...route };
  const next = new URLSearchParams([...new URLSearchParams(query)].filter(([name]) => !own.includes(name)));
  if (tab !== home.tab) next.set('tab', tab);
  if (search) next.set('search', search);
  if (filter !== home.filter) next.set('filter', filter);
  if (order !== null) next.set('order', String(order));
  if (rows) next.set('rows', '1');
  if (sku) next.set('sku', sku);
  return next.size > 0 ? `?${next}` : '?';
}
