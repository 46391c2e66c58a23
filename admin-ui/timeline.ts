// An order's story as facts in the order they happened, for its page.

import { __, sprintf } from '@wordpress/i18n';
import type { OrderDetail } from '../sidecar/http/schemas/orders.ts';
import { refusalWords, stateOf, toldWords, waitWords } from './orderWording.ts';
import { amount, delay, exact } from './timeWording.ts';
import { linesWords, type Tone } from './wording.ts';

export interface Happening {
  key: string;
  tone: Tone;
  /** "Sent" */
  title: string;
  /** Null: it has not happened. */
  at: string | null;
  /** "SO-1042, 3 lines, £64.97" */
  words: string[];
  /** How long it took since the step before: "5 s". */
  took: string | null;
}

type Despatch = OrderDetail['despatches'][number];

/** Paid, sent, allocated, each despatch, and how it stands now. */
export function timelineOf(order: OrderDetail, locale?: string): Happening[] {
  const { paidAt, dueAt, sentAt, allocatedAt } = order;
  const happenings: Happening[] = [paid(order, locale)];
  happenings.push(...before(order));
  if (sentAt && !isLinked(order)) {
    happenings.push({
      key: 'sent',
      tone: 'good',
      title: __('Sent', 'pickwave'),
      at: sentAt,
      words: [order.salesOrderNumber ?? '', linesWords(order.lineCount)].filter(Boolean),
      took: delay(paidAt ?? dueAt, sentAt),
    });
  }
  if (allocatedAt) {
    happenings.push({
      key: 'allocated',
      tone: 'good',
      title: __('Allocated', 'pickwave'),
      at: allocatedAt,
      words: [],
      took: delay(sentAt, allocatedAt),
    });
  }
  happenings.push(...linked(order));
  happenings.push(...order.despatches.map((despatch) => despatched(despatch, sentAt)));
  if (order.late?.told || !isSaid(order)) happenings.push(now(order, locale));
  return happenings;
}

/** What it went under before: sent, and how it came to be replaced. */
function before({ otherNumbers, paidAt, dueAt, salesOrderNumber, resendAs }: OrderDetail): Happening[] {
  return otherNumbers
    .filter(({ role }) => role === 'former')
    .flatMap(({ number, sentAt, since, why, left }): Happening[] => [
      ...(sentAt
        ? [
            {
              key: `sent ${number}`,
              tone: 'good' as const,
              title: __('Sent', 'pickwave'),
              at: sentAt,
              words: [number],
              took: delay(paidAt ?? dueAt, sentAt),
            },
          ]
        : []),
      {
        key: `replaced ${number}`,
        tone: 'idle',
        title: why === 'linked' ? __('Linked', 'pickwave') : __('Sent again', 'pickwave'),
        at: since,
        words: [
          leftWords(number, left),
          why === 'linked'
            ? /* translators: %s: a sales order number */
              sprintf(__('it goes by %s since', 'pickwave'), salesOrderNumber ?? '')
            : /* translators: %s: a sales order number */
              sprintf(__('it goes as %s since', 'pickwave'), resendAs ?? salesOrderNumber ?? ''),
        ],
        took: null,
      },
    ]);
}

/** It goes by a sales order that Pickwave did not send. */
const isLinked = ({ otherNumbers }: OrderDetail) =>
  otherNumbers.filter(({ role }) => role === 'former').at(-1)?.why === 'linked';

function leftWords(number: string, left: OrderDetail['otherNumbers'][number]['left']): string {
  switch (left) {
    case 'cancelled':
      /* translators: %s: a sales order number */
      return sprintf(__('%s was cancelled in Peoplevox', 'pickwave'), number);
    case 'despatched':
      /* translators: %s: a sales order number */
      return sprintf(__('%s was lost after it had left', 'pickwave'), number);
    default:
      /* translators: %s: a sales order number */
      return sprintf(__('%s was not in Peoplevox', 'pickwave'), number);
  }
}

/** What it goes by beside its own. */
const linked = ({ otherNumbers, salesOrderNumber }: OrderDetail): Happening[] =>
  otherNumbers
    .filter(({ role }) => role === 'beside')
    .map(({ number, since }) => ({
      key: `linked ${number}`,
      tone: 'idle',
      title: __('Linked', 'pickwave'),
      at: since,
      words: [
        number === salesOrderNumber
          ? /* translators: %s: a sales order number */
            sprintf(__('it goes by %s', 'pickwave'), number)
          : /* translators: %s: a sales order number */
            sprintf(__('it goes by %s too', 'pickwave'), number),
      ],
      took: null,
    }));

