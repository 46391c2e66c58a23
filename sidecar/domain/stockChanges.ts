// Changes of stock between two readings of the whole report: which report tells of them on this tenant, and what of it is news (peoplevox-api.md 4.2; mission row S1). Pure.

import { type Static, Type } from 'typebox';
import type { Sku } from './ids.ts';
import { searchable } from './searchable.ts';
import { isChosen, isDeleted } from './stock.ts';

export const changeSources = ['incremental', 'reconciliation'] as const;
export type ChangeSource = (typeof changeSources)[number];

/**
 * How the report's time is asked for: DateTime(…) or a text in the search clause, or not at all: then it is read from its newest row backwards. How the
 * incremental report's Timestamp compares is not known (peoplevox-api.md 4.1, "Special").
 */
export const changeSearches = ['date', 'text', 'newest'] as const;
export type ChangeSearch = (typeof changeSearches)[number];

export const ChangeReport = Type.Object({
  source: Type.Enum(changeSources),
  search: Type.Enum(changeSearches),
  /** its columns can be asked for by name; else all of them come */
  named: Type.Boolean(),
  /** it had rows by which the search could be tried; an empty one is looked at again soon */
  tried: Type.Boolean(),
});
export type ChangeReport = Static<typeof ChangeReport>;

const Time = Type.String();
/** What was found out about the tenant's reports of changes. */
export const ChangesBook = Type.Object({
  /** which Peoplevox, and which settings it was found out under */
  of: Type.String(),
  at: Time,
  found: Type.Union([ChangeReport, Type.Null()]),
  /** Peoplevox's own words, or ours, on those that cannot be used */
  refused: Type.Array(Type.Object({ source: Type.Enum(changeSources), words: Type.String() })),
});
export type ChangesBook = Static<typeof ChangesBook>;

/** A row of either report. `cells`: all of it, by which it is known again. */
export interface ChangeRow {
  sku: Sku;
  /** null where the report has no such column */
  site: string | null;
  /** by Peoplevox's clock; null where it cannot be read */
  at: Date | null;
  cells: string;
}

/** What the last read of a report left behind. */
export interface ChangesSeen {
  source: ChangeSource;
  /** of all rows seen, by Peoplevox's clock, but never later than ours was: a row from the future hides nothing */
  newest: Date;
  /** what came before this was left to a reading of the whole report; null: nothing was */
  notBefore: Date | null;
  /** marks of the rows of that read */
  marks: string[];
}

/** Both clocks may be apart, and a row may show late: each read reaches back so far before the newest row, which is Peoplevox's own time. */
export const readBackTo = ({ newest, notBefore }: ChangesSeen, overlapMinutes: number) =>
  new Date(Math.max(newest.getTime() - overlapMinutes * 60_000, notBefore?.getTime() ?? 0));

/**
 * The SKUs whose rows are not as the read before left them, at the chosen sites. Two rows that are alike are two, so a further one is news. Rows without a
 * readable time are news each time. `mark`: a short text that stands for the cells.
 */
export function newsOf(
  rows: ChangeRow[],
  before: ChangesSeen,
  { sites, now, mark }: { sites: string[]; now: Date; mark: (text: string) => string },
): { changed: Sku[]; seen: ChangesSeen } {
  const known = new Set(before.marks);
  const times = new Map<string, number>();
  const marks: string[] = [];
  const changed = new Set<Sku>();
  let newest = before.newest.getTime();
  for (const row of rows) {
    const nth = (times.get(row.cells) ?? 0) + 1;
    times.set(row.cells, nth);
    const own = mark(`${row.cells}\u0000${nth}`);
    marks.push(own);
    if (row.at !== null) newest = Math.max(newest, Math.min(row.at.getTime(), now.getTime()));
    const counts = row.site === null || isChosen(row.site, sites);
    if (!counts || isDeleted(row.sku) || !searchable(row.sku)) continue;
    if (row.at === null || !known.has(own)) changed.add(row.sku);
  }
  return {
    changed: [...changed],
    seen: { ...before, newest: new Date(newest), marks },
  };
}

/** Dates in reports are whole minutes: two changes of one SKU within a minute may look like one (peoplevox-api.md 4.1). */
const wholeMinuteMs = 60_000;

/**
 * How long after a change was heard of a reading still counts as too early: Peoplevox's stock figure may lag behind (the margin), and a second change of the
 * same minute may have gone unheard.
 */
export const settleMs = ({ marginSeconds }: { marginSeconds: number }) =>
  marginSeconds * 1000 + wholeMinuteMs;
