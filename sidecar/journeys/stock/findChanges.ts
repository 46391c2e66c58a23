// Which report of stock changes this Peoplevox has: found out when it is first connected, again once a day, and when settings or its answers say otherwise.

import type { FoundChangeReport } from '../../domain/ports.ts';
import {
  type ChangeReport,
  type ChangeSource,
  type ChangesBook,
  type ChangesSeen,
  changeSources,
} from '../../domain/stockChanges.ts';
import type { JourneyDeps } from '../deps.ts';
import { keepSeen, readSeen } from './changesSeen.ts';

type Deps = Pick<JourneyDeps, 'ledger' | 'warehouse' | 'clock' | 'settings' | 'changes'>;

const hourMs = 3_600_000;
/** A report that had no rows to try the search with is looked at again sooner. */
const againMs = ({ found }: ChangesBook) => (found !== null && !found.tried ? hourMs : 24 * hourMs);

/** The report to read, or null where this Peoplevox has none that can be used, or a person wants none. Throws what the warehouse throws. */
export async function changeReport(deps: Deps): Promise<ChangeReport | null> {
  const { changes, clock, settings } = deps;
  if (settings().stock.changesFrom === 'none') return null;
  const book = changes.current();
  const of = underWhich(deps);
  const isNew = book === null || book.of !== of;
  if (!isNew && clock.now().getTime() - Date.parse(book.at) < againMs(book)) return book.found;
  return lookAgain(deps);
}

/** What a reading goes on from: what the one before left, else the newest row; `at_newest`: that row, and no row before it. */
type From = 'where_it_was' | 'newest' | 'at_newest';

/** Asks Peoplevox, by up to twelve calls. */
export async function lookAgain(deps: Deps, from: From = 'where_it_was'): Promise<ChangeReport | null> {
  const { changes, clock, warehouse } = deps;
  const refused: ChangesBook['refused'] = [];
  const isKnown = changes.current()?.of === underWhich(deps) && from === 'where_it_was';
  let found: ChangeReport | null = null;
  for (const source of wantedSources(deps)) {
    const answer = await warehouse.findChangeReport(source);
    if ('refused' in answer) {
      refused.push({ source, words: answer.refused });
      continue;
    }
    found = answer.report;
    const seen = await readSeen(deps.ledger);
    if (!isKnown || seen?.source !== source)
      await keepSeen(firstSeen(answer, clock.now(), from), deps.ledger);
    break;
  }
  await changes.write({ of: underWhich(deps), at: clock.now().toISOString(), found, refused });
  return found;
}

const wantedSources = ({ settings }: Deps): ChangeSource[] =>
  changeSources.filter((one) => ['auto', one].includes(settings().stock.changesFrom));

/** What is found out holds for one Peoplevox and these settings. */
function underWhich({ changes, settings }: Pick<Deps, 'changes' | 'settings'>): string {
  const { peoplevox, stock } = settings();
  const { incrementalReport, reconciliationReport, columns, timeZone } = peoplevox;
  return JSON.stringify([
    changes.tenant,
    stock.changesFrom,
    incrementalReport,
    reconciliationReport,
    timeZone,
    columns,
  ]);
}

/** An empty report says nothing of Peoplevox's clock: whatever time zone it keeps, it is not a day off. */
function firstSeen({ report, newest }: FoundChangeReport, now: Date, from: From): ChangesSeen {
  const at = new Date(
    newest === null ? now.getTime() - 24 * hourMs : Math.min(newest.getTime(), now.getTime()),
  );
  return { source: report.source, newest: at, notBefore: from === 'at_newest' ? at : null, marks: [] };
}
