import type { Cells } from '../columns.ts';
import { allocateWaiting, freeLine } from '../orders/allocate.ts';
import { hasBegun, type OrderLine, type Part, type SalesOrder } from '../orders/salesOrder.ts';
import { lineCells, shownCells } from '../orders/views.ts';
import type { World } from '../world.ts';
import { salesOrderItemColumns } from './columnsOfOrders.ts';
import { applied, dropped, ignored, type RowResult, type RowSave, refused } from './rowSave.ts';
import { allocateOnSave } from './saveSalesOrder.ts';

/** Adds, edits or removes one line of a sales order; lines that are not sent stay (peoplevox-api.md 5.2). */
export function saveOrderLine(save: RowSave): RowResult {
  const { world, cells, action } = save;
  const { toggles } = world;
  const number = String(cells.SalesOrderNumber);
  const item = String(cells.ItemCode);
  const order = world.orders.get(number);
  if (!order) return refused(`Sales order '${number}' not found`);
  if (hasBegun(order) && toggles.editAfterPicking === 'refused') {
    return refused(`Sales order '${number}' is being picked`);
  }
  if (hasBegun(order) && toggles.editAfterPicking === 'ignored') return ignored;
  if (action === 2) return removeMatching(world, order, item, cells);

  if (!world.records['Item types'].has(item) && toggles.unknownItem !== 'accepted') {
    return toggles.unknownItem === 'dropped' ? dropped : refused(`Item type '${item}' not found`);
  }
  const known = matchingLine(world, order, item, cells);
  const ordered = cells.QuantityOrdered ?? (known ? known.ordered : null);
  if (typeof ordered !== 'number') return refused('QuantityOrdered is required');
  if (ordered < 0 || (ordered === 0 && toggles.quantityZero === 'refused')) {
    return refused('QuantityOrdered must be greater than zero');
  }
  if (ordered === 0 && toggles.quantityZero === 'removes the line') {
    return removeMatching(world, order, item, cells);
  }
  if (known && ordered < known.despatched) {
    return refused(`QuantityOrdered is less than the ${known.despatched} despatched`);
  }

  const before = known ? shown(world, order, known) : null;
  const line = known ?? addLine(world, order, item);
  writeLine(world, order, line, { ...cells, QuantityOrdered: ordered });
  if (action === 0 || toggles.action1 === 'ignored') {
    order.mayAllocate = true;
    world.orders.touch(number);
    allocateOnSave(world, order);
  }
  return applied(before, shown(world, order, line));
}

const shown = (world: World, order: SalesOrder, line: OrderLine) =>
  shownCells(world, salesOrderItemColumns, lineCells(order, line));

const reference = (cells: Cells) => String(cells.Line ?? '');

function matchingLine(world: World, order: SalesOrder, item: string, cells: Cells): OrderLine | undefined {
  const ofItem = order.lines.filter((line) => line.item === item);
  switch (world.toggles.lineKey) {
    case 'item':
      return ofItem[0];
    case 'item+line':
      return ofItem.find((line) => line.line === reference(cells));
    case 'always insert':
      return undefined;
    default:
      return world.toggles.lineKey satisfies never;
  }
}

export function addLine(world: World, order: SalesOrder, item: string): OrderLine {
  const line: OrderLine = {
    id: world.nextId(),
    item,
    line: '',
    ordered: 0,
    allocated: 0,
    picked: 0,
    despatched: 0,
    parts: partsOf(world, item),
    cells: {},
  };
  order.lines.push(line);
  return line;
}

/** What leaves the shelf for one of it. */
function partsOf(world: World, item: string): Part[] {
  const kit = world.records['Item type kittings'].all().filter((row) => row.ParentItemCode === item);
  if (kit.length === 0) return [{ item, quantity: 1 }];
  return kit.map((row) => ({ item: String(row.ChildItemCode), quantity: Number(row.Quantity) }));
}

/** Writes the columns sent. Stock set aside for more than is now ordered is freed. */
export function writeLine(world: World, order: SalesOrder, line: OrderLine, cells: Cells): void {
  const { SalesOrderNumber: _number, ItemCode: _item, Line, QuantityOrdered, ...others } = cells;
  if (Line !== undefined) line.line = String(Line ?? '');
  if (typeof QuantityOrdered === 'number') line.ordered = QuantityOrdered;
  Object.assign(line.cells, others);
  const over = line.allocated - (line.ordered - line.despatched);
  freeLine(world, order, line, over);
  order.modifiedAt = world.now();
  world.orders.touch(order.number);
  if (over > 0) allocateWaiting(world);
}

/** Takes a line off the order; what was set aside for it is free. */
export function removeLine(world: World, order: SalesOrder, line: OrderLine): void {
  freeLine(world, order, line, line.allocated);
  order.lines = order.lines.filter((one) => one !== line);
  order.modifiedAt = world.now();
  world.orders.touch(order.number);
  allocateWaiting(world);
}

/** By item, and by Line where one was sent and lines are told apart by it. */
function removeMatching(world: World, order: SalesOrder, item: string, cells: Cells): RowResult {
  const byLine = 'Line' in cells && world.toggles.lineKey !== 'item';
  const lines = order.lines.filter(
    (line) => line.item === item && (!byLine || line.line === reference(cells)),
  );
  if (lines.length === 0) return refused(`Sales order '${order.number}' has no line of '${item}'`);
  if (lines.some((line) => line.despatched > 0)) return refused(`'${item}' has been despatched`);
  const before = lines.map((line) => shown(world, order, line));
  for (const line of lines) removeLine(world, order, line);
  return applied(before.length === 1 ? before[0] : before, null);
}
