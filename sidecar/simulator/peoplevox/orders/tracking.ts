import type { WarehouseEvent } from '../subscription.ts';
import type { Despatch, World } from '../world.ts';
import type { SalesOrder } from './salesOrder.ts';

/** The DespatchTrackingNumber column: a carrier's tool writes it into the last despatch that has none. */
export function writeBackTracking(world: World, order: SalesOrder, tracking: string): void {
  const last = world.despatches
    .all()
    .filter((despatch) => despatch.order === order.number)
    .reverse()
    .find((despatch) => despatch.parcels.some((parcel) => parcel.tracking === ''));
  const parcel = last?.parcels.find((one) => one.tracking === '');
  if (!last || !parcel) return;
  parcel.tracking = tracking;
  parcel.trackingAt = world.now();
  world.despatches.touch(last.number);
}

/** What subscribers hear when a tracking number is there; of package events the placeholders are guesses. */
export function trackingEvents(despatch: Despatch, trackings: string[]): WarehouseEvent[] {
  const values = {
    DespatchNumber: [despatch.number],
    TrackingNumber: trackings,
    'Carrier.Number': [despatch.carrier],
    'ServiceType.Name': [despatch.serviceName],
    'ServiceType.Code': [despatch.serviceCode],
    'Picks.SalesOrder.SalesOrderNumber': [despatch.order],
    'Picks.SalesOrder.Email': [String(despatch.orderCells.Email ?? '')],
  };
  return [
    { type: 'TrackingNumberReceived', site: despatch.site, values },
    { type: 'DespatchPackageTrackingNumberReceived', site: despatch.site, values },
  ];
}
