import { FloorRefusal } from '../floorActions.ts';
import type { Despatch, Parcel, World } from '../world.ts';
import { leftToDespatch, type OrderLine, openToPicking, type SalesOrder } from './salesOrder.ts';
import { moveStock } from './stock.ts';

export interface WantedUnits {
  item: string;
  line?: string;
  quantity: number;
}

interface Chosen {
  line: OrderLine;
  quantity: number;
}

/**
 * The lines and quantities a person names, or all that `available` of them offers. Throws FloorRefusal where they are not there
 * or there is less.
 */
export function chosenLines(
  order: SalesOrder,
  wanted: WantedUnits[] | undefined,
  available: (line: OrderLine) => number,
  what: string,
): Chosen[] {
  if (!wanted) {
    const all = order.lines
      .map((line) => ({ line, quantity: available(line) }))
      .filter((one) => one.quantity > 0);
    if (all.length === 0) throw new FloorRefusal(`${order.number}: nothing is ${what}`);
    return all;
  }
  return wanted.map(({ item, line: reference, quantity }) => {
    const candidates = order.lines.filter(
      (line) => line.item === item && (reference === undefined || line.line === reference),
    );
    const line = candidates.find((one) => available(one) >= quantity) ?? candidates[0];
    if (!line)
      throw new FloorRefusal(`${order.number} has no line of ${item}${reference ? ` / ${reference}` : ''}`);
    if (available(line) < quantity) {
      throw new FloorRefusal(
        `${order.number}: of ${item} only ${available(line)} are ${what}, not ${quantity}`,
      );
    }
    return { line, quantity };
  });
}

/** Throws FloorRefusal where pickers may not have it. */
export function pick(world: World, order: SalesOrder, chosen: Chosen[]): void {
  if (!openToPicking(order, world.toggles)) {
    throw new FloorRefusal(`${order.number} cannot be picked: it is held, cancelled or done`);
  }
  for (const { line, quantity } of chosen) line.picked += quantity;
  order.modifiedAt = world.now();
  world.orders.touch(order.number);
}

/** Takes picked units off the shelf and writes the despatch. */
export function ship(
  world: World,
  order: SalesOrder,
  parcels: { chosen: Chosen[]; tracking: string }[],
  service: { carrier: string; name: string; code: string },
): Despatch {
  const now = world.now();
  const written: Parcel[] = parcels.map(({ chosen, tracking }) => ({
    tracking,
    trackingAt: tracking === '' ? null : now,
    lines: chosen.map(({ line, quantity }) => {
      takeOffShelf(world, order, line, quantity);
      return {
        item: line.item,
        line: line.line,
        quantity,
        ordered: line.ordered,
        parts: line.parts.map((part) => ({ item: part.item, quantity: part.quantity * quantity })),
      };
    }),
  }));
  order.modifiedAt = now;
  world.orders.touch(order.number);
  const number = `${world.toggles.despatchNumbers === 'DES' ? 'DES' : ''}${100_000 + world.nextId()}`;
  return world.despatches.put(number, {
    number,
    order: order.number,
    at: now,
    site: order.site,
    carrier: service.carrier,
    serviceName: service.name,
    serviceCode: service.code,
    parcels: written,
    orderCells: { ...order.cells },
  });
}

function takeOffShelf(world: World, order: SalesOrder, line: OrderLine, quantity: number): void {
  line.picked -= quantity;
  line.allocated -= quantity;
  line.despatched += quantity;
  for (const part of line.parts) {
    const units = -part.quantity * quantity;
    moveStock(
      world,
      part.item,
      order.site,
      { onHand: units, allocated: units },
      `despatched for ${order.number}`,
    );
  }
}

/** Whether this leaves a part of the order behind. */
export function leavesSomeBehind(order: SalesOrder, parcels: { chosen: Chosen[] }[]): boolean {
  const leaving = new Map<OrderLine, number>();
  for (const { line, quantity } of parcels.flatMap((parcel) => parcel.chosen)) {
    leaving.set(line, (leaving.get(line) ?? 0) + quantity);
  }
  return order.lines.some((line) => leftToDespatch(line) > (leaving.get(line) ?? 0));
}
