// What staff read when a change of a sent order could not be carried over: what to stop, and both versions. No names and no addresses.

import type { Attention } from '../../domain/attention.ts';
import { differenceInWords } from '../../domain/lineDifference.ts';
import type { FoundLine, WantedLine } from '../../domain/salesOrder.ts';
import { type DeliveryCell, type FoundSalesOrder, isOpen, pickingBegun } from '../../domain/salesOrder.ts';
import type { Part } from '../revision.ts';

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

/** Both versions of the lines; of the rest only what differs, never what it is. */
export function differences(
  found: FoundLine[],
  wanted: WantedLine[] | null,
  { cells, details }: { cells: DeliveryCell[]; details: WantedLine[] },
): string {
  const lines = wanted ? differenceInWords(found, wanted) || doubled(found, wanted) : '';
  const skus = details.map(({ sku }) => sku).join(', ');
  const detail = skus && `${skus}: the shop has other details of the line than Peoplevox`;
  const what = [...new Set(cells.map(({ group }) => partWords(group)))];
  const delivery = what.length > 0 ? `the shop has another ${what.join(' and ')} than Peoplevox` : '';
  return sentence([lines, detail, delivery].filter((words) => words !== '').join('; '));
}

/** It stands in Peoplevox now, and may have come too late for the picker. */
export const writtenLate = (parts: Part[]) =>
  sentence(
    `the new ${[...new Set(parts.map(partWords))].join(' and ')} was written in the moment in which picking began`,
  );

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

const doubled = (found: FoundLine[], wanted: WantedLine[]) =>
  found.length > wanted.length ? 'a line stands in Peoplevox twice' : '';

function partWords(part: Part): string {
  switch (part) {
    case 'lines':
      return 'version of the lines';
    case 'lineDetails':
      return 'text of a line';
    case 'contact':
      return 'recipient';
    case 'address':
      return 'delivery address';
    case 'phone':
      return 'phone number';
    case 'service':
      return 'service type';
    case 'email':
      return 'e-mail address';
    case 'invoice':
      return 'invoice address';
    case 'totals':
      return 'total';
    case 'date':
      return 'delivery date';
    case 'site':
      return 'site';
    default:
      return part.replace('attribute', 'attribute ');
  }
}
