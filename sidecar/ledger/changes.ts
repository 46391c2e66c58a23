// One change of one order: its facts, its exceptions and its row of the journal.

import type { AttentionCode } from '../domain/attention.ts';
import { paymentCodes } from '../domain/paymentWatch.ts';
import type { OrderChange } from '../domain/ports.ts';
import * as attention from './attention.ts';
import * as journal from './journal.ts';
import { changeOrder, transferOf } from './orders.ts';
import type { Tx } from './tables.ts';

const ofPayment: ReadonlySet<AttentionCode> = new Set(paymentCodes);

/** Says whether it was applied: not where another journey was faster (`onlyFrom`). Throws where there is no such order. */
export async function applyChange(tx: Tx, who: string, change: OrderChange, now: Date): Promise<boolean> {
  const { orderId, onlyFrom, set = {}, open = [], close = [] } = change;
  if (onlyFrom !== undefined) {
    const transfer = await transferOf(tx, orderId);
    if (transfer === null || ![onlyFrom].flat().includes(transfer)) return false;
  }
  await changeOrder(tx, orderId, set, now);

  const staysOpen = new Set(open.map((one) => one.code));
  const toClose =
    close === 'all' ? (await attention.openCodes(tx, orderId)).filter((code) => !ofPayment.has(code)) : close;
  await attention.close(
    tx,
    orderId,
    toClose.filter((code) => !staysOpen.has(code)), // the same exception again is the same exception still
    now,
  );
  for (const one of open) await attention.open(tx, orderId, one, now);

  if (change.journal !== undefined)
    await journal.write(tx, { orderId, who, what: change.journal, detail: change.detail }, now);
  return true;
}
