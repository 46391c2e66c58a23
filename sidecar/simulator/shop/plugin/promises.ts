// What the shop has promised (design.md 7; the plugin's Promises.php): worked out anew for an order as a whole whenever
// it changed, and counted when a stock pass asks.

import { unitsWanted } from '../orderJson.ts';
import { lineProduct, reducedOf } from '../orderStock.ts';
import { needsShipping } from '../orderViews.ts';
import type { LinePromise, Millis, Order, Store } from '../store.ts';

const committingStatuses = ['processing', 'on-hold', 'completed', 'partial-shipped'];
/** For so long after a promise changed, the greater counts of what is wanted and what WooCommerce took off stock. */
const generousMs = 5 * 60_000;
/** So long at most stays promised what was cancelled or refunded after Peoplevox had it. */
const keptMs = 7 * 24 * 3_600_000;

/** At the end of every request, of the orders that it changed. */
export function workOutPromises(store: Store): void {
  for (const id of store.touched.keys()) {
    const order = store.data.orders.get(id);
    if (order) recompute(store, order);
    else store.data.promises.delete(id);
  }
}

function recompute(store: Store, order: Order): void {
  const before = store.data.promises.get(order.id);
  if (order.status === 'trash') {
    store.data.promises.delete(order.id);
    return;
  }
  const committing = committingStatuses.includes(order.status);
  if (!committing && !before) return;
  const now = new Map<number, LinePromise>();
  for (const line of order.lines) {
    const product = lineProduct(store, line);
    const wanted = committing ? unitsWanted(order, line) : 0;
    const reduced = reducedOf(line);
    if (!product || !needsShipping(store, line) || (wanted === 0 && reduced === 0)) continue;
    const old = before?.get(line.id);
    const same = old?.productId === product.id && old.wanted === wanted && old.reduced === reduced;
    const generousUntil = same ? old.generousUntil : store.now() + generousMs;
    now.set(line.id, { productId: product.id, wanted, reduced, generousUntil, kept: 0, keptUntil: 0 });
  }
  for (const [id, old] of before ?? []) keepSent(store, order, now, id, old);
  store.data.promises.set(order.id, now);
}

/** What was promised when Peoplevox had it already, and falls now, stays kept. */
function keepSent(store: Store, order: Order, now: Map<number, LinePromise>, id: number, old: LinePromise) {
  const kept = old.keptUntil > store.now() ? old.kept : 0;
  const wanted = now.get(id)?.wanted ?? 0;
  if (Math.max(old.wanted, kept) <= wanted) return;
  const falls = old.wanted > kept;
  if (falls && !store.data.memory.get(order.id)?.sentAt) return;
  const gone = { ...old, wanted: 0, reduced: 0 };
  const keeping = falls
    ? { kept: old.wanted, keptUntil: store.now() + keptMs }
    : { kept, keptUntil: old.keptUntil };
  now.set(id, { ...(now.get(id) ?? gone), ...keeping });
}

/** Every line's promise that `available` does not yet reflect. */
function* counted(store: Store, reflectedBefore: Millis) {
  for (const [id, lines] of store.data.promises) {
    const order = store.data.orders.get(id);
    const { reflectedAt, sentAt } = store.data.memory.get(id) ?? {};
    if (!order || !isSinceLive(store, order)) continue;
    if (reflectedAt && Date.parse(reflectedAt) < reflectedBefore) continue;
    for (const line of lines.values())
      yield { order, productId: line.productId, units: unitsOf(store, line, Boolean(sentAt)) };
  }
}

/** Units promised of each product, by its id, which `available` does not yet reflect. */
export function promisedByProduct(store: Store, reflectedBefore: Millis): Map<number, number> {
  const units = new Map<number, number>();
  for (const one of counted(store, reflectedBefore))
    units.set(one.productId, (units.get(one.productId) ?? 0) + one.units);
  return units;
}

/** The orders that the promise of these products is made of, the newest first. */
export function promisedTo(store: Store, productIds: number[], reflectedBefore: Millis) {
  const byOrder = new Map<Order, number>();
  for (const { order, productId, units } of counted(store, reflectedBefore))
    if (productIds.includes(productId)) byOrder.set(order, (byOrder.get(order) ?? 0) + units);
  return [...byOrder]
    .filter(([, units]) => units > 0)
    .map(([order, units]) => ({ order, units }))
    .sort((one, other) => other.order.id - one.order.id);
}

/** What was paid before going live is not Pickwave's business; what is on hold will be once it is paid. */
function isSinceLive(store: Store, order: Order): boolean {
  const committedAt = order.paid ?? (order.status === 'on-hold' ? null : order.created);
  const { from } = store.data.live;
  return committedAt === null || from === null || committedAt >= Math.floor(from / 1000) * 1000;
}

function unitsOf(store: Store, line: LinePromise, sent: boolean): number {
  const wanted = line.generousUntil > store.now() ? Math.max(line.wanted, line.reduced) : line.wanted;
  return sent && line.keptUntil > store.now() ? Math.max(wanted, line.kept) : wanted;
}
