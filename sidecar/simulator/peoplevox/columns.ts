import { importedDate } from './dates.ts';

export type Cell = string | number | boolean | null;
/** Cells by default column name or caption. A date is milliseconds since 1970, an empty cell null. */
export type Cells = Record<string, Cell>;

/** `status` is the name of a sales order's status, which a search may also give as its number. */
export type ColumnType = 'text' | 'int' | 'decimal' | 'bool' | 'date' | 'status';

export interface Column {
  name: string;
  type: ColumnType;
  /** Longest text. */
  max?: number;
  /** Needed when the row is new. */
  required?: boolean;
  /** A save does not write it. */
  exportOnly?: boolean;
}

/** Reads a cell of an import. `null` for an empty one; a text where it cannot be read, which says why. */
export function importedCell(
  column: Column,
  text: string,
  zone: string,
): { cell: Cell } | { reason: string } {
  if (text === '') return { cell: column.type === 'text' ? '' : null };
  const unreadable = { reason: `${column.name}: '${text}' is not a valid ${column.type}` };
  switch (column.type) {
    case 'text':
    case 'status':
      return { cell: text };
    case 'int':
      return /^-?\d{1,9}$/.test(text.trim()) ? { cell: Number(text) } : unreadable;
    case 'decimal':
      return /^-?\d+(\.\d+)?$/.test(text.trim()) ? { cell: Number(text) } : unreadable;
    case 'bool':
      return /^(true|false)$/i.test(text.trim())
        ? { cell: text.trim().toLowerCase() === 'true' }
        : unreadable;
    case 'date': {
      const ms = importedDate(text.trim(), zone);
      return ms === undefined ? unreadable : { cell: ms };
    }
    default:
      return column.type satisfies never;
  }
}

/** How a moment, in milliseconds since 1970, is written. */
export type ShowDate = (ms: number) => string;

/** How a cell of an export looks. */
export function exportedCell(type: ColumnType, cell: Cell | undefined, showDate: ShowDate): string {
  if (cell === null || cell === undefined) return '';
  if (type === 'date' && typeof cell === 'number') return showDate(cell);
  if (type === 'decimal' && typeof cell === 'number') return cell.toFixed(2);
  if (typeof cell === 'boolean') return cell ? 'True' : 'False';
  return String(cell);
}
