// shop/despatches: tracking first, status second, the customer told at most once.

import { createHash } from 'node:crypto';
import type { Static } from 'typebox';
import type { DespatchesRequest, DespatchNews } from '../../../woocommerce/contract.ts';
import { sendMail, type Told } from '../mails.ts';
import { unitsDespatched, unitsWanted } from '../orderJson.ts';
import { changeStatus } from '../orderStatus.ts';
import { addNote } from '../orderStock.ts';
import { needsShipping } from '../orderViews.ts';
import { draftStatuses, type Order, type Store, setMeta, trackingKey, trackingOf } from '../store.ts';
import { timeParam } from './answers.ts';

type News = Static<typeof DespatchNews>;
type Why =
  | 'unknown_order'
  | 'unknown_line'
  | 'more_than_ordered'
  | 'order_cancelled'
  | 'order_refunded'
  | 'order_failed'
  | 'order_trashed';

export function recordDespatches(store: Store, { despatches }: Static<typeof DespatchesRequest>) {
  for (const news of despatches) timeParam(news.despatched_at, 'despatches');
  return { results: despatches.map((news) => recordOne(store, news)) };
}

function recordOne(store: Store, news: News) {
  const base = { despatch: news.despatch, order_id: news.order_id };
  const order = store.data.orders.get(news.order_id);
  if (!order || draftStatuses.includes(order.status))
    return {
      ...base,
      outcome: 'refused',
      why: 'unknown_order',
      order_status: null,
      complete: false,
      told: null,
    };

  const fresh = freshLines(store, news);
  const why = fresh.length === 0 ? null : refusal(store, order, fresh);
  if (why) return { ...base, outcome: 'refused', why, ...standing(store, order), told: null };
  const renamed = rename(store, order, news);
  if (fresh.length === 0)
    return {
      ...base,
      outcome: renamed ? 'recorded' : 'already',
      why: null,
      ...standing(store, order),
      told: 'already',
    };

  keep(store, order, news, fresh);
  const told = follow(store, order, news);
  return { ...base, outcome: 'recorded', why: null, ...standing(store, order), told };
}

const standing = (store: Store, order: Order) => ({
  order_status: order.status,
  complete: isComplete(store, order),
});

/** A key identifies a despatched line for ever, in whichever despatch it came. */
function freshLines(store: Store, news: News): News['lines'] {
  const known = new Set(
    (store.data.memory.get(news.order_id)?.despatches ?? [])
      .flatMap((one) => one.lines)
      .map((one) => one.key),
  );
  return news.lines.filter((line) => !known.has(line.key) && known.add(line.key));
}

function refusal(store: Store, order: Order, fresh: News['lines']): Why | null {
  const closed = {
    cancelled: 'order_cancelled',
    refunded: 'order_refunded',
    failed: 'order_failed',
  } as const;
  if (order.status === 'trash') return 'order_trashed';
  if (order.status in closed) return closed[order.status as keyof typeof closed];
  const wanted = new Map<number, number>();
  for (const { item_id, quantity } of fresh) wanted.set(item_id, (wanted.get(item_id) ?? 0) + quantity);
  for (const [itemId, quantity] of wanted) {
    const line = order.lines.find((one) => one.id === itemId);
    if (!line) return 'unknown_line';
    // Against what was ordered, refunds or not: what has left the warehouse has left it.
    if (unitsDespatched(store, order.id, itemId) + quantity > line.quantity) return 'more_than_ordered';
  }
  return null;
}

function keep(store: Store, order: Order, news: News, fresh: News['lines']): void {
  const { despatch, tracking_number: number } = news;
  const memory = store.memoryOf(order.id);
  const lines = fresh.map(({ key, item_id, quantity }) => ({ key, itemId: item_id, quantity }));
  const there = parcelOf(store, news);
  if (there) there.lines.push(...lines);
  else memory.despatches.push({ despatch, trackingNumber: number, told: false, lines });
  store.write({ kind: 'despatch', order_id: order.id, despatch, lines: fresh.map((line) => ({ ...line })) });
  track(store, order, news, null);
}

const parcelOf = (store: Store, { order_id, despatch, tracking_number }: News) =>
  store
    .memoryOf(order_id)
    .despatches.find((one) => one.despatch === despatch && one.trackingNumber === tracking_number);

