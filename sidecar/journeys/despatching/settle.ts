// What stays open of an order's despatches: those that do not fit are shown, those that are all on the order are no longer asked for.

import type { OrderChange, RecordedDespatch } from '../../domain/ports.ts';
import type { DespatchDeps } from '../recordDespatches.ts';
import type { Plan } from './plan.ts';

export async function noteMisfits(plans: Plan[], ledger: DespatchDeps['ledger']): Promise<void> {
  const changes: OrderChange[] = [];
  for (const { orderId, misfit } of plans) {
    if (misfit === null) continue;
    const known = (await ledger.openAttention(orderId)).includes(misfit.code);
    const open = [misfit];
    // It is tried again in every run; the journal is told once.
    changes.push(known ? { orderId, open } : { orderId, open, journal: misfit.reason });
  }
  await ledger.record('recordDespatches', changes);
}

/** Where all despatches of an order fit and are on it, nothing is left to look at; those that are not are tried again. */
export async function settle(
  plans: Plan[],
  told: RecordedDespatch[],
  ledger: DespatchDeps['ledger'],
): Promise<void> {
  const changes: OrderChange[] = [];
  for (const { orderId, misfit, waiting, toRecord } of plans) {
    if (misfit !== null) continue;
    const answered = told.filter((one) => one.orderId === orderId);
    const open = [...waiting, ...answered.filter((one) => one.outcome === 'refused')];
    await ledger.endUnsettled(orderId, open);
    if (open.length === 0 && answered.length === toRecord.length)
      changes.push({ orderId, close: ['despatch_does_not_fit'] });
  }
  await ledger.record('recordDespatches', changes);
}
