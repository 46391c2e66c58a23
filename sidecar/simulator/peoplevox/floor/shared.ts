import { type Cells, importedCell } from '../columns.ts';
import { FloorRefusal } from '../floorActions.ts';
import { person } from '../journal.ts';
import type { SalesOrder } from '../orders/salesOrder.ts';
import { orderView } from '../orders/views.ts';
import { salesOrderColumns } from '../templates/columnsOfOrders.ts';
import type { Tenant } from '../tenant.ts';
import { primarySite, type World } from '../world.ts';

/** Name under which people of the warehouse appear in reports. */
export const floorUser = 'floor';

/** Throws a FloorRefusal where there is none. */
export function theOrder(world: World, number: string): SalesOrder {
  const order = world.orders.get(number);
  if (!order) throw new FloorRefusal(`There is no sales order '${number}'`);
  return order;
}

export function knownItem(world: World, item: string): string {
  if (!world.records['Item types'].has(item)) throw new FloorRefusal(`There is no item '${item}'`);
  return item;
}

export function knownSite(world: World, site = primarySite): string {
  if (!world.records.Sites.has(site)) throw new FloorRefusal(`There is no site '${site}'`);
  return site;
}

/** Columns of a sales order, given as CSV text by default name. */
export function givenColumns(world: World, texts: Record<string, string>): Cells {
  const cells: Cells = {};
  for (const [name, text] of Object.entries(texts)) {
    const column = salesOrderColumns.find((one) => one.name === name);
    if (!column) throw new FloorRefusal(`Sales orders has no column '${name}'`);
    const read = importedCell(column, text, world.toggles.timeZone);
    if ('reason' in read) throw new FloorRefusal(read.reason);
    cells[name] = read.cell;
  }
  return cells;
}

/** Notes in the books what a person did to an order, then draws the consequences. */
export function byPerson(
  tenant: Tenant,
  number: string,
  act: () => void,
  columns: Record<string, string> = {},
) {
  const { world } = tenant;
  const look = () => {
    const order = world.orders.get(number);
    return order ? orderView(world, order) : null;
  };
  const before = look();
  act();
  world.journal.row({
    ...person,
    template: 'Sales orders',
    action: 0,
    key: number,
    outcome: 'applied',
    reason: '',
    columns,
    before,
    after: look(),
  });
  tenant.settle();
}
