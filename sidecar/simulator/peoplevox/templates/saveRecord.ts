import type { Cells } from '../columns.ts';
import { renameStock } from '../orders/stock.ts';
import { shownCells } from '../orders/views.ts';
import type { RecordTemplate, World } from '../world.ts';
import { recordColumns, recordKeys } from './columnsOfRecords.ts';
import { applied, type RowResult, type RowSave, refused } from './rowSave.ts';

export const recordKey = (template: RecordTemplate, cells: Cells): string =>
  recordKeys[template].map((name) => String(cells[name] ?? '')).join('\n');

/** Inserts, updates or deletes a row of a template that is nothing but rows. */
export function saveRecord(template: RecordTemplate, { world, cells, action }: RowSave): RowResult {
  const table = world.records[template];
  const shown = (row: Cells) => shownCells(world, recordColumns[template], row);
  // Customer addresses without a reference are always new (peoplevox-api.md 3.6).
  const key = recordKey(template, cells) || `new ${world.nextId()}`;
  const known = table.get(key);
  if (action === 2) {
    if (!known) return refused(`${template}: '${key}' not found`);
    const before = shown(known);
    if (template === 'Item types') deactivateItem(world, key);
    else table.delete(key);
    return applied(before, null);
  }
  const missing = recordColumns[template].find(
    ({ name, required }) =>
      required && (known ? name in cells && cells[name] === '' : (cells[name] ?? '') === ''),
  );
  if (missing) return refused(`${missing.name} is required`);
  if (template === 'Item types' && barcodeTaken(world, key, cells)) {
    return refused(`Barcode '${cells.Barcode}' is already in use`);
  }
  const before = known ? shown(known) : null;
  const row = table.put(key, { ...known, ...cells });
  return applied(before, shown(row));
}

const barcodeTaken = (world: World, key: string, cells: Cells) =>
  cells.Barcode !== undefined &&
  world.records['Item types'].all().some((row) => row.Barcode === cells.Barcode && row.ItemCode !== key);

/** Deleted items stay, under a ~D~ code (peoplevox-api.md 3.5). Returns it, or undefined where there is no such item. */
export function deactivateItem(world: World, code: string): string | undefined {
  const items = world.records['Item types'];
  const item = items.get(code);
  if (!item) return undefined;
  const renamed = `~D~${code}`;
  items.delete(code);
  items.put(renamed, { ...item, ItemCode: renamed, Barcode: `~D~${item.Barcode ?? ''}` });
  renameStock(world, code, renamed);
  return renamed;
}
