// A person set the order aside while its sales order stood on our hold: nobody is ever going to let it go, so it does not stay in the warehouse's lists
// (docs/decisions/0010-what-the-shop-changed-alone.md).

import { differenceInWords } from '../domain/lineDifference.ts';
import type { LedgerOrder, OrderChange, SaveOutcomes } from '../domain/ports.ts';
import { isOpen } from '../domain/salesOrder.ts';
import { cancelMethod } from './amending/cancelling.ts';
import { askWithCanary } from './canary.ts';
import type { JourneyDeps } from './deps.ts';

type Deps = Pick<JourneyDeps, 'ledger' | 'warehouse' | 'clock' | 'settings'>;

const tries = 3;
const keysACall = 99;

/** `dismissed`: read just now, on our hold and not being picked. One that Peoplevox does not let go is told after a few times, and then left alone. */
export async function takeAwayDismissed(dismissed: LedgerOrder[], deps: Deps): Promise<void> {
  const rows = dismissed.filter((row) => row.number !== null && row.attempts < tries).slice(0, keysACall);
  if (rows.length === 0) return;
  const { ledger, warehouse, clock, settings } = deps;
  const begun = clock.now();
  const dropped = await ledger.record(
    'finishHeld',
    rows.map(({ orderId, attempts }) => ({
      orderId,
      onlyFrom: 'dismissed',
      set: { attempts: attempts + 1, stepAt: begun },
    })),
  );
  const going = rows.filter(({ orderId }) => !dropped.has(orderId));
  const by = (method: ReturnType<typeof cancelMethod>) =>
    going.flatMap((row) => (cancelMethod(row, settings(), begun) === method ? (row.number ?? []) : []));
  const outcomes: SaveOutcomes = new Map([
    ...(await warehouse.cancel(by('status'))),
    ...(await warehouse.remove(by('deleting'))),
  ]);
  const numbers = going.flatMap(({ number }) => number ?? []);
  const shown = await askWithCanary(deps, (canary) => warehouse.find(numbers, canary));
  const changes = going.map(({ orderId, number, attempts }): OrderChange => {
    const found = number === null ? undefined : shown.get(number);
    const outcome = number === null ? undefined : outcomes.get(number);
    if (!found || !isOpen(found))
      return {
        orderId,
        onlyFrom: 'dismissed',
        set: found ? { stepAt: null } : { warehouse: 'gone', stepAt: begun, checkedAt: null },
        journal: `The order was set aside, so ${number}, which was on our hold, is ${found ? 'cancelled' : 'deleted'} in Peoplevox.`,
      };
    if (attempts + 1 < tries) return { orderId };
    const answer = outcome && outcome.kind !== 'saved' ? ` It answered: ${outcome.words}` : '';
    const reason = `The order was set aside. ${number} is on hold in Peoplevox, which was asked ${tries} times to cancel it.${answer} Cancel it there.`;
    const detail = differenceInWords(found.lines, []);
    return {
      orderId,
      onlyFrom: 'dismissed',
      open: [{ code: 'cancelled_after_sent', reason, detail }],
      journal: reason,
    };
  });
  await ledger.record('finishHeld', changes);
}
