// Orders that go to Peoplevox but stay on hold there until a person has looked. The hold is the warehouse's to lift: we write it once, with
// the header, and never again (design.md section 5, step 6).

import { decimalsOf, decimalText } from './money.ts';
import type { ShopOrder } from './order.ts';
import type { Settings } from './settings.ts';

/** Why, in words; null where it goes to the pickers at once. */
export function holdReason(order: ShopOrder, { orders }: Settings): string | null {
  const { total, shipTo, customerNote } = order;
  const reasons = [
    orders.holdAbove > 0 && total.minor > orders.holdAbove * 10 ** decimalsOf(total.currency)
      ? `its total of ${total.currency} ${decimalText(total)} is over ${orders.holdAbove}`
      : '',
    orders.holdOutside.length > 0 && !isListed(shipTo.country, orders.holdOutside)
      ? `it goes to ${shipTo.country}`
      : '',
    orders.holdWithNote && customerNote !== '' ? 'the customer left a note' : '',
  ].filter((reason) => reason !== '');
  return reasons.length === 0 ? null : reasons.join(', and ');
}

const isListed = (country: string, list: string[]) =>
  list.some((one) => one.trim().toUpperCase() === country);
