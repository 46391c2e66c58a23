// Stock as Peoplevox reports it, and what of it may be written. The promise arithmetic is the plugin's (design.md section 7).

import type { Sku } from './ids.ts';

/** One row of the stock report. `available` is null where the cell is blank: blank is not zero. */
export interface StockRow {
  sku: Sku;
  site: string;
  available: number | null;
  /** when the page it came on was asked for: what happened before may be in it, what happened later is not */
  readAt: Date;
}

/** Sellable units of a SKU, promises not yet subtracted. */
export interface StockItem {
  sku: Sku;
  available: number;
  readAt: Date;
}

/** A full read of the report. `startedAt` is taken before the first page is asked for. */
export interface StockReport {
  startedAt: Date;
  rows: StockRow[];
  /** TotalCount as each page gave it, and how many rows came: where they differ the report is short */
  totalCounts: number[];
  rowCount: number;
}

/** Internal to Peoplevox, never sellable (peoplevox-api.md section 6). */
const internalSite = 'SystemSite';
/** Marks a deleted item (peoplevox-api.md 3.5). */
const deletedMark = '~D~';

/** Why a report may not be used at all, or null. */
export function reportTrouble({ rows, totalCounts, rowCount }: StockReport): string | null {
  const total = totalCounts.at(-1);
  if (total === undefined) return 'The report came without a total.';
  if (totalCounts.some((count) => count !== total)) return 'The total changed from page to page.';
  if (rowCount !== total) return `${rowCount} rows came, ${total} were announced.`;
  if (rows.length === 0) return 'The report is empty.';
  return null;
}

/** Units kept back of a SKU, as settings say. */
export const bufferOf =
  ({ buffer, buffers }: { buffer: number; buffers: Record<string, string> }) =>
  (code: Sku): number =>
    Object.hasOwn(buffers, code) ? Number(buffers[code]) : buffer;

/** Marked as deleted in Peoplevox. */
export const isDeleted = (code: Sku) => code.includes(deletedMark);

/** Lower case, and never the internal one. */
export const chosenSites = (sites: string[]): Set<string> =>
  new Set(sites.map((site) => site.toLowerCase()).filter((site) => site !== internalSite.toLowerCase()));

/** Whether the shop sells what is at this site. */
export const isChosen = (site: string, sites: string[]) => chosenSites(sites).has(site.toLowerCase());

/** Those that have a row at a chosen site, be it a blank one. */
function skusAt(rows: StockRow[], sites: string[]): Set<Sku> {
  const wanted = chosenSites(sites);
  return new Set(rows.filter(({ site }) => wanted.has(site.toLowerCase())).map(({ sku }) => sku));
}

/**
 * Sellable units per SKU over the chosen sites, less the buffer, never below zero. A SKU with a blank cell at any chosen site is left out,
 * because blank is not zero; so is one that has no row at the chosen sites.
 */
export function sellable(
  rows: StockRow[],
  sites: string[],
  buffer: (code: Sku) => number = () => 0,
): Map<Sku, number> {
  const wanted = chosenSites(sites);
  const sums = new Map<Sku, number>();
  const blank = new Set<Sku>();
  const seen = new Set<string>();
  for (const row of rows) {
    if (isDeleted(row.sku) || !wanted.has(row.site.toLowerCase())) continue;
    const key = `${row.sku}\u0000${row.site.toLowerCase()}`;
    if (seen.has(key)) continue; // pages overlap: the same row twice is one row (peoplevox-api.md 4.1)
    seen.add(key);
    if (row.available === null) blank.add(row.sku);
    else sums.set(row.sku, (sums.get(row.sku) ?? 0) + row.available);
  }
  for (const one of blank) sums.delete(one);
  for (const [one, units] of sums) sums.set(one, Math.max(0, Math.floor(units) - buffer(one)));
  return sums;
}

/** When each SKU was read: the earliest of its rows at the chosen sites, since the sum is no newer than that. */
export function readTimes(rows: StockRow[], sites: string[]): Map<Sku, Date> {
  const wanted = chosenSites(sites);
  const times = new Map<Sku, Date>();
  for (const { sku, site, readAt } of rows) {
    const before = times.get(sku);
    if (wanted.has(site.toLowerCase()) && (!before || readAt < before)) times.set(sku, readAt);
  }
  return times;
}

/**
 * SKUs that had units when they were last read and have no row at the chosen sites now, not even a blank one. What is missing is not zero before it was asked for by
 * name (mission row S5).
 */
export function vanished(before: Map<Sku, number>, rows: StockRow[], sites: string[]): Sku[] {
  const there = skusAt(rows, sites);
  return [...before].filter(([code, units]) => units > 0 && !there.has(code)).map(([code]) => code);
}

/** So many selling out between two reads is trade, whatever share of a small shop they are. */
const aHandful = 5;

/**
 * SKUs that would fall from something to nothing, where there are more of them than a person would expect (mission row S5). `already`: so many fell a moment
 * ago, by readings of other SKUs.
 */
export function suspiciousZeros(
  before: Map<Sku, number>,
  now: Map<Sku, number>,
  limits: { maxToZero: number; maxToZeroPercent: number },
  already = 0,
): Sku[] {
  const inStock = [...before].filter(([, units]) => units > 0).map(([one]) => one);
  const falling = inStock.filter((one) => now.get(one) === 0);
  const fallen = falling.length + already;
  const tooMany =
    fallen > limits.maxToZero || fallen * 100 > (inStock.length + already) * limits.maxToZeroPercent;
  return tooMany && fallen > aHandful ? falling : [];
}
