import type { World } from '../world.ts';
import { leftToDespatch, type OrderLine, openToAllocation, type SalesOrder } from './salesOrder.ts';
import { freeUnits, moveStock } from './stock.ts';

/** Sets stock aside for the order at its site, as far as it goes. Kits are set aside whole. */
export function allocateOrder(world: World, order: SalesOrder): void {
  if (!openToAllocation(order, world.toggles)) return;
  for (const line of order.lines) allocateLine(world, order, line);
}

function allocateLine(world: World, order: SalesOrder, line: OrderLine): void {
  const wanted = leftToDespatch(line) - line.allocated;
  const possible = line.parts.map(({ item, quantity }) =>
    Math.floor(freeUnits(world, item, order.site) / quantity),
  );
  const units = Math.min(wanted, ...possible);
  if (units <= 0) return;
  line.allocated += units;
  world.orders.touch(order.number);
  for (const { item, quantity } of line.parts) {
    moveStock(world, item, order.site, { allocated: units * quantity }, `allocated to ${order.number}`);
  }
}

/** Takes units back from a line, those not picked first; picked ones go back on the shelf. */
export function freeLine(world: World, order: SalesOrder, line: OrderLine, units: number): void {
  if (units <= 0) return;
  line.allocated -= units;
  line.picked = Math.min(line.picked, line.allocated);
  for (const { item, quantity } of line.parts) {
    moveStock(world, item, order.site, { allocated: -units * quantity }, `taken back from ${order.number}`);
  }
  world.orders.touch(order.number);
}

export function freeOrder(world: World, order: SalesOrder): void {
  for (const line of order.lines) freeLine(world, order, line, line.allocated);
}

const priority = (order: SalesOrder) => Number(order.cells.RequestedDeliveryDate ?? 0);

/** Waiting orders, the most urgent first: requested delivery date, then age (peoplevox-api.md 3.3). */
const byPriority = (orders: SalesOrder[]): SalesOrder[] =>
  [...orders].sort((a, b) => priority(a) - priority(b) || a.id - b.id);

/** Runs the engine over every order. */
export function allocateAll(world: World): void {
  for (const order of byPriority(world.orders.all())) allocateOrder(world, order);
}

/** The same after stock came or was freed, unless the engine runs only when told. */
export function allocateWaiting(world: World): void {
  if (world.toggles.allocation === 'on save') allocateAll(world);
}

/** Takes allocations of an item back, the least urgent first. False, and nothing done, where picked goods are in the way. */
export function takeBackOverAllocated(world: World, item: string, site: string, over: number): boolean {
  const holding = byPriority(world.orders.all())
    .reverse()
    .filter((order) => order.site === site)
    .flatMap((order) => order.lines.map((line) => ({ order, line, each: unitsOf(line, item) })))
    .map((one) => ({ ...one, free: one.each > 0 ? one.line.allocated - one.line.picked : 0 }));
  if (holding.reduce((sum, { each, free }) => sum + each * free, 0) < over) return false;
  let missing = over;
  for (const { order, line, each, free } of holding) {
    if (free <= 0 || missing <= 0) continue;
    const units = Math.min(free, Math.ceil(missing / each));
    freeLine(world, order, line, units);
    missing -= units * each;
  }
  return true;
}

const unitsOf = (line: OrderLine, item: string) =>
  line.parts.find((part) => part.item === item)?.quantity ?? 0;