/** Is how it stands now what has just been told? */
function isSaid({ warehouse, transfer, sentAt, allocatedAt, despatches }: OrderDetail): boolean {
  if (transfer !== 'complete') return false;
  if (warehouse === 'despatched') return despatches.length > 0;
  if (warehouse === 'allocated') return allocatedAt !== null;
  return warehouse === 'none' && sentAt !== null;
}

function paid(order: OrderDetail, locale?: string): Happening {
  const { paidAt, dueAt, totalMinor, currency, lineCount } = order;
  const about = [amount(totalMinor, currency, locale), linesWords(lineCount)];
  if (paidAt) {
    return { key: 'paid', tone: 'good', title: __('Paid', 'pickwave'), at: paidAt, words: about, took: null };
  }
  // Cash on delivery: what counts is when it became ready to go.
  return dueAt
    ? {
        key: 'paid',
        tone: 'good',
        title: __('Accepted', 'pickwave'),
        at: dueAt,
        words: [...about, __('not paid in advance', 'pickwave')],
        took: null,
      }
    : {
        key: 'paid',
        tone: 'idle',
        title: waitsForPayment(order) ? __('Not paid yet', 'pickwave') : __('Placed', 'pickwave'),
        at: null,
        words: waitsForPayment(order) ? about : [...about, __('no payment recorded in the shop', 'pickwave')],
        took: null,
      };
}

/** The shop says that it waits for the money; in other statuses, or held back for a reason that is told, it may wait for anything. */
const waitsForPayment = ({ shopStatus, attention }: OrderDetail) =>
  ['pending', 'failed', 'checkout-draft'].includes(shopStatus) ||
  (shopStatus === 'on-hold' && attention.length === 0);

function now(order: OrderDetail, locale?: string): Happening {
  const { tone, words, since } = stateOf(order);
  return {
    key: 'now',
    tone: order.late?.told ? 'warning' : tone,
    title: __('Now', 'pickwave'),
    at: since,
    words: [words, ...waiting(order, locale)],
    took: null,
  };
}

/** "waiting to be allocated since Mon 09:14", "late since Mon 09:44" */
function waiting({ late }: OrderDetail, locale?: string): string[] {
  if (late === null) return [];
  const wait = sprintf(
    /* translators: 1: what an order waits for, such as "waiting to be picked" 2: a time */
    __('%1$s since %2$s', 'pickwave'),
    waitWords(late.code),
    exact(late.since, locale),
  );
  const lateAt = exact(late.lateAt, locale);
  return [
    wait,
    late.told
      ? /* translators: %s: a time */
        sprintf(__('late since %s', 'pickwave'), lateAt)
      : /* translators: %s: a time */
        sprintf(__('late from %s on', 'pickwave'), lateAt),
  ];
}

function despatched(despatch: Despatch, sentAt: string | null): Happening {
  const { lines, carrier, trackingNumber, outcome, why, told } = despatch;
  const items = lines.map(({ sku, quantity }) => `${quantity} × ${sku}`).join(', ');
  const tracking = [carrier, trackingNumber].filter(Boolean).join(' ');
  return {
    key: `despatch ${despatch.despatch} ${trackingNumber}`,
    tone: outcome === 'refused' ? 'warning' : outcome === 'waiting' ? 'busy' : 'good',
    title: __('Despatched', 'pickwave'),
    at: despatch.despatchedAt,
    words: [
      despatch.despatch,
      items,
      tracking || __('no tracking number yet', 'pickwave'),
      outcomeWords(outcome, why),
      toldWords(told) ?? '',
    ].filter(Boolean),
    took: delay(sentAt, despatch.despatchedAt),
  };
}

function outcomeWords(outcome: string, why: string | null): string {
  if (outcome === 'refused') {
    /* translators: %s: the reason */
    return sprintf(__('not recorded in the shop: %s', 'pickwave'), refusalWords(why));
  }
  return outcome === 'waiting' ? __('not in the shop yet', 'pickwave') : '';
}
