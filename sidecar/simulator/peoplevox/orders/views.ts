import { type Cells, type Column, exportedCell } from '../columns.ts';
import { templateDates } from '../dates.ts';
import type { OrderView } from '../peoplevox.ts';
import { salesOrderColumns, salesOrderItemColumns } from '../templates/columnsOfOrders.ts';
import type { World } from '../world.ts';
import { isHeld, type OrderLine, type SalesOrder } from './salesOrder.ts';
import { statusOf } from './status.ts';

/** All columns of a sales order, Status included. */
export const orderCells = (order: SalesOrder): Cells => ({
  ...order.cells,
  SalesOrderNumber: order.number,
  Site: order.site,
  Status: statusOf(order),
});

/** All columns of an order line. */
export const lineCells = (order: SalesOrder, line: OrderLine): Cells => ({
  ...line.cells,
  SalesOrderNumber: order.number,
  ItemCode: line.item,
  Line: line.line,
  QuantityOrdered: line.ordered,
});

/** As GetData would show them. */
export const shownCells = (world: World, columns: Column[], cells: Cells): Record<string, string> =>
  Object.fromEntries(
    columns.map(({ name, type }) => [
      name,
      exportedCell(type, cells[name], templateDates(world.toggles.timeZone)),
    ]),
  );

export const orderView = (world: World, order: SalesOrder): OrderView => ({
  number: order.number,
  status: statusOf(order),
  site: order.site,
  held: isHeld(order),
  cancelled: order.cancelled,
  mayAllocate: order.mayAllocate,
  lines: order.lines.map((line) => ({
    item: line.item,
    line: line.line,
    ordered: line.ordered,
    allocated: line.allocated,
    picked: line.picked,
    despatched: line.despatched,
    columns: shownCells(world, salesOrderItemColumns, lineCells(order, line)),
  })),
  columns: shownCells(world, salesOrderColumns, orderCells(order)),
});
