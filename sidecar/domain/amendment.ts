// What may be written to a sales order that is in the pickers' hands already, so that it is never pickable with a quantity nobody asked for
// (peoplevox-api.md 5.2 "Line key"; docs/decisions/0007-what-is-carried-over.md). Pure.

import type { Sku } from './ids.ts';
import type { LineDifference } from './lineDifference.ts';
import type { FoundLine, SalesOrderHeader, WantedLine } from './salesOrder.ts';
import type { Settings } from './settings.ts';

export type LineStep =
  | { kind: 'save'; lines: WantedLine[] }
  | { kind: 'remove'; lines: FoundLine[] }
  /** this SKU cannot be set right without a risk: a person's */
  | { kind: 'risky'; skus: Sku[] };

/**
 * The next write that brings the lines nearer to what is wanted; the difference must not be empty. What is new is added before anything is taken away, so that the
 * order is never without lines; and nothing at all is written where a part of the difference is a risk, so that a person finds one whole difference and not half of one.
 */
export function nextLineStep(
  { save, remove }: LineDifference,
  found: FoundLine[],
  lineKey: Settings['peoplevox']['lineKey'],
): LineStep {
  const rowsOf = (sku: Sku) => found.filter((row) => row.sku === sku);
  const wantedToo = (row: FoundLine) => rowsOf(row.sku).length > 1 && !remove.includes(row);
  // Two rows of a SKU of which one is to stay: taking one away may take both.
  const doubles = remove.filter((row) => rowsOf(row.sku).some((other) => other !== row && wantedToo(other)));
  const changed = save.filter(({ sku }) => rowsOf(sku).length > 0);
  const risky = [...doubles, ...changed.filter(({ sku }) => !mayChange(rowsOf(sku), lineKey))];
  if (risky.length > 0) return { kind: 'risky', skus: [...new Set(risky.map(({ sku }) => sku))] };
  if (save.length > 0) return { kind: 'save', lines: save };
  return { kind: 'remove', lines: remove };
}

/** Only where a save is known to meet the row that is there: else it may add a second one. */
function mayChange(rows: FoundLine[], lineKey: Settings['peoplevox']['lineKey']): boolean {
  if (rows.length !== 1) return false;
  return lineKey === 'item' || (lineKey === 'item_line' && rows[0]?.line !== null);
}

/**
 * May something of ours still be written? A status we have no name for may be a later one (peoplevox-api.md 5.1), so it counts as too late.
 */
export const notYetPicked = ({ status }: SalesOrderHeader) =>
  status === 'new' || status === 'part_allocated' || status === 'allocated';
