// One change of one order: its facts, its exceptions and its row of the journal.

import type { AttentionCode } from '../domain/attention.ts';
import { paymentCodes } from '../domain/paymentWatch.ts';
import type { OrderChange } from '../domain/ports.ts';
import * as attention from './attention.ts';
import * as journal from './journal.ts';
import { changeOrder, isStill } from './orders.ts';
import { changeOtherNumbers } from './otherNumbers.ts';
import type { Tx } from './tables.ts';
import { noteTermsOf } from './terms.ts';

const ofPayment: ReadonlySet<AttentionCode> = new Set(paymentCodes);

/** Says whether it was applied: not where another journey or a person was faster (`onlyFrom`, `onlyUnder`, `onlyAt`). Throws where there is no such order. */
export async function applyChange(tx: Tx, who: string, change: OrderChange, now: Date): Promise<boolean> {
  const { orderId, set = {}, open = [], close = [], dismiss, bringBack = [] } = change;
  if (!(await isStill(tx, change))) return false;
  await changeOrder(tx, orderId, set, now);
  if (change.otherNumbers) {
    await changeOtherNumbers(tx, orderId, change.otherNumbers);
    await noteTermsOf(tx, orderId);
  }

  const staysOpen = new Set(open.map((one) => one.code));
  const toClose =
    close === 'all' ? (await attention.toldCodes(tx, orderId)).filter((code) => !ofPayment.has(code)) : close;
  await attention.close(
    tx,
    orderId,
    toClose.filter((code) => !staysOpen.has(code)), // the same exception again is the same exception still
    now,
  );
  let dismissed = 0;
  for (const one of open) if ((await attention.open(tx, orderId, one, now)) === 'dismissed') dismissed += 1;
  if (dismiss) await attention.dismiss(tx, orderId, dismiss.codes, { by: who, note: dismiss.note }, now);
  if (bringBack.length > 0) await attention.bringBack(tx, orderId, bringBack);

  const isOld = open.length > 0 && dismissed === open.length;
  if (change.journal !== undefined && !isOld)
    await journal.write(tx, { orderId, who, what: change.journal, detail: change.detail }, now);
  return true;
}
