// Hearing of changes: what the tenant's report names is wanted to be read by key. Nothing of the report itself is written to the shop.

import { createHash } from 'node:crypto';
import { Refused } from '../../domain/errors.ts';
import { newsOf, readBackTo } from '../../domain/stockChanges.ts';
import type { JourneyDeps } from '../deps.ts';
import { keepNews, readSeen } from './changesSeen.ts';
import { changeReport, lookAgain } from './findChanges.ts';

type Deps = Pick<JourneyDeps, 'ledger' | 'warehouse' | 'clock' | 'settings' | 'changes' | 'hint' | 'log'>;

/** A whole reading that costs fewer calls than this is no reason to leave the changes unread. */
const leastPages = 5;

/** Among the rows of a few hours, by far enough. */
const mark = (text: string) => createHash('sha256').update(text).digest('base64').slice(0, 12);

/** In words; `fullReadCalls`: what the whole stock report costs, beyond which it is read instead. Throws what the warehouse throws. */
export async function hearChanges(fullReadCalls: number, deps: Deps): Promise<string> {
  const { ledger, warehouse, clock, settings, log } = deps;
  const { stock, peoplevox } = settings();
  const report = await changeReport(deps);
  if (report === null) return 'Changes are not read: only whole readings.';
  const seen = await readSeen(ledger);
  if (seen === null || seen.source !== report.source) {
    await lookAgain(deps, 'newest');
    return 'It was found out from when changes are read.';
  }
  const askedAt = clock.now();
  const most = Math.max(leastPages, fullReadCalls) * peoplevox.stockPageSize;
  const answer = await warehouse
    .stockChanges(report, readBackTo(seen, stock.changesOverlapMinutes), most)
    .catch(async (failure: unknown) => {
      // it may be gone, or search otherwise now: that is found out at once
      if (failure instanceof Refused) await lookAgain(deps);
      throw failure;
    });
  if (!answer.whole) {
    log.info({ most }, 'too many changes: the whole stock report is read instead');
    await lookAgain(deps, 'at_newest');
    deps.hint('updateStock');
    return 'More changes than can be read one by one: the whole report is read instead.';
  }
  const news = newsOf(answer.rows, seen, { sites: stock.sites, now: askedAt, mark });
  await keepNews(news.changed, news.seen, askedAt, ledger);
  return `${news.changed.length} ${news.changed.length === 1 ? 'SKU' : 'SKUs'} changed.`;
}
