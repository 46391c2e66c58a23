// Mark sent in the shop, then let go of the hold (design.md section 5, step 6). After this no write of ours contains OnHold or StopShip.

import { decimalText, type Money } from '../../domain/money.ts';
import type { LedgerOrder, OrderChange } from '../../domain/ports.ts';
import { revisionOf } from '../revision.ts';
import type { SendDeps } from '../sendOrders.ts';
import { sentMark, type ToLoad } from './candidate.ts';
import { save } from './load.ts';

/** How many were released. */
export async function release(whole: ToLoad[], deps: SendDeps): Promise<number> {
  if (whole.length === 0) return 0;
  const { ledger, shop, warehouse, clock } = deps;
  const answers = await shop.mark(whole.map(({ row }) => sentMark(row.orderId, clock.now())));
  const marked = new Set(answers.filter((one) => one.outcome === 'recorded').map((one) => one.orderId));
  // Not recorded: deleted in this very moment, or newer news is there. It stays held and the next round decides.
  const ready = whole.filter((one) => marked.has(one.row.orderId));
  const released = await save('release', ready, deps, () =>
    warehouse.release(ready.map((one) => one.wanted.number)),
  );
  await ledger.record(
    'sendOrders',
    released.map((one) => complete(one, clock.now())),
  );
  return released.length;
}

function complete({ row, wanted, found }: ToLoad, now: Date): OrderChange {
  const units = wanted.lines.reduce((sum, line) => sum + line.quantity, 0);
  return {
    orderId: row.orderId,
    set: {
      transfer: 'complete',
      step: null,
      stepAt: null,
      unknownSince: null,
      askedInVain: 0,
      attempts: 0,
      alone: false,
      byHand: false,
      nextAttemptAt: null,
      sentAt: now,
      revisionSent: revisionOf(wanted),
      warehouse: 'new',
      warehouseWord: found?.statusWord ?? '',
      warehouseReadAt: now,
    },
    close: 'all',
    journal: `Sent as ${wanted.number}: ${count(wanted.lines.length, 'line')}, ${count(units, 'unit')}, ${amount(wanted.total)}. Read back and released.${delay(row, now)}`,
  };
}

const count = (many: number, of: string) => `${many} ${of}${many === 1 ? '' : 's'}`;
const amount = (total: Money) => `${total.currency} ${decimalText(total)}`;

function delay({ paidAt }: LedgerOrder, now: Date): string {
  const seconds = paidAt ? Math.round((now.getTime() - paidAt.getTime()) / 1000) : -1;
  return seconds < 0 ? '' : ` ${seconds} s after payment.`;
}
