// An order that goes under a new number waits while one that it went under before is open again in Peoplevox: else both might be picked.

import { formerNumbers, isBack } from '../../domain/otherNumbers.ts';
import type { OrderChange } from '../../domain/ports.ts';
import { askWithCanary } from '../canary.ts';
import type { SendDeps } from '../sendOrders.ts';
import { type Candidate, whileOnItsWay } from './candidate.ts';

const lookAgainMs = 300_000;

/** Those that may go. Asked before the new number is written anywhere, so that the sending can still be taken back. */
export async function withFormersClosed(candidates: Candidate[], deps: SendDeps): Promise<Candidate[]> {
  const { ledger, warehouse, clock } = deps;
  const others = await ledger.otherNumbers(candidates.map(({ row }) => row.orderId));
  const formersOf = ({ row }: Candidate) =>
    formerNumbers({ ...row, number: row.resendAs ?? row.number }, others);
  const anew = candidates.filter((one) => formersOf(one).length > 0);
  if (anew.length === 0) return candidates;
  const numbers = anew.flatMap((one) => formersOf(one).map(({ number }) => number));
  const found = await askWithCanary(deps, (canary) => warehouse.headers(numbers, canary));
  const again = new Date(clock.now().getTime() + lookAgainMs);
  const changes: OrderChange[] = [];
  const waits = new Set<Candidate>();
  for (const one of anew) {
    const { orderId } = one.row;
    const told = (await ledger.openAttention(orderId)).includes('former_reopened');
    const back = formersOf(one).find((former) => isBack(former, found.get(former.number)));
    if (!back) {
      if (told) changes.push({ orderId, close: ['former_reopened'] });
      continue;
    }
    waits.add(one);
    const reason = `${back.number} is ${found.get(back.number)?.statusWord} in Peoplevox again, so the order is not sent as ${one.wanted.number}.`;
    changes.push(
      whileOnItsWay({
        orderId,
        set: { nextAttemptAt: again },
        open: [{ code: 'former_reopened', reason }],
        ...(told ? {} : { journal: reason }),
      }),
    );
  }
  await ledger.record('sendOrders', changes);
  return candidates.filter((one) => !waits.has(one));
}
