// What staff read when a change of a sent order could not be carried over: what to stop, and both versions. No names and no addresses.

import type { Attention } from '../../domain/attention.ts';
import { differenceInWords } from '../../domain/lineDifference.ts';
import type { FoundLine, WantedLine } from '../../domain/salesOrder.ts';
import { type DeliveryCell, type FoundSalesOrder, isOpen, pickingBegun } from '../../domain/salesOrder.ts';

/** How far Peoplevox is, and what that asks of people. `leaves`: what is to be done before the parcel leaves. */
export function whereItStands(found: FoundSalesOrder, parcels: boolean, leaves: string): string {
  const { number, statusWord } = found;
  if (!isOpen(found)) return `${number} is ${statusWord} in Peoplevox: it has left the warehouse.`;
  if (parcels) return `A part of ${number} has left the warehouse; ${leaves} the rest at the packing bench.`;
  if (pickingBegun(found))
    return `Picking of ${number} has begun (${statusWord}): ${leaves} the parcel at the packing bench.`;
  return `${number} is ${statusWord || 'open'} in Peoplevox.`;
}

export const cancelledAfterSent = (place: string, why = ''): Attention => ({
  code: 'cancelled_after_sent',
  reason: `The shop does not want it any more. ${place}${why && ` ${why}`}`,
});

export const changedAfterSent = (difference: string, place: string, why = ''): Attention => ({
  code: 'changed_after_sent',
  reason: `${difference}. ${place}${why && ` ${why}`}`,
});

/** Both versions of the lines; of the delivery only what differs, never what it is. */
export function differences(found: FoundLine[], wanted: WantedLine[] | null, cells: DeliveryCell[]): string {
  const lines = wanted ? differenceInWords(found, wanted) || doubled(found, wanted) : '';
  const what = [...new Set(cells.map(({ column }) => deliveryWords(column)))];
  const delivery = what.length > 0 ? `the shop has another ${what.join(' and ')} than Peoplevox` : '';
  const all = [lines, delivery].filter((words) => words !== '').join('; ');
  return all.charAt(0).toUpperCase() + all.slice(1);
}

const doubled = (found: FoundLine[], wanted: WantedLine[]) =>
  found.length > wanted.length ? 'a line stands in Peoplevox twice' : '';

function deliveryWords(column: string): string {
  if (column === 'ContactName') return 'recipient';
  if (column === 'ServiceType') return 'service type';
  return column.startsWith('ShippingAddress') ? 'delivery address' : 'phone number';
}
