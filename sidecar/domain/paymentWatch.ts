// Payments that have to be looked at again later, since no news comes when time passes: paid but stuck (mission row O3), and authorised but not captured.
// Pure: what is remembered and the time are handed in.

import type { Attention, AttentionCode } from './attention.ts';
import { metaValue } from './fields.ts';
import type { ShopOrder } from './order.ts';
import { goes } from './sendTable.ts';
import type { Settings } from './settings.ts';

/** The exceptions that are decided here and nowhere else: what becomes of the sales order neither opens nor closes them. */
export const paymentCodes = ['paid_but_stuck', 'authorisation_expiring'] as const satisfies AttentionCode[];

export interface PaymentWatch {
  /** since when the order shows a payment in a status that does not fit it; null where it does not */
  stuckSince: Date | null;
  /** when time alone may change the answer; null: only news can */
  lookAgainAt: Date | null;
  open: Attention[];
  close: AttentionCode[];
}

interface Circumstances {
  settings: Settings;
  liveFrom: Date;
  /** as remembered from the last look */
  stuckSince: Date | null;
  now: Date;
}

const stuckStatuses: Record<string, string> = {
  pending: 'Pending payment',
  failed: 'Failed',
  cancelled: 'Cancelled',
  'checkout-draft': 'Draft',
};
const minuteMs = 60_000;
const dayMs = 86_400_000;

export function watchPayment(order: ShopOrder, circumstances: Circumstances): PaymentWatch {
  const stuck = stuckPayment(order, circumstances);
  const authorised = uncaptured(order, circumstances);
  const open = [...stuck.open, ...authorised.open];
  const times = [stuck.lookAgainAt, authorised.lookAgainAt].filter((at) => at !== null);
  return {
    stuckSince: stuck.since,
    lookAgainAt: times.length === 0 ? null : new Date(Math.min(...times.map(Number))),
    open,
    close: paymentCodes.filter((code) => !open.some((one) => one.code === code)),
  };
}

/**
 * What shows that the money is there, in words; null where nothing does. A gateway's own word is the strongest, either way: a transaction id may be that of an
 * authorisation, and WooCommerce sets the paid date with the status, whoever changed it (woocommerce.md, and WC_Order::maybe_set_date_paid).
 */
export function paymentShown(
  { paymentMethod, transactionId, paidAt, meta }: ShopOrder,
  { orders }: Settings,
): string | null {
  const spoken = orders.paidMeta.flatMap((entry) => {
    const [key = '', wanted] = entry.split('=');
    const value = metaValue(meta, key).trim();
    return value
      ? [{ key, yes: wanted === undefined ? !noWords.includes(value.toLowerCase()) : value === wanted }]
      : [];
  });
  const yes = spoken.find((one) => one.yes);
  if (!yes && spoken.length > 0) return null;
  const shown = [
    ...(yes ? [`${yes.key} of its payment plugin`] : []),
    ...(transactionId === '' ? [] : [`transaction ${transactionId}`]),
    ...(paidAt === null || orders.payLaterMethods.includes(paymentMethod) ? [] : [`paid on ${at(paidAt)}`]),
  ];
  return shown.length === 0 ? null : shown.join(', ');
}

/** The keys of the order meta by which payment plugins speak: the shop is asked for checkout drafts that have one. */
export const paidMetaKeys = ({ orders }: Pick<Settings, 'orders'>) =>
  orders.paidMeta.slice(0, 100).map((entry) => entry.split('=')[0] ?? '');

const noWords = ['no', '0', 'false'];

interface Stuck {
  since: Date | null;
  lookAgainAt: Date | null;
  open: Attention[];
}

function stuckPayment(order: ShopOrder, { settings, liveFrom, stuckSince, now }: Circumstances): Stuck {
  const none = { since: null, lookAgainAt: null, open: [] };
  const status = stuckStatuses[order.status];
  if (status === undefined) return none;
  // What was paid before go-live is not ours, whatever is done to it now.
  if (order.paidAt !== null && order.paidAt < liveFrom) return none;
  if (order.refundedTotal.minor >= order.total.minor) return none;
  const shown = paymentShown(order, settings);
  if (shown === null) return none;

  // A gateway finishes in a request of its own, and a refund follows a cancellation: a while is given before anybody is called.
  const since = stuckSince ?? (order.modifiedAt < now ? order.modifiedAt : now);
  const after = new Date(since.getTime() + settings.orders.stuckGraceMinutes * minuteMs);
  if (now < after) return { since, lookAgainAt: after, open: [] };
  const reason = `The order is ${status} since ${at(since)}, and yet it shows a payment: ${shown}.`;
  return { since, lookAgainAt: null, open: [{ code: 'paid_but_stuck', reason }] };
}

/** An order that goes while it is on hold was authorised only: the money is there once it is captured, which WooCommerce shows by its status. */
function uncaptured(order: ShopOrder, { settings, now }: Circumstances): Omit<Stuck, 'since'> {
  const none = { lookAgainAt: null, open: [] };
  if (order.status !== 'on-hold' || !goes(order, settings.orders)) return none;
  const { authorisationDays, authorisationWarnDays } = settings.orders;
  const days = Number(authorisationDays[order.paymentMethod] ?? authorisationDays['*'] ?? 0);
  if (days === 0) return none;
  // From when it was placed: when a gateway authorised it is not among an order's fields, and it cannot have been earlier.
  const ends = new Date(order.createdAt.getTime() + days * dayMs);
  const warn = new Date(ends.getTime() - authorisationWarnDays * dayMs);
  if (now < warn) return { lookAgainAt: warn, open: [] };
  const reason =
    now < ends
      ? `The payment by ${order.paymentMethod} is authorised and not captured. The authorisation runs out on ${at(ends)}.`
      : `The payment by ${order.paymentMethod} was authorised and not captured. By ${at(ends)} the authorisation has run out.`;
  return { lookAgainAt: now < ends ? ends : null, open: [{ code: 'authorisation_expiring', reason }] };
}

const at = (time: Date) => `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
