// An order's story as facts in the order they happened, for its page.

import { __, sprintf } from '@wordpress/i18n';
import type { OrderDetail } from '../sidecar/http/schemas/orders.ts';
import { refusalWords, stateOf, toldWords } from './orderWording.ts';
import { amount, delay } from './timeWording.ts';
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
  const { paidAt, sentAt, allocatedAt } = order;
  const happenings: Happening[] = [paid(order, locale)];
  if (sentAt) {
    happenings.push({
      key: 'sent',
      tone: 'good',
      title: __('Sent', 'pickwave'),
      at: sentAt,
      words: [order.salesOrderNumber ?? '', linesWords(order.lineCount)].filter(Boolean),
      took: delay(paidAt, sentAt),
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
  happenings.push(...order.despatches.map((despatch) => despatched(despatch, sentAt)));
  if (order.warehouse !== 'despatched') happenings.push(now(order));
  return happenings;
}

function paid({ paidAt, totalMinor, currency, lineCount }: OrderDetail, locale?: string): Happening {
  return {
    key: 'paid',
    tone: paidAt ? 'good' : 'idle',
    title: paidAt ? __('Paid', 'pickwave') : __('Not paid yet', 'pickwave'),
    at: paidAt,
    words: [amount(totalMinor, currency, locale), linesWords(lineCount)],
    took: null,
  };
}

function now(order: OrderDetail): Happening {
  const { tone, words, since } = stateOf(order);
  return { key: 'now', tone, title: __('Now', 'pickwave'), at: since, words: [words], took: null };
}

function despatched(despatch: Despatch, sentAt: string | null): Happening {
  const { lines, carrier, trackingNumber, outcome, why, told } = despatch;
  const items = lines.map(({ sku, quantity }) => `${quantity} × ${sku}`).join(', ');
  const tracking = [carrier, trackingNumber].filter(Boolean).join(' ');
  return {
    key: `despatch ${despatch.despatch}`,
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
