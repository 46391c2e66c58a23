// What stands between the lines Peoplevox has and the lines the shop wants (mission row O9). Only the difference is ever written.

import type { Sku } from './ids.ts';
import type { FoundLine, WantedLine } from './salesOrder.ts';

export interface LineDifference {
  /** absent, or there with another quantity: to be written, under the `Line` that is there where one is */
  save: WantedLine[];
  /** there, and not wanted: to be taken away */
  remove: FoundLine[];
}

export function lineDifference(found: FoundLine[], wanted: WantedLine[]): LineDifference {
  const rowsOf = new Map<Sku, FoundLine[]>();
  for (const row of found) rowsOf.set(row.sku, [...(rowsOf.get(row.sku) ?? []), row]);

  const save: WantedLine[] = [];
  const remove: FoundLine[] = [];
  for (const want of wanted) {
    const rows = rowsOf.get(want.sku) ?? [];
    rowsOf.delete(want.sku);
    // The row of our own Line is kept, else one of the right quantity, else any: the others are doubles.
    const kept =
      rows.find((row) => row.line === want.line && row.quantity === want.quantity) ??
      rows.find((row) => row.line === want.line) ??
      rows.find((row) => row.quantity === want.quantity) ??
      rows[0];
    remove.push(...rows.filter((row) => row !== kept));
    if (!kept) save.push(want);
    else if (kept.quantity !== want.quantity) save.push({ ...want, line: kept.line ?? want.line });
  }
  for (const rows of rowsOf.values()) remove.push(...rows);
  return { save, remove };
}

export const isEmpty = ({ save, remove }: LineDifference) => save.length === 0 && remove.length === 0;

/** `2 × SCARF-RED-M missing, HAT-BLUE too many`: for a person. */
export function differenceInWords(found: FoundLine[], wanted: WantedLine[]): string {
  const units = new Map<Sku, { has: number; wants: number }>();
  const of = (sku: Sku) => {
    const both = units.get(sku) ?? { has: 0, wants: 0 };
    units.set(sku, both);
    return both;
  };
  for (const row of found) of(row.sku).has += row.quantity;
  for (const want of wanted) of(want.sku).wants += want.quantity;
  return [...units]
    .filter(([, { has, wants }]) => has !== wants)
    .map(([sku, { has, wants }]) => `${sku}: the shop wants ${wants}, Peoplevox has ${has}`)
    .join('; ');
}
