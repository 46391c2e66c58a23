// ShopCalls over a store: what tests and the demo ask of the shop, each a request of its own to WooCommerce.

import { editProduct, findProduct, seedProducts, viewProduct } from './catalogue.ts';
import { deleteOrder, edit, findOrder, refund, trash, untrash } from './orderChanges.ts';
import { changeStatus, paymentComplete } from './orderStatus.ts';
import { orderView } from './orderViews.ts';
import { placeOrder } from './placeOrder.ts';
import { isFrozen, leaseView, pairByConstants } from './plugin/link.ts';
import { workOutPromises } from './plugin/promises.ts';
import { unpair } from './plugin/routes.ts';
import type { SidecarLink } from './plugin/toSidecar.ts';
import type { FaultOrder, ShopCalls, ShopState, Toggles } from './shop.ts';
import { iso, type Order, type Store } from './store.ts';

export interface Switches {
  toggle(change: Partial<Toggles>): Promise<void>;
  fault(order: FaultOrder): void;
  clearFaults(): void;
}

export function createCalls(store: Store, link: SidecarLink, switches: Switches): ShopCalls {
  /** Does the work; then the request ends, and the sidecar is told what changed. */
  function request<T>(work: () => T): T {
    try {
      return work();
    } finally {
      workOutPromises(store);
      link.tellWhatChanged();
    }
  }
  const toOrder = (id: number, work: (order: Order) => void) =>
    request(() => {
      const order = findOrder(store, id);
      work(order);
      return orderView(store, order);
    });
  const state = (): ShopState => {
    const { pairing, identity, live } = store.data;
    return {
      paired: pairing !== null,
      by_constants: pairing?.byConstants ?? false,
      sidecar_url: pairing?.sidecarUrl ?? null,
      installation_id: identity?.installationId ?? null,
      bound_url: identity?.boundUrl ?? null,
      frozen: isFrozen(store),
      lease: leaseView(store),
      live: { on: live.on, from: live.from === null ? null : iso(live.from) },
    };
  };

  return {
    state: async () => state(),
    seedProducts: async (products) => seedProducts(store, products),
    product: async (sku) => viewProduct(store, findProduct(store, { sku })),
    products: async () => [...store.data.products.values()].map((product) => viewProduct(store, product)),
    editProduct: async (id, change) => editProduct(store, id, change),
    deleteProduct: async (id) => {
      store.data.products.delete(findProduct(store, { id }).id);
    },
    placeOrder: async (seed) => request(() => orderView(store, placeOrder(store, seed))),
    pay: async (id, transactionId = `txn_${id}`) =>
      toOrder(id, (order) => paymentComplete(store, order, transactionId)),
    setStatus: async (id, status) =>
      toOrder(id, (order) => void changeStatus(store, order, status, { by: 'staff' })),
    refund: async (id, wanted = {}) => toOrder(id, (order) => refund(store, order, wanted)),
    edit: async (id, change) => toOrder(id, (order) => edit(store, order, change)),
    trash: async (id) => toOrder(id, (order) => trash(store, order)),
    untrash: async (id) => toOrder(id, (order) => untrash(store, order)),
    delete: async (id) => request(() => deleteOrder(store, findOrder(store, id))),
    order: async (id) => orderView(store, findOrder(store, id)),
    orders: async () => [...store.data.orders.values()].map((order) => orderView(store, order)),
    mails: async () => structuredClone(store.data.mails),
    books: async () => {
      const { entries, requests, oversold } = store.data;
      return structuredClone({ entries, requests, oversold });
    },
    toggles: async (change = {}) => {
      await switches.toggle(change);
      return { ...store.toggles };
    },
    fault: async (order) => switches.fault(order),
    clearFaults: async () => switches.clearFaults(),
    trigger: async (orderId, event = 'changed', times = 1) => {
      for (let count = 0; count < times; count += 1) link.tell(orderId, event);
    },
    settled: () => link.settled(),
    pair: async (sidecarUrl, code) => {
      await link.pair(sidecarUrl, code);
      return state();
    },
    unpair: async () => {
      unpair(store);
      return state();
    },
    pairByConstants: async (sidecarUrl, secret) => {
      pairByConstants(store, { sidecarUrl, secret });
      return state();
    },
    moveTo: async (homeUrl) => {
      store.homeUrl = homeUrl.replace(/\/+$/, '');
      return state();
    },
    lockStock: async (held) => {
      store.stockLocked = held;
    },
  };
}
