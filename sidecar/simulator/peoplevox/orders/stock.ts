import type { StockRow, World } from '../world.ts';

const stockKey = (item: string, site: string) => `${item}\n${site}`;

export const stockRow = (world: World, item: string, site: string): StockRow | undefined =>
  world.stock.get(stockKey(item, site));

/** Units that nobody has yet. */
export function freeUnits(world: World, item: string, site: string): number {
  const row = stockRow(world, item, site);
  return row ? Math.max(0, row.onHand - row.allocated) : 0;
}

export interface StockMove {
  onHand?: number;
  allocated?: number;
}

/** Changes a stock row by so many units (it is made where it is missing) and notes it. */
export function moveStock(
  world: World,
  item: string,
  site: string,
  by: StockMove,
  reason: string,
  user = 'system',
): void {
  const key = stockKey(item, site);
  const row = world.stock.get(key) ?? world.stock.put(key, { item, site, onHand: 0, allocated: 0 });
  const before = { ...row };
  row.onHand += by.onHand ?? 0;
  row.allocated += by.allocated ?? 0;
  world.stock.touch(key);
  world.journal.stockChange({
    item,
    site,
    onHandBefore: before.onHand,
    onHand: row.onHand,
    allocatedBefore: before.allocated,
    allocated: row.allocated,
    reason,
  });
  world.stockChanges.put(String(world.nextId()), {
    item,
    site,
    at: world.now(),
    quantity: by.onHand ?? 0,
    onHand: row.onHand,
    allocated: row.allocated,
    reason,
    user,
  });
}

/** Renames the stock of an item whose code changes. */
export function renameStock(world: World, from: string, to: string): void {
  for (const row of world.stock.all().filter((one) => one.item === from)) {
    world.stock.delete(stockKey(row.item, row.site));
    world.stock.put(stockKey(to, row.site), { ...row, item: to });
  }
}
