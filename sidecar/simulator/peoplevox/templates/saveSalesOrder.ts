import type { Cells } from '../columns.ts';
import type { Cause } from '../journal.ts';
import { allocateOrder, allocateWaiting, freeOrder } from '../orders/allocate.ts';
import { hasBegun, isAllocated, isClosed, type SalesOrder } from '../orders/salesOrder.ts';
import { writeBackTracking } from '../orders/tracking.ts';
import { orderCells, shownCells } from '../orders/views.ts';
import { primarySite, type World } from '../world.ts';
import { salesOrderColumns } from './columnsOfOrders.ts';
import { applied, ignored, type RowResult, type RowSave, refused } from './rowSave.ts';

// What carriers' tools and a hold may still change while people pick.
const harmless: ReadonlySet<string> = new Set([
  'SalesOrderNumber',
  'OnHold',
  'StopShip',
  'Status',
  'DespatchTrackingNumber',
]);

/** Inserts, updates, cancels or deletes a sales order (peoplevox-api.md 5.2). */
export function saveSalesOrder(save: RowSave): RowResult {
  const { world, cells, action } = save;
  const number = String(cells.SalesOrderNumber);
  const existing = world.orders.get(number);
  if (action === 2)
    return existing ? deleteOrder(world, existing) : refused(`Sales order '${number}' not found`);

  const unknown = unknownReference(world, cells);
  if (unknown) return refused(unknown);
  if (existing && wantsCancel(cells)) return cancelByApi(save, existing);
  if (existing && hasBegun(existing) && !Object.keys(cells).every((name) => harmless.has(name))) {
    if (world.toggles.editAfterPicking === 'refused')
      return refused(`Sales order '${number}' is being picked`);
    if (world.toggles.editAfterPicking === 'ignored') return ignored;
  }

  const before = existing ? shownCells(world, salesOrderColumns, orderCells(existing)) : null;
  const order = existing ?? createOrder(world, number);
  writeColumns(world, order, cells, save.cause);
  if (!existing && wantsCancel(cells)) cancelOrder(world, order);
  const mayAllocate = action === 0 || world.toggles.action1 === 'ignored';
  if (mayAllocate) order.mayAllocate = true;
  if (mayAllocate) allocateOnSave(world, order);
  world.orders.touch(number);
  return applied(before, shownCells(world, salesOrderColumns, orderCells(order)));
}

const wantsCancel = (cells: Cells) => String(cells.Status ?? '').toLowerCase() === 'cancelled';

/** Runs the engine for an order that was saved, as far as the toggles let it. */
export function allocateOnSave(world: World, order: SalesOrder): void {
  const settled =
    world.toggles.updateAllocates === 'only while new' && (isAllocated(order) || hasBegun(order));
  if (world.toggles.allocation === 'on save' && !settled) allocateOrder(world, order);
}

export function createOrder(world: World, number: string): SalesOrder {
  world.journal.created(number);
  return world.orders.put(number, {
    id: world.nextId(),
    number,
    site: primarySite,
    cancelled: false,
    closedShort: false,
    mayAllocate: false,
    modifiedAt: world.now(),
    lines: [],
    cells: { CreatedDate: world.now(), OnHold: false, StopShip: false, IsPartialShipment: false },
  });
}

/** Writes columns into an order: what is empty is written too. Notes holds, moves stock where the site changes. */
export function writeColumns(world: World, order: SalesOrder, cells: Cells, cause: Cause): void {
  for (const column of ['OnHold', 'StopShip'] as const) {
    const on = cells[column] === true;
    if (!(column in cells) || on === (order.cells[column] === true)) continue;
    world.journal.hold({ order: order.number, column, on, by: cause.by });
  }
  const { Status: _readOnly, Site, ...written } = cells;
  Object.assign(order.cells, written);
  if (Site !== undefined) {
    const site = Site === '' || Site === null ? primarySite : String(Site);
    if (site !== order.site) freeOrder(world, order);
    order.site = site;
  }
  const tracking = cells.DespatchTrackingNumber;
  if (typeof tracking === 'string' && tracking !== '') writeBackTracking(world, order, tracking);
  order.modifiedAt = world.now();
  world.orders.touch(order.number);
}

function unknownReference(world: World, cells: Cells): string | undefined {
  const { toggles, records } = world;
  const given = (name: string) => String(cells[name] ?? '').toLowerCase();
  const known = (rows: Cells[], columns: string[], text: string) =>
    rows.some((row) => columns.some((name) => String(row[name] ?? '').toLowerCase() === text));
  const serviceColumns = { name: ['Name'], code: ['Code'], 'name or code': ['Name', 'Code'] };
  if (
    given('ServiceType') !== '' &&
    toggles.unknownServiceType === 'refused' &&
    !known(records['Service types'].all(), serviceColumns[toggles.serviceTypeMatch], given('ServiceType'))
  ) {
    return `Service type '${cells.ServiceType}' not found`;
  }
  if (
    given('PaymentMethod') !== '' &&
    toggles.unknownPaymentMethod === 'refused' &&
    !known(records['Payment methods'].all(), ['Name'], given('PaymentMethod'))
  ) {
    return `Payment method '${cells.PaymentMethod}' not found`;
  }
  if (given('Site') !== '' && !known(records.Sites.all(), ['Reference'], given('Site'))) {
    return `Site '${cells.Site}' not found`;
  }
  return undefined;
}

/** Takes the order off the pickers' list; picked goods go back on the shelf. */
export function cancelOrder(world: World, order: SalesOrder): void {
  freeOrder(world, order);
  order.cancelled = true;
  order.modifiedAt = world.now();
  world.orders.touch(order.number);
  allocateWaiting(world);
}

function cancelByApi({ world, cells, cause }: RowSave, order: SalesOrder): RowResult {
  const begun = hasBegun(order) || order.closedShort;
  const done = begun && isClosed(order) && !order.cancelled;
  const rule = done
    ? world.toggles.cancelAfterDespatch
    : begun
      ? world.toggles.cancelAfterPicking
      : 'allowed';
  if (rule === 'refused') return refused(`Sales order '${order.number}' cannot be cancelled`);
  if (rule === 'ignored') return ignored;
  const before = shownCells(world, salesOrderColumns, orderCells(order));
  writeColumns(world, order, cells, cause);
  if (!order.cancelled) cancelOrder(world, order);
  return applied(before, shownCells(world, salesOrderColumns, orderCells(order)));
}

function deleteOrder(world: World, order: SalesOrder): RowResult {
  if (hasBegun(order) && world.toggles.cancelAfterPicking === 'refused') {
    return refused(`Sales order '${order.number}' is being picked`);
  }
  if (hasBegun(order) && world.toggles.cancelAfterPicking === 'ignored') return ignored;
  const before = shownCells(world, salesOrderColumns, orderCells(order));
  removeOrder(world, order);
  return applied(before, null);
}

export function removeOrder(world: World, order: SalesOrder): void {
  freeOrder(world, order);
  world.orders.delete(order.number);
  world.journal.deleted(order.number);
  allocateWaiting(world);
}
