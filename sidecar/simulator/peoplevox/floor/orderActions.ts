import { type Floor, type FloorGiven, FloorRefusal } from '../floorActions.ts';
import { person } from '../journal.ts';
import { allocateAll, allocateOrder, freeOrder } from '../orders/allocate.ts';
import { hasBegun, type OrderLine, type SalesOrder } from '../orders/salesOrder.ts';
import { addLine, removeLine, writeLine } from '../templates/saveOrderLine.ts';
import {
  allocateOnSave,
  cancelOrder,
  createOrder,
  removeOrder,
  writeColumns,
} from '../templates/saveSalesOrder.ts';
import type { Tenant } from '../tenant.ts';
import type { World } from '../world.ts';
import { byPerson, givenColumns, knownItem, knownSite, theOrder } from './shared.ts';

type OrderActions = Pick<
  Floor,
  | 'allocate'
  | 'hold'
  | 'cancel'
  | 'reopen'
  | 'split'
  | 'merge'
  | 'delete'
  | 'closeShort'
  | 'edit'
  | 'otherOrder'
>;

/** What people do to sales orders, short of picking and despatching. */
export function orderActions(tenant: Tenant): OrderActions {
  const { world } = tenant;
  return {
    allocate({ order: number }) {
      if (number === undefined) {
        allocateAll(world);
        tenant.settle();
        return;
      }
      const order = theOrder(world, number);
      byPerson(tenant, number, () => {
        order.mayAllocate = true;
        world.orders.touch(number);
        allocateOrder(world, order);
      });
    },

    hold({ order: number, on }) {
      const order = theOrder(world, number);
      byPerson(tenant, number, () => {
        const cells = on ? { OnHold: true } : { OnHold: false, StopShip: false };
        writeColumns(world, order, cells, person);
        if (!on) allocateOnSave(world, order);
      });
    },

    cancel({ order: number }) {
      const order = theOrder(world, number);
      if (
        order.lines.some((line) => line.despatched > 0) &&
        order.lines.every((line) => line.despatched >= line.ordered)
      ) {
        throw new FloorRefusal(`${number} is despatched`);
      }
      byPerson(tenant, number, () => cancelOrder(world, order));
    },

    reopen({ order: number }) {
      const order = theOrder(world, number);
      if (!order.cancelled && !order.closedShort) throw new FloorRefusal(`${number} is not closed`);
      byPerson(tenant, number, () => {
        order.cancelled = false;
        order.closedShort = false;
        order.modifiedAt = world.now();
        world.orders.touch(number);
        allocateOnSave(world, order);
      });
    },

    split({ order: number, into, lines, keepsMarks = false }) {
      const order = theOrder(world, number);
      if (hasBegun(order)) throw new FloorRefusal(`${number} is being picked`);
      if (world.orders.has(into)) throw new FloorRefusal(`There is a sales order '${into}' already`);
      const units = lines.map((wanted) => ({ wanted, line: lineWith(order, wanted) }));
      byPerson(tenant, number, () => {
        const other = twin(world, order, into, keepsMarks);
        for (const { wanted, line } of units) moveUnits(world, order, other, line, wanted.quantity);
        allocateOnSave(world, order);
        allocateOnSave(world, other);
      });
    },

    merge({ order: number, into, leaves = 'cancelled' }) {
      const order = theOrder(world, number);
      if (hasBegun(order)) throw new FloorRefusal(`${number} is being picked`);
      byPerson(tenant, number, () => {
        const other = world.orders.get(into) ?? twin(world, order, into, false);
        for (const line of [...order.lines]) moveUnits(world, order, other, line, line.ordered);
        if (leaves === 'cancelled') cancelOrder(world, order);
        else if (leaves === 'deleted') removeOrder(world, order);
        allocateOnSave(world, other);
      });
    },

    delete({ order: number }) {
      const order = theOrder(world, number);
      if (hasBegun(order)) throw new FloorRefusal(`${number} is being picked`);
      byPerson(tenant, number, () => removeOrder(world, order));
    },

    closeShort({ order: number }) {
      const order = theOrder(world, number);
      byPerson(tenant, number, () => {
        freeOrder(world, order);
        order.closedShort = true;
        order.modifiedAt = world.now();
        world.orders.touch(number);
      });
    },

    edit({ order: number, columns = {}, lines = [] }) {
      const order = theOrder(world, number);
      const cells = givenColumns(world, columns);
      for (const wanted of lines) checkEdit(world, order, wanted);
      const act = () => {
        writeColumns(world, order, cells, person);
        for (const wanted of lines) editLine(world, order, wanted);
        allocateOnSave(world, order);
      };
      byPerson(tenant, number, act, columns);
    },

    otherOrder({ order: number, channel = 'Other channel', site, columns = {}, lines }) {
      if (world.orders.has(number)) throw new FloorRefusal(`There is a sales order '${number}' already`);
      const cells = { ...givenColumns(world, columns), ChannelName: channel, Site: knownSite(world, site) };
      for (const { item } of lines) knownItem(world, item);
      byPerson(tenant, number, () => {
        const order = createOrder(world, number);
        writeColumns(world, order, cells, person);
        for (const { item, line, quantity } of lines) {
          const cellsOfLine = { Line: line ?? '', QuantityOrdered: quantity };
          writeLine(world, order, addLine(world, order, item), cellsOfLine);
        }
        order.mayAllocate = true;
        allocateOnSave(world, order);
      });
    },
  };
}

