// What the despatches of one order come to on its lines: what goes to the shop, what waits for its tracking number, and why it does not fit where it does not.

import { createHash } from 'node:crypto';
import type { Attention } from '../../domain/attention.ts';
import type { DespatchRow } from '../../domain/despatch.ts';
import { allocateDespatches, type Parcel, trackingUrl } from '../../domain/despatchLines.ts';
import type { OrderId, SalesOrderNumber } from '../../domain/ids.ts';
import type { ShopOrder } from '../../domain/order.ts';
import type { DespatchToRecord, LedgerOrder, RecordedDespatch } from '../../domain/ports.ts';
import type { DespatchDeps } from '../recordDespatches.ts';
import { settled } from './known.ts';

const dayMs = 86_400_000;

export interface Plan {
  orderId: OrderId;
  /** the sales orders it goes by */
  numbers: SalesOrderNumber[];
  /** why the despatches do not go on the order; null where they do */
  misfit: Attention | null;
  toRecord: PlannedDespatch[];
  waiting: RecordedDespatch[];
}
export interface PlannedDespatch {
  news: DespatchToRecord;
  memory: Omit<RecordedDespatch, 'outcome' | 'why' | 'told'>;
}

/** What left before is lost, and the shop counts its units as despatched: it would refuse them a second time. */
export function replacement(
  { orderId }: LedgerOrder,
  numbers: SalesOrderNumber[],
  rows: DespatchRow[],
): Plan {
  const parcels = new Map(
    rows.map(({ despatchNumber, salesOrderNumber, carrier, trackingNumber }) => {
      const tracking =
        trackingNumber === '' ? 'no tracking number yet' : `${carrier} ${trackingNumber}`.trim();
      return [`${despatchNumber} ${trackingNumber}`, `${salesOrderNumber}: ${despatchNumber}, ${tracking}`];
    }),
  );
  const reason = `Sent again, and left: ${[...parcels.values()].sort().join('; ')}.`;
  const misfit = parcels.size === 0 ? null : ({ code: 'replacement_despatched', reason } as const);
  return { orderId, numbers, misfit, toRecord: [], waiting: [] };
}

export function plan(
  row: LedgerOrder,
  numbers: SalesOrderNumber[],
  order: ShopOrder,
  rows: DespatchRow[],
  known: RecordedDespatch[],
  { clock, settings }: DespatchDeps,
): Plan {
  const { orderId } = row;
  const allocation = allocateDespatches(rows, order.lines, order.remembered.despatches, keyOf);
  if (allocation.kind === 'does_not_fit')
    return {
      orderId,
      numbers,
      misfit: { code: 'despatch_does_not_fit', reason: allocation.reason },
      toRecord: [],
      waiting: [],
    };
  const { withoutTracking, trackingUrls, mailMaxAgeDays } = settings().despatch;
  const toRecord: PlannedDespatch[] = [];
  const waiting: RecordedDespatch[] = [];
  for (const parcel of allocation.parcels) {
    const planned = plannedDespatch(row, parcel.row.salesOrderNumber, order, parcel, trackingUrls);
    if (planned.memory.keys.every((key) => settled(known, planned.memory, key))) continue;
    if (planned.news.trackingNumber === '' && withoutTracking === 'wait') {
      waiting.push({ ...planned.memory, outcome: 'waiting', why: 'no_tracking', told: null });
    } else {
      // Customers whose parcels came long ago are not told of them (mission row D6).
      planned.news.quiet =
        clock.now().getTime() - planned.news.despatchedAt.getTime() > mailMaxAgeDays * dayMs;
      toRecord.push(planned);
    }
  }
  return { orderId, numbers, misfit: null, toRecord, waiting };
}

function plannedDespatch(
  ledgerRow: LedgerOrder,
  number: SalesOrderNumber,
  order: ShopOrder,
  { row, lines }: Parcel,
  urls: Record<string, string>,
): PlannedDespatch {
  const { despatchNumber: despatch, carrier, service, trackingNumber } = row;
  const despatchedAt = row.despatchedAt ?? ledgerRow.sentAt ?? ledgerRow.modifiedAt;
  const orderId = order.id;
  return {
    news: {
      despatch,
      orderId,
      despatchedAt,
      carrier,
      service,
      trackingNumber,
      trackingUrl: trackingUrl(carrier, trackingNumber, order.shipTo.postcode, urls),
      lines: lines.map(({ key, itemId, quantity }) => ({ key, itemId, quantity })),
      quiet: false,
    },
    memory: {
      despatch,
      orderId,
      number,
      keys: lines.map((line) => line.key),
      carrier,
      trackingNumber,
      despatchedAt,
      lines: lines.map(({ itemId, quantity, sku }) => ({ itemId, quantity, sku })),
    },
  };
}

const keyOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