/** Lines that are on the order under another number have got this one. Whoever was told of them has been told. */
function rename(store: Store, order: Order, news: News): boolean {
  const memory = store.memoryOf(order.id);
  const keys = new Set(news.lines.map((line) => line.key));
  const before = memory.despatches.filter(
    (one) => one.trackingNumber !== news.tracking_number && one.lines.some((line) => keys.has(line.key)),
  );
  for (const parcel of before) {
    const moved = parcel.lines.filter((line) => keys.has(line.key));
    parcel.lines = parcel.lines.filter((line) => !keys.has(line.key));
    const { despatch } = parcel;
    const there = parcelOf(store, { ...news, despatch });
    if (there) there.lines.push(...moved);
    else
      memory.despatches.push({
        despatch,
        trackingNumber: news.tracking_number,
        told: parcel.told,
        lines: moved,
      });
    if (parcel.lines.length === 0) memory.despatches.splice(memory.despatches.indexOf(parcel), 1);
    const stillUsed = memory.despatches.some((one) => one.trackingNumber === parcel.trackingNumber);
    track(store, order, news, stillUsed ? null : parcel.trackingNumber);
    addNote(
      store,
      order,
      `Pickwave: despatch ${despatch} now has tracking number ${news.tracking_number}, before it was ${parcel.trackingNumber || 'without one'}.`,
    );
  }
  return before.length > 0;
}

/** Puts the number on the order, in the place of one that is no parcel's any more. */
function track(store: Store, order: Order, news: News, instead: string | null): void {
  const { despatch, carrier, tracking_number: number, tracking_url: url } = news;
  const items = trackingOf(order).filter((item) => item.tracking_number !== instead);
  const known = items.some(
    (item) => item.tracking_number === number && item.custom_tracking_provider === carrier,
  );
  if (number === '' || (known && items.length === trackingOf(order).length)) return;
  const item = {
    tracking_provider: '',
    custom_tracking_provider: carrier,
    custom_tracking_link: url,
    tracking_number: number,
    date_shipped: String(Math.floor(Date.parse(news.despatched_at) / 1000)),
    tracking_id: createHash('md5').update(`${carrier}-${number}`).digest('hex'),
    source: 'pickwave',
  };
  setMeta(store, order.meta, trackingKey, known ? items : [...items, item]);
  store.touch(order);
  store.write({ kind: 'tracking', order_id: order.id, despatch, provider: carrier, number });
}

/** Every line that ships is despatched, less what was refunded. */
function isComplete(store: Store, order: Order): boolean {
  return order.lines
    .filter((line) => needsShipping(store, line))
    .every((line) => unitsDespatched(store, order.id, line.id) >= unitsWanted(order, line));
}

/** The order's status after the tracking, and the one mail that goes with either. A parcel is told of once. */
function follow(store: Store, order: Order, news: News): Told | 'quiet' | 'already' | null {
  const parcel = parcelOf(store, news);
  const mayTell = !parcel?.told;
  if (parcel) parcel.told = true;
  if (mayTell) addNote(store, order, noteOf(order, news));
  const closes = isComplete(store, order) && order.status !== 'completed';
  const quiet = news.quiet || !mayTell;
  const told = closes ? changeStatus(store, order, 'completed', { by: 'pickwave', quiet }) : null;
  if (!mayTell) return 'already';
  if (news.quiet) return 'quiet';
  return closes
    ? told
    : sendMail(store, order, isComplete(store, order) ? 'despatched' : 'despatched_in_part');
}

function noteOf(order: Order, news: News): string {
  const items = news.lines.map(
    ({ item_id, quantity }) => `${quantity} × ${order.lines.find((line) => line.id === item_id)?.name ?? ''}`,
  );
  const carried = `${news.carrier} ${news.service}`.trim();
  return [
    `Pickwave: despatch ${news.despatch} has left the warehouse with ${items.join(', ')}.`,
    ...(news.tracking_number === '' ? [] : [`${carried}, tracking number ${news.tracking_number}.`]),
    ...(news.quiet ? ['The customer is not told by mail.'] : []),
  ].join(' ');
}
