import { type Floor, type FloorGiven, FloorRefusal } from '../floorActions.ts';
import { allocateWaiting } from '../orders/allocate.ts';
import { chosenLines, leavesSomeBehind, pick, ship } from '../orders/despatch.ts';
import type { OrderLine, SalesOrder } from '../orders/salesOrder.ts';
import { moveStock } from '../orders/stock.ts';
import { trackingEvents } from '../orders/tracking.ts';
import type { WarehouseEvent } from '../subscription.ts';
import type { Tenant } from '../tenant.ts';
import type { Despatch, World } from '../world.ts';
import { byPerson, floorUser, theOrder } from './shared.ts';

type DespatchActions = Pick<Floor, 'pick' | 'despatch' | 'tracking' | 'addDespatchRow' | 'return'>;

const unpicked = (line: OrderLine) => line.allocated - line.picked;
const allocated = (line: OrderLine) => line.allocated;

/** What people do with parcels, out and back. */
export function despatchActions(tenant: Tenant): DespatchActions {
  const { world } = tenant;
  return {
    pick({ order: number, lines }) {
      const order = theOrder(world, number);
      const chosen = chosenLines(order, lines, unpicked, 'allocated and not picked');
      byPerson(tenant, number, () => pick(world, order, chosen));
    },

    despatch(given) {
      const order = theOrder(world, given.order);
      const parcels = chosenParcels(order, given);
      if (
        world.toggles.partialShipment === 'enforced' &&
        order.cells.IsPartialShipment !== true &&
        leavesSomeBehind(order, parcels)
      ) {
        throw new FloorRefusal(`${order.number} may not be shipped in parts`);
      }
      let written: Despatch | undefined;
      byPerson(tenant, order.number, () => {
        pickMissing(world, order, parcels);
        written = ship(world, order, parcels, serviceOf(world, order, given));
      });
      if (!written) throw new Error('A despatch was not written');
      tellOfDespatch(tenant, written);
      return written.number;
    },

    tracking({ despatch: number, tracking, parcel: place = 1 }) {
      const despatch = world.despatches.get(number);
      const parcel = despatch?.parcels[place - 1];
      if (!despatch || !parcel) throw new FloorRefusal(`There is no parcel ${place} of despatch '${number}'`);
      parcel.tracking = tracking;
      parcel.trackingAt = world.now();
      world.despatches.touch(number);
      tenant.settle();
      for (const event of trackingEvents(despatch, [tracking])) tenant.events.tell(event);
    },

    addDespatchRow({ columns }) {
      world.oddDespatchRows.put(String(world.nextId()), columns);
      tenant.settle();
    },

    return: (given) => takeBack(tenant, given),
  };
}

interface ChosenParcel {
  chosen: { line: OrderLine; quantity: number }[];
  tracking: string;
}

function chosenParcels(order: SalesOrder, given: FloorGiven<'despatch'>): ChosenParcel[] {
  const parcels = (given.parcels ?? [{ lines: given.lines, tracking: given.tracking }]).map(
    ({ lines, tracking }) => ({
      chosen: chosenLines(order, lines, allocated, 'allocated'),
      tracking: tracking ?? '',
    }),
  );
  const taken = new Map<OrderLine, number>();
  for (const { line, quantity } of parcels.flatMap(({ chosen }) => chosen)) {
    taken.set(line, (taken.get(line) ?? 0) + quantity);
  }
  for (const [line, units] of taken) {
    if (units > line.allocated) {
      throw new FloorRefusal(
        `${order.number}: of ${line.item} only ${line.allocated} are allocated, not ${units}`,
      );
    }
  }
  return parcels;
}

function pickMissing(world: World, order: SalesOrder, parcels: ChosenParcel[]): void {
  const needed = new Map<OrderLine, number>();
  for (const { line, quantity } of parcels.flatMap(({ chosen }) => chosen)) {
    needed.set(line, (needed.get(line) ?? 0) + quantity);
  }
  pick(
    world,
    order,
    [...needed].map(([line, units]) => ({ line, quantity: Math.max(0, units - line.picked) })),
  );
}

/** As told, else as the order's service type says. */
function serviceOf(world: World, order: SalesOrder, given: FloorGiven<'despatch'>) {
  const asked = (given.serviceType ?? String(order.cells.ServiceType ?? '')).toLowerCase();
  const type = world.records['Service types']
    .all()
    .find((row) => [row.Name, row.Code].some((word) => String(word).toLowerCase() === asked));
  return {
    carrier: given.carrier ?? String(type?.Carrier ?? ''),
    name: String(type?.Name ?? given.serviceType ?? ''),
    code: String(type?.Code ?? ''),
  };
}

function tellOfDespatch(tenant: Tenant, despatch: Despatch): void {
  const trackings = despatch.parcels.map(({ tracking }) => tracking).filter((one) => one !== '');
  const events = trackingEvents(despatch, trackings);
  const values = events[0]?.values ?? {};
  const packages = despatch.parcels.map(
    ({ tracking }): WarehouseEvent => ({
      type: 'DespatchPackageDespatched',
      site: despatch.site,
      values: { ...values, TrackingNumber: [tracking] },
    }),
  );
  for (const event of packages) tenant.events.tell(event);
  if (trackings.length > 0) for (const event of events) tenant.events.tell(event);
}

function takeBack(tenant: Tenant, given: FloorGiven<'return'>): string {
  const { world } = tenant;
  const { order: number, lines, reason = '', reasonCode = '', condition = '', comments = '' } = given;
  const reusable = given.reusable ?? true;
  const order = theOrder(world, number);
  const chosen = chosenLines(order, lines, (line) => line.despatched, 'despatched');
  const code = `RET${100_000 + world.nextId()}`;
  const despatches = world.despatches.all().filter((one) => one.order === number);
  byPerson(tenant, number, () => {
    for (const { line, quantity } of chosen) {
      world.returns.put(`${code} ${line.id}`, {
        code,
        at: world.now(),
        order: number,
        item: line.item,
        quantity,
        site: order.site,
        reason,
        reasonCode,
        condition,
        comments,
        reusable,
        despatchedAt: despatches.at(-1)?.at ?? null,
        salePrice: typeof line.cells.SalePrice === 'number' ? line.cells.SalePrice : null,
        orderCells: { ...order.cells },
      });
      for (const part of reusable ? line.parts : []) {
        moveStock(world, part.item, order.site, { onHand: part.quantity * quantity }, 'returned', floorUser);
      }
    }
    allocateWaiting(world);
  });
  tenant.events.tell({
    type: 'Returns',
    site: order.site,
    values: { ReturnCode: [code], 'SalesOrder.SalesOrderNumber': [number] },
  });
  return code;
}
