// shop/orders, shop/orders/numbers, shop/orders/marks, shop/orders/attention.

import type { Static } from 'typebox';
import type {
  AttentionRequest,
  MarksRequest,
  NumbersRequest,
  OrdersRequest,
} from '../../../woocommerce/contract.ts';
import { orderEntry } from '../orderViews.ts';
import { checkoutDraft, draftStatuses, iso, metaOf, type Order, type Store } from '../store.ts';
import { refuseAhead, timeParam } from './answers.ts';

/** A tombstone that was being written while a page was read may bear an earlier time than the page's last order. */
const overlapMs = 5 * 60_000;

/** By (modified, id), strictly after the cursor. `next` is null where this page holds the last one. */
export function ordersPage(
  store: Store,
  { cursor, ids, limit, draft_payment_meta }: Static<typeof OrdersRequest>,
) {
  const time = iso(store.now());
  if (ids) {
    const asked = new Set(ids);
    const found = [...asked]
      .sort((one, other) => one - other)
      .flatMap((id) => store.data.orders.get(id) ?? []);
    return {
      orders: found.map((order) => orderEntry(store, order)),
      next: null,
      tombstones: tombstones(store, (id) => asked.has(id)),
      time,
    };
  }
  const after = cursor ? { modified: timeParam(cursor.modified, 'cursor'), id: cursor.id } : null;
  const isAfter = (order: Order) =>
    after === null ||
    order.modified > after.modified ||
    (order.modified === after.modified && order.id > after.id);
  const waiting = [...store.data.orders.values()]
    .filter((order) => isListed(order, draft_payment_meta !== undefined) && isAfter(order))
    .sort((one, other) => one.modified - other.modified || one.id - other.id);
  const page = waiting.slice(0, limit);
  const last = page.at(-1);
  return {
    orders: page
      .filter((order) => order.status !== checkoutDraft || showsPayment(order, draft_payment_meta ?? []))
      .map((order) => orderEntry(store, order)),
    next: last && waiting.length > page.length ? { modified: iso(last.modified), id: last.id } : null,
    tombstones: tombstones(
      store,
      (_, deletedAt) => after === null || deletedAt >= after.modified - overlapMs,
    ),
    time,
  };
}

const isListed = ({ status }: Order, drafts: boolean) =>
  (drafts && status === checkoutDraft) || (status !== 'trash' && !draftStatuses.includes(status));

const showsPayment = ({ transactionId, paid, meta }: Order, keys: string[]) =>
  transactionId !== '' || paid !== null || keys.some((key) => !nothing.includes(metaOf(meta, key)));
const nothing: unknown[] = ['', null, undefined, false];

function tombstones(store: Store, wanted: (id: number, deletedAt: number) => boolean) {
  return [...store.data.tombstones]
    .filter(([id, deletedAt]) => wanted(id, deletedAt))
    .map(([id, deletedAt]) => ({ order_id: id, deleted_at: iso(deletedAt) }));
}

/** A number, once frozen, is the order's for ever, and nobody else's; only the one it has now is ever replaced, by name. */
export function freezeNumbers(store: Store, { numbers }: Static<typeof NumbersRequest>) {
  // Compared as MySQL's unique key does it, whatever the case.
  const folded = (number: string) => number.toLowerCase();
  const frozen = new Set(
    [...store.data.memory.values()].flatMap(({ number }) => (number ? [folded(number)] : [])),
  );
  return {
    numbers: numbers.map(({ order_id, number, replaces }) => {
      const before = store.data.memory.get(order_id)?.number;
      const free = before && replaces === before && folded(number) !== folded(before);
      if (before && !free) return { order_id, number: before, outcome: 'already' };
      if (!store.data.orders.has(order_id)) return { order_id, number, outcome: 'unknown_order' };
      if (frozen.has(folded(number))) return { order_id, number, outcome: 'taken' };
      if (before) frozen.delete(folded(before));
      frozen.add(folded(number));
      store.memoryOf(order_id).number = number;
      store.write({ kind: 'number', order_id, number });
      return { order_id, number, outcome: 'frozen' };
    }),
  };
}

/** Absolute: what the last mark says replaces what was there; an older one changes nothing. */
export function recordMarks(store: Store, { marks }: Static<typeof MarksRequest>) {
  for (const mark of marks)
    for (const name of ['as_of', 'sent_at', 'reflected_at'] as const) {
      const time = mark[name];
      if (time !== null) timeParam(time, 'marks');
    }
  refuseAhead(
    store.now(),
    marks.map(({ as_of }) => Date.parse(as_of)),
  );
  return {
    marks: marks.map(({ order_id, as_of, sent_at, reflected_at }) => {
      if (!store.data.orders.has(order_id)) return { order_id, outcome: 'unknown_order' };
      const memory = store.memoryOf(order_id);
      const asOf = Date.parse(as_of);
      if (memory.asOf !== null && asOf < memory.asOf) return { order_id, outcome: 'older' };
      memory.asOf = asOf;
      memory.sentAt = sent_at === null ? null : iso(Date.parse(sent_at));
      memory.reflectedAt = reflected_at === null ? null : iso(Date.parse(reflected_at));
      store.write({
        kind: 'mark',
        order_id,
        as_of: iso(asOf),
        sent_at: memory.sentAt,
        reflected_at: memory.reflectedAt,
      });
      return { order_id, outcome: 'recorded' };
    }),
  };
}

/** What of orders needs a person: absolute, and apart from the marks. */
export function recordAttention(store: Store, { orders }: Static<typeof AttentionRequest>) {
  for (const { as_of } of orders) timeParam(as_of, 'orders');
  refuseAhead(
    store.now(),
    orders.map(({ as_of }) => Date.parse(as_of)),
  );
  return {
    orders: orders.map(({ order_id, as_of, attention }) => {
      if (!store.data.orders.has(order_id)) return { order_id, outcome: 'unknown_order' };
      const memory = store.memoryOf(order_id);
      const asOf = Date.parse(as_of);
      if (memory.attentionAsOf !== null && asOf < memory.attentionAsOf) return { order_id, outcome: 'older' };
      memory.attentionAsOf = asOf;
      memory.attention = attention;
      store.write({ kind: 'attention', order_id, as_of: iso(asOf), code: attention?.code ?? null });
      return { order_id, outcome: 'recorded' };
    }),
  };
}
