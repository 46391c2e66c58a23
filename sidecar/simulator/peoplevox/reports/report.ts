import type { Cells, ColumnType } from '../columns.ts';
import type { Toggles } from '../toggles.ts';
import type { ReportingCopy } from './replica.ts';

/** A report: its default name, its captions with their types, and its rows by caption. */
export interface Report {
  name: string;
  columns: Record<string, ColumnType>;
  rows(copy: ReportingCopy, toggles: Toggles): Cells[];
}

export const captions = (type: ColumnType, ...names: string[]): Record<string, ColumnType> =>
  Object.fromEntries(names.map((name) => [name, type]));

export const numbered = (word: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${word}${index + 1}`);
