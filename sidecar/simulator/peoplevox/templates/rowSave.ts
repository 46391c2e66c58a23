import type { Cells } from '../columns.ts';
import type { Cause } from '../journal.ts';
import type { World } from '../world.ts';

/** One row to be applied. `cells` has the columns that were sent, and no others. */
export interface RowSave {
  world: World;
  cells: Cells;
  action: number;
  cause: Cause;
}

export type RowResult =
  | { outcome: 'applied'; before: unknown; after: unknown }
  /** Success is said, and nothing done. */
  | { outcome: 'dropped' | 'ignored' }
  | { outcome: 'refused'; reason: string };

export const applied = (before: unknown, after: unknown): RowResult => ({
  outcome: 'applied',
  before,
  after,
});
export const refused = (reason: string): RowResult => ({ outcome: 'refused', reason });
export const dropped: RowResult = { outcome: 'dropped' };
export const ignored: RowResult = { outcome: 'ignored' };