/** A new sales order with the header of another. */
function twin(world: World, order: SalesOrder, number: string, keepsMarks: boolean): SalesOrder {
  const cells = Object.entries(order.cells).filter(([name]) => keepsMarks || !name.startsWith('Attribute'));
  const other = createOrder(world, number);
  writeColumns(
    world,
    other,
    { ...Object.fromEntries(cells), SalesOrderNumber: number, Site: order.site },
    person,
  );
  other.mayAllocate = true;
  return other;
}

function lineWith(order: SalesOrder, wanted: WantedLine): OrderLine {
  const line = lineOf(order, wanted);
  if (!line || line.ordered < wanted.quantity)
    throw new FloorRefusal(`${order.number} has not ${wanted.quantity} of ${wanted.item}`);
  return line;
}

function moveUnits(world: World, from: SalesOrder, to: SalesOrder, line: OrderLine, units: number): void {
  const { item, line: reference, ordered } = line;
  const there = to.lines.find((one) => one.item === item && one.line === reference);
  const has = there?.ordered ?? 0;
  if (units === ordered) removeLine(world, from, line);
  else writeLine(world, from, line, { QuantityOrdered: ordered - units });
  const added = there ?? addLine(world, to, item);
  writeLine(world, to, added, { Line: reference, QuantityOrdered: has + units });
}

type WantedLine = NonNullable<FloorGiven<'edit'>['lines']>[number];

const lineOf = (order: SalesOrder, { item, line }: WantedLine): OrderLine | undefined =>
  order.lines.find((one) => one.item === item && (line === undefined || one.line === line));

function checkEdit(world: World, order: SalesOrder, wanted: WantedLine): void {
  const despatched = lineOf(order, wanted)?.despatched ?? 0;
  if (wanted.quantity < despatched) {
    throw new FloorRefusal(`${order.number}: ${despatched} of ${wanted.item} are despatched`);
  }
  knownItem(world, wanted.item);
}

function editLine(world: World, order: SalesOrder, wanted: WantedLine): void {
  const known = lineOf(order, wanted);
  if (wanted.quantity === 0) {
    if (known) removeLine(world, order, known);
    return;
  }
  const line = known ?? addLine(world, order, wanted.item);
  writeLine(world, order, line, {
    QuantityOrdered: wanted.quantity,
    ...(known ? {} : { Line: wanted.line ?? '' }),
  });
}
