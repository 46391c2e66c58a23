import { type Cells, importedCell } from '../columns.ts';
import type { Faults } from '../faults.ts';
import type { Cause } from '../journal.ts';
import { Refusal } from '../refusal.ts';
import type { Toggles } from '../toggles.ts';
import { CsvUnreadable, readCsv } from '../wire/csv.ts';
import { SoapFault } from '../wire/soap.ts';
import { tablesOf, type World } from '../world.ts';
import { type RowResult, refused } from './rowSave.ts';
import { saveOrderLine } from './saveOrderLine.ts';
import { saveRecord } from './saveRecord.ts';
import { saveSalesOrder } from './saveSalesOrder.ts';
import { type Template, tenantColumns } from './templates.ts';

export interface SentRow {
  line: number;
  /** By default column name. */
  texts: Record<string, string>;
}

/** A save as it came in, readable but not applied. */
export interface Save {
  template: Template;
  rows: SentRow[];
  action: number;
  cause: Cause;
}

export interface SavedRow {
  row: SentRow;
  key: string;
  result: RowResult;
}

/** Reads a save. Throws a Refusal or a SoapFault where it cannot be applied as a whole: no CSV, unknown column, key column missing, too many rows. */
export function readSave(world: World, template: Template, csv: string, action: number, cause: Cause): Save {
  const { toggles } = world;
  const columns = tenantColumns(template, toggles);
  const table = readable(csv);
  const names = table.header.map((caption) => {
    const known = columns.find((one) => one.caption.toLowerCase() === caption.toLowerCase());
    if (!known && toggles.unknownColumn === 'refused') {
      throw new Refusal(`Column '${caption}' is not in the template '${template.name}'`);
    }
    return known && !known.column.exportOnly ? known.column.name : undefined;
  });
  const keyless = template.key.find((name) => !names.includes(name));
  if (keyless && template.name !== 'Customer addresses') {
    throw new Refusal(`Column '${keyless}' is missing`);
  }
  const rows = takenOf(table.rows, toggles).map(({ line, cells }) => ({
    line,
    texts: Object.fromEntries(
      names.flatMap((name, index) => (name === undefined ? [] : [[name, cells[index] ?? '']])),
    ) as Record<string, string>,
  }));
  const once = template.name === 'Sales orders' && toggles.repeatedRows === 'saved once';
  return { template, rows: once ? lastOfEach(template, rows) : rows, action, cause };
}

/** The rows that are looked at. How Peoplevox turns away a save that is too long is unknown (peoplevox-api.md 8). */
function takenOf<Row>(rows: Row[], { maxRowsPerSave, overMaxRows }: Toggles): Row[] {
  if (maxRowsPerSave === 0 || rows.length <= maxRowsPerSave) return rows;
  if (overMaxRows === 'cut off') return rows.slice(0, maxRowsPerSave);
  const words = `The file has more than ${maxRowsPerSave} rows`;
  throw overMaxRows === 'refused whole' ? new Refusal(words) : new SoapFault(words);
}

const lastOfEach = (template: Template, rows: SentRow[]): SentRow[] => [
  ...new Map(rows.map((row) => [rowKey(template, row), row])).values(),
];

function readable(csv: string) {
  try {
    return readCsv(csv);
  } catch (thrown) {
    if (thrown instanceof CsvUnreadable) throw new Refusal(`Unable to read the CSV: ${thrown.message}`);
    throw thrown;
  }
}

export const rowKey = (template: Template, row: SentRow): string => row.texts[template.key[0] ?? ''] ?? '';

export interface Applying {
  world: World;
  faults: Faults;
  settle(): void;
}

/** Applies a save row by row, good rows although others are bad (unless toggle badRow says otherwise), and notes each in the books. */
export function applySave(save: Save, { world, faults, settle }: Applying): SavedRow[] {
  const wholeOrNothing = world.toggles.badRow === 'refuses the whole save';
  const takeBack = wholeOrNothing ? checkpoint(world) : undefined;
  const saved = save.rows.map((row): SavedRow => {
    const result = applyRow(save, row, world, faults);
    if (!wholeOrNothing) {
      noteRow(save, { row, key: rowKey(save.template, row), result }, world);
      settle();
    }
    return { row, key: rowKey(save.template, row), result };
  });
  if (!takeBack) return saved;
  const bad = saved.some(({ result }) => result.outcome === 'refused');
  if (bad) takeBack();
  const final = bad ? saved.map(asRefused) : saved;
  for (const one of final) noteRow(save, one, world);
  settle();
  return final;
}

const asRefused = (saved: SavedRow): SavedRow =>
  saved.result.outcome === 'refused' ? saved : { ...saved, result: refused('Another row was refused') };

function checkpoint(world: World): () => void {
  const undo = [...tablesOf(world).map((table) => table.checkpoint()), world.journal.checkpoint()];
  return () => {
    for (const step of undo) step();
  };
}

function applyRow(save: Save, row: SentRow, world: World, faults: Faults): RowResult {
  const fault = faults.strikeRow({
    operation: 'SaveData',
    template: save.template.name,
    action: save.action,
    names: (what, value) => row.texts[what === 'order' ? 'SalesOrderNumber' : 'ItemCode'] === value,
  });
  if (fault?.kind === 'drop row') return { outcome: 'dropped' };
  if (fault) return refused(fault.text ?? 'System : Object reference not set to an instance of an object.');

  const read = importedCells(save.template, row, world);
  if ('reason' in read) return refused(read.reason);
  const { cells } = read;
  const keyless = save.template.key.find((name) => (cells[name] ?? '') === '');
  if (keyless && save.template.name !== 'Customer addresses') return refused(`${keyless} is required`);
  if (isRepeated(save, row, world)) return refused(`${rowKey(save.template, row)} is in the file twice`);
  const rowSave = { world, cells, action: save.action, cause: save.cause };
  switch (save.template.name) {
    case 'Sales orders':
      return saveSalesOrder(rowSave);
    case 'Sales order items':
      return saveOrderLine(rowSave);
    default:
      return saveRecord(save.template.name, rowSave);
  }
}

const isRepeated = ({ template, rows }: Save, row: SentRow, { toggles }: World) =>
  template.name === 'Sales orders' &&
  toggles.repeatedRows === 'refused' &&
  rows.find((one) => rowKey(template, one) === rowKey(template, row)) !== row;

function importedCells(
  template: Template,
  row: SentRow,
  world: World,
): { cells: Cells } | { reason: string } {
  const cells: Cells = {};
  for (const column of template.columns) {
    const text = row.texts[column.name];
    if (text === undefined) continue;
    const tooLong = column.max !== undefined && text.length > column.max;
    if (tooLong && world.toggles.overlong === 'refused') {
      return { reason: `${column.name} is longer than ${column.max} characters` };
    }
    const read = importedCell(column, tooLong ? text.slice(0, column.max) : text, world.toggles.timeZone);
    if ('reason' in read) return read;
    cells[column.name] = read.cell;
  }
  return { cells };
}

function noteRow(save: Save, { row, key, result }: SavedRow, world: World): void {
  world.journal.row({
    by: save.cause.by,
    call: save.cause.call,
    template: save.template.name,
    action: save.action,
    key,
    outcome: result.outcome,
    reason: result.outcome === 'refused' ? result.reason : '',
    columns: row.texts,
    before: result.outcome === 'applied' ? result.before : null,
    after: result.outcome === 'applied' ? result.after : null,
  });
}
