import { isHeld, isPickable, type SalesOrder } from './orders/salesOrder.ts';
import { statusOf } from './orders/status.ts';
import { stockRow } from './orders/stock.ts';
import type { Replica } from './reports/replica.ts';
import type { WarehouseEvent } from './subscription.ts';
import { type StockChange, systemSite, type World } from './world.ts';

export interface Settling {
  world: World;
  replica: Replica;
  tell(event: WarehouseEvent): void;
}

/** What follows from a change, done after each row and each floor action: the books, the reporting copy, the events. */
export function createSettle({ world, replica, tell }: Settling): { settle(): void; reset(): void } {
  const lastStatus = new Map<string, string>();
  const lastAvailable = new Map<string, number>();

  function settleOrders(numbers: string[]): void {
    for (const number of numbers) {
      const order = world.orders.get(number);
      world.journal.moment(number, order ? momentOf(world, order) : gone);
      const status = order && statusOf(order);
      if (!order || !status) {
        lastStatus.delete(number);
      } else if (lastStatus.get(number) !== status) {
        // A new order has no change of status to tell of.
        if (lastStatus.has(number)) tell(statusChanged(world, order, status));
        lastStatus.set(number, status);
      }
    }
  }

  function settleStock(keys: string[]): void {
    for (const key of keys) {
      const row = world.stock.get(key);
      if (!row) {
        lastAvailable.delete(key);
        continue;
      }
      const available = row.onHand - row.allocated;
      const changed = lastAvailable.get(key) !== available;
      lastAvailable.set(key, available);
      if (changed && row.site !== systemSite) tell(availabilityChanged(world, row.item, row.site, available));
    }
  }

  function tellOfStockChange(key: string): void {
    const change = world.stockChanges.get(key);
    if (change && change.quantity !== 0) tell(stockChanged(world, change));
  }

  return {
    settle() {
      const orders = world.orders.takeTouched();
      const stock = world.stock.takeTouched();
      settleOrders(orders);
      settleStock(stock);
      const stockChanges = world.stockChanges.takeTouched();
      for (const key of stockChanges) tellOfStockChange(key);
      replica.note({ orders, stock, stockChanges });
    },
    reset() {
      lastStatus.clear();
      lastAvailable.clear();
    },
  };
}

const gone = { pickable: false, held: false, status: 'gone', lines: [] };

const momentOf = (world: World, order: SalesOrder) => ({
  pickable: isPickable(order, world.toggles),
  held: isHeld(order),
  status: statusOf(order),
  lines: order.lines.map(({ item, line, ordered }) => ({ item, line, quantity: ordered })),
});

const statusChanged = (world: World, order: SalesOrder, status: string): WarehouseEvent => ({
  type: 'SalesOrderStatusChanges',
  site: order.site,
  values: {
    SalesOrderNumber: [order.number],
    'SalesOrderStatu.Name': [status],
    LastModificationTime: [new Date(world.now())],
    'Site.Reference': [order.site],
  },
});

function availabilityChanged(world: World, item: string, site: string, here: number): WarehouseEvent {
  const total = world.records.Sites.all()
    .map((one) => String(one.Reference))
    .filter((reference) => reference !== systemSite)
    .map((reference) => stockRow(world, item, reference))
    .reduce((sum, row) => sum + (row ? row.onHand - row.allocated : 0), 0);
  return {
    type: 'AvailabilityChanges',
    site,
    values: { ItemCode: [item], Available: [total], 'Site.Reference': [site] },
    valuesOfSite: { Available: [here] },
  };
}

const stockChanged = (world: World, change: StockChange): WarehouseEvent => ({
  type: 'IncrementalChanges',
  site: change.site,
  values: {
    QuantityChanged: [change.quantity],
    UpdatedBy: [change.user],
    UpdateTimestamp: [new Date(change.at)],
    Reason: [change.reason],
    'ItemType.Name': [String(world.records['Item types'].get(change.item)?.Name ?? '')],
    'ItemType.ItemCode': [change.item],
  },
});
