// How one order stands in both systems, and which exceptions name the difference: the judge of how it ends.

import type { AttentionCode } from '../../domain/attention.ts';
import { orderId } from '../../domain/ids.ts';
import type { OpenLedger } from '../../ledger/openLedger.ts';
import type { OrderView } from '../../simulator/peoplevox/peoplevox.ts';
import type { OrderView as ShopOrderView } from '../../simulator/shop/shop.ts';
import type { Bench } from './bench.ts';
import { sameUnits, type Units, unitsOf } from './judge.ts';

/** Units ordered and not refunded, by SKU; none where the shop wants nothing picked; null: it is not to go (yet). */
export function shopWants({ order, lines }: ShopOrderView): Units | null {
  if (['cancelled', 'refunded', 'failed', 'trash'].includes(order.status)) return {};
  if (!['processing', 'completed'].includes(order.status)) return null;
  const units: Units = {};
  for (const line of order.line_items) {
    const kept = lines.find((one) => one.item_id === line.id);
    const left = line.quantity - (kept?.refunded ?? 0);
    if (line.sku !== null && left > 0) units[line.sku] = (units[line.sku] ?? 0) + left;
  }
  return units;
}

export interface Standing {
  id: number;
  wants: Units | null;
  /** open or despatched in Peoplevox; none: absent or cancelled */
  has: Units;
  sameAddress: boolean;
  /** empty: nothing needs a person */
  expected: AttentionCode[];
  /** somebody at the warehouse stood in the way of a change: only then may a difference be left */
  warranted: boolean;
  open: AttentionCode[];
}

/** Just those exceptions are open that name a difference, and a difference is left only where somebody stood in the way. */
export const isRight = ({ expected, open, warranted }: Standing) =>
  expected.join() === open.join() && (warranted || expected.every((code) => code === 'paid_but_stuck'));

interface Options {
  ledger: OpenLedger;
  /** the quantities of sent orders are a person's here: the line key is not known, or each save adds a line */
  quantitiesByPerson: boolean;
}

export async function standingOf(
  { shop, peoplevox }: Pick<Bench, 'shop' | 'peoplevox'>,
  id: number,
  { ledger, quantitiesByPerson }: Options,
): Promise<Standing> {
  const view = await shop.order(id);
  const there = peoplevox.order(String(id));
  const wants = shopWants(view);
  const has = there && !there.cancelled ? unitsOf(there.lines) : {};
  const cancelledByPerson = there?.cancelled === true && lastCanceller(peoplevox, id) === 'person';
  const address = (view.order.shipping as { address_1?: string }).address_1;
  const sameAddress = !there || there.cancelled || there.columns.ShippingAddressLine1 === address;
  return {
    id,
    wants,
    has,
    sameAddress,
    expected: [
      ...difference(wants, has, there, sameAddress),
      ...payment(view),
      ...parcels(view, there),
    ].sort(),
    warranted: cancelledByPerson || there?.cancelled === true || begun(peoplevox, id) || quantitiesByPerson,
    open: (await ledger.openAttention(orderId(id))).sort(),
  };
}

function difference(
  wants: Units | null,
  has: Units,
  there: OrderView | undefined,
  sameAddress: boolean,
): AttentionCode[] {
  if (wants === null) return [];
  const nothingWanted = sameUnits(wants, {});
  if (nothingWanted) return sameUnits(has, {}) ? [] : ['cancelled_after_sent'];
  if (there?.cancelled) return ['cancelled_in_peoplevox'];
  return sameUnits(wants, has) && sameAddress ? [] : ['changed_after_sent'];
}

/** What has left and cannot be on the shop's order, because nobody wanted it any more. */
function parcels({ pickwave }: ShopOrderView, there: OrderView | undefined): AttentionCode[] {
  const left = sum((there?.lines ?? []).map((line) => line.despatched));
  const recorded = sum(pickwave.despatches.flatMap(({ lines }) => lines.map((line) => line.quantity)));
  return left > recorded ? ['despatch_does_not_fit'] : [];
}
const sum = (all: number[]) => all.reduce((one, other) => one + other, 0);

/** Cancelled, paid and not given back. */
function payment({ order }: ShopOrderView): AttentionCode[] {
  const { status, date_paid_gmt: paid, transaction_id: transaction } = order as Record<string, unknown>;
  const shown = Boolean(transaction) || (Boolean(paid) && order.payment_method !== 'cod');
  return status === 'cancelled' && shown ? ['paid_but_stuck'] : [];
}

function begun({ books }: Pick<Bench['peoplevox'], 'books'>, id: number): boolean {
  return books
    .rows(String(id))
    .some(
      ({ by, after }) =>
        by === 'person' &&
        (after as OrderView | null)?.lines.some((line) => line.picked > 0 || line.despatched > 0),
    );
}

function lastCanceller({ books }: Pick<Bench['peoplevox'], 'books'>, id: number): 'api' | 'person' | null {
  const statusOf = (shown: unknown) =>
    (shown as { status?: string; Status?: string } | null)?.status ??
    (shown as { Status?: string } | null)?.Status;
  const row = books
    .rows(String(id))
    .findLast(({ before, after }) => statusOf(after) === 'Cancelled' && statusOf(before) !== 'Cancelled');
  return row?.by ?? null;
}
