import type { Cells } from '../columns.ts';
import type { Toggles } from '../toggles.ts';

/** What one unit of a line takes off the shelf: the item itself, or the parts of a kit. */
export interface Part {
  item: string;
  quantity: number;
}

export interface OrderLine {
  id: number;
  item: string;
  /** The free line reference; empty where none was given. */
  line: string;
  ordered: number;
  /** Now: picked or not, but not despatched. */
  allocated: number;
  /** Now: a part of allocated. */
  picked: number;
  despatched: number;
  parts: Part[];
  cells: Cells;
}

export interface SalesOrder {
  id: number;
  number: string;
  site: string;
  cancelled: boolean;
  /** The remainder will never be despatched. */
  closedShort: boolean;
  /** False while it was saved with nothing but Action 1. */
  mayAllocate: boolean;
  modifiedAt: number;
  lines: OrderLine[];
  /** Columns of Sales orders but Status, which follows from the rest. */
  cells: Cells;
}

export const isHeld = (order: SalesOrder): boolean =>
  order.cells.OnHold === true || order.cells.StopShip === true;

export const leftToDespatch = (line: OrderLine): number => line.ordered - line.despatched;

const hasLeft = (order: SalesOrder): boolean => order.lines.some((line) => leftToDespatch(line) > 0);

export const isClosed = (order: SalesOrder): boolean =>
  order.cancelled || order.closedShort || (order.lines.length > 0 && !hasLeft(order));

export const hasBegun = (order: SalesOrder): boolean =>
  order.lines.some((line) => line.picked > 0 || line.despatched > 0);

export const isAllocated = (order: SalesOrder): boolean => order.lines.some((line) => line.allocated > 0);

/** May the engine set stock aside for it? */
export const openToAllocation = (order: SalesOrder, toggles: Toggles): boolean =>
  !isClosed(order) && order.mayAllocate && !(isHeld(order) && toggles.hold === 'stops allocation');

/** May pickers have it, once stock is set aside? */
export const openToPicking = (order: SalesOrder, toggles: Toggles): boolean =>
  !isClosed(order) && !(isHeld(order) && toggles.hold !== 'ignored');

/** Could a picker get it, now or as soon as there is stock? */
export const isPickable = (order: SalesOrder, toggles: Toggles): boolean =>
  openToPicking(order, toggles) && hasLeft(order) && (openToAllocation(order, toggles) || isAllocated(order));
