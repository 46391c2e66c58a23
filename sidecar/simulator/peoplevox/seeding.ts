import type { Cells } from './columns.ts';
import { importedCell } from './columns.ts';
import { FloorRefusal } from './floorActions.ts';
import { allocateWaiting } from './orders/allocate.ts';
import { moveStock, stockRow } from './orders/stock.ts';
import type { Seed } from './seed.ts';
import { recordColumns } from './templates/columnsOfRecords.ts';
import { recordKey } from './templates/saveRecord.ts';
import type { Tenant } from './tenant.ts';
import { primarySite, type RecordTemplate, type World } from './world.ts';

type SeedItem = NonNullable<Seed['items']>[number];

/** Puts records and stock into the warehouse. Throws a FloorRefusal for a column or a site that does not exist. */
export function plant(tenant: Tenant, seed: Seed): void {
  const { world } = tenant;
  for (const { reference, name } of seed.sites ?? []) {
    putRecord(world, 'Sites', { Reference: reference, Name: name ?? reference });
  }
  for (const { carrier, name, code } of seed.serviceTypes ?? []) {
    putRecord(world, 'Carriers', { Name: carrier, Reference: carrier });
    putRecord(world, 'Service types', { Carrier: carrier, Name: name, Code: code });
  }
  for (const name of seed.paymentMethods ?? []) putRecord(world, 'Payment methods', { Name: name });
  for (const item of seed.items ?? []) plantItem(world, item);
  allocateWaiting(world);
  tenant.settle();
}

function putRecord(world: World, template: RecordTemplate, cells: Cells): void {
  const key = recordKey(template, cells);
  world.records[template].put(key, { ...world.records[template].get(key), ...cells });
}

function plantItem(world: World, { code, name, barcode, stock, kit, columns }: SeedItem): void {
  const known = world.records['Item types'].get(code);
  putRecord(world, 'Item types', {
    ItemCode: code,
    Name: name ?? known?.Name ?? code,
    Barcode: barcode ?? known?.Barcode ?? code,
    ...itemCells(world, columns ?? {}),
  });
  for (const { item, quantity } of kit ?? []) {
    const row = { ParentItemCode: code, ChildItemCode: item, Quantity: quantity };
    putRecord(world, 'Item type kittings', row);
  }
  const perSite = typeof stock === 'number' ? { [primarySite]: stock } : (stock ?? {});
  for (const [site, units] of Object.entries(perSite)) {
    if (!world.records.Sites.has(site)) throw new FloorRefusal(`There is no site '${site}': seed it first`);
    const before = stockRow(world, code, site);
    if (before?.onHand === units) continue;
    moveStock(world, code, site, { onHand: units - (before?.onHand ?? 0) }, 'seeded');
  }
}

function itemCells(world: World, texts: Record<string, string>): Cells {
  const cells: Cells = {};
  for (const [name, text] of Object.entries(texts)) {
    const column = recordColumns['Item types'].find((one) => one.name === name);
    if (!column) throw new FloorRefusal(`Item types has no column '${name}'`);
    const read = importedCell(column, text, world.toggles.timeZone);
    if ('reason' in read) throw new FloorRefusal(read.reason);
    cells[name] = read.cell;
  }
  return cells;
}
