// A reading of Peoplevox's whole stock report, and what of it may be written: nothing of a report that is not whole (mission rows S1 and S5).

import { NotTrusted } from '../../domain/errors.ts';
import { isDeleted, reportTrouble } from '../../domain/stock.ts';
import type { JourneyDeps } from '../deps.ts';
import { type Guarded, guarded } from './guarded.ts';

type Deps = Pick<JourneyDeps, 'ledger' | 'warehouse' | 'clock' | 'settings'>;

/** `readAt`: before the first page. Throws NotTrusted where the report is not whole, and what the warehouse throws. */
export async function readSellable(deps: Deps): Promise<Guarded & { readAt: Date }> {
  const { ledger, warehouse, clock } = deps;
  const report = await warehouse.readStock();
  const { rows, startedAt: readAt } = report;
  const trouble = reportTrouble(report);
  if (trouble !== null) {
    const reason = `${trouble} Nothing was written.`;
    await ledger.openProblem({ code: 'stock_report_short', reason }, clock.now());
    throw new NotTrusted(trouble);
  }
  await ledger.closeProblem('stock_report_short', clock.now());
  await ledger.noteItems(new Set(rows.map(({ sku }) => sku).filter((code) => !isDeleted(code))), readAt);
  return { readAt, ...(await guarded({ rows, readAt, asked: null }, deps)) };
}
