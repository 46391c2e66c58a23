// Mark sent in the shop, then let go of the hold (design.md section 5, step 6). After this no write of ours contains OnHold or StopShip.

import { decimalText, type Money } from '../../domain/money.ts';
import type { LedgerOrder, OrderChange } from '../../domain/ports.ts';
import type { WantedSalesOrder } from '../../domain/salesOrder.ts';
import { afterSent } from '../afterSent.ts';
import { revisionOf } from '../revision.ts';
import type { SendDeps } from '../sendOrders.ts';
import { atRest, sentMark, type ToLoad } from './candidate.ts';
import { save } from './load.ts';

/** How many were released. */
export async function release(whole: ToLoad[], deps: SendDeps): Promise<number> {
  if (whole.length === 0) return 0;
  const { ledger, shop, warehouse, clock } = deps;
  const answers = await shop.mark(whole.map(({ row }) => sentMark(row.orderId, clock.now())));
  const outcomes = new Map(answers.map((one) => [one.orderId, one.outcome]));
  // Older: the shop has a newer mark, which counts as long as it says sent. Else: deleted in this moment; it stays held and the next round decides.
  const ready = whole.filter(({ row, markedSent }) => {
    const outcome = outcomes.get(row.orderId);
    return outcome === 'recorded' || (outcome === 'older' && markedSent);
  });
  const released = await save('release', ready, deps, (going) =>
    warehouse.release(going.map((one) => one.wanted)),
  );
  const changes = released.map((one) => complete(one, clock.now()));
  await ledger.record('sendOrders', changes);
  // News that came while the order was on its way was only noted: noticeOrders speaks up for orders that are complete.
  const before = new Map(released.map(({ row }) => [row.orderId, row.revisionWanted]));
  const sent = await ledger.orders([...before.keys()]);
  const renewed = sent.filter((row) => row.revisionWanted !== before.get(row.orderId));
  await ledger.record(
    'sendOrders',
    renewed.flatMap((row) => afterSent(row, row)),
  );
  return released.length;
}

function complete({ row, wanted, found }: ToLoad, now: Date): OrderChange {
  const units = wanted.lines.reduce((sum, line) => sum + line.quantity, 0);
  return {
    orderId: row.orderId,
    set: {
      ...atRest,
      transfer: 'complete',
      sentAt: now,
      checkedAt: null,
      revisionSent: revisionOf(wanted),
      warehouse: 'new',
      warehouseWord: found?.statusWord ?? '',
      warehouseReadAt: now,
    },
    close: 'all',
    journal: `Sent as ${wanted.number}: ${count(wanted.lines.length, 'line')}, ${count(units, 'unit')}, ${amount(wanted.total)}. ${ending(wanted)}${delay(row, now)}`,
  };
}

const ending = ({ holdFor }: WantedSalesOrder) =>
  holdFor === null
    ? 'Read back and released.'
    : `Read back. It stays on hold in Peoplevox until somebody lifts the hold there: ${holdFor}.`;
const count = (many: number, of: string) => `${many} ${of}${many === 1 ? '' : 's'}`;
const amount = (total: Money) => `${total.currency} ${decimalText(total)}`;

function delay({ paidAt }: LedgerOrder, now: Date): string {
  const seconds = paidAt ? Math.round((now.getTime() - paidAt.getTime()) / 1000) : -1;
  return seconds < 0 ? '' : ` ${seconds} s after payment.`;
}
