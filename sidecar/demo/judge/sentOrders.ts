// Did every order reach the warehouse once, whole, and no other? (design.md section 10, rows 1 and 2)

import type { LineView } from '../../simulator/peoplevox/peoplevox.ts';
import { type Check, check } from './check.ts';
import type { Evidence, SalesOrder } from './evidence.ts';
import { mayGo, type Wanted } from './wanted.ts';

export function judgeSentOrders(wanted: Wanted[], evidence: Evidence): Check[] {
  const going = wanted.filter(mayGo);
  const staying = wanted.filter((one) => !mayGo(one));
  const { salesOrders } = evidence;
  return [
    check(
      `Each of the ${going.length} orders to be picked became exactly one sales order`,
      going.flatMap((one) => onceOnly(one, salesOrders.get(one.number))),
    ),
    check(
      'Every sales order has exactly the units ordered, of exactly the SKUs ordered',
      going.flatMap((one) => rightUnits(one, salesOrders.get(one.number))),
    ),
    check(
      'Every sales order goes to the customer’s own name and postcode',
      going.flatMap((one) => rightPlace(one, salesOrders.get(one.number))),
    ),
    check(
      'Every sales order was let go: no hold of ours is left on it',
      going.flatMap((one) => letGo(one, salesOrders.get(one.number))),
    ),
    check(
      'No picker could ever have got an order while it was incomplete',
      [...salesOrders].flatMap(([number, { pickableOtherwise }]) => {
        const [first] = pickableOtherwise;
        return first ? [`${number}: could be picked with ${unitsInWords(first.lines)} in it`] : [];
      }),
    ),
    check(
      `Nothing of the ${staying.length} orders that must not go went (before go-live, cancelled, nothing to ship)`,
      staying.flatMap((one) => (salesOrders.has(one.number) ? [`${one.number} was created`] : [])),
    ),
    check(
      'Peoplevox has no sales order that nobody ordered',
      [...salesOrders.keys()]
        .filter((number) => !wanted.some((one) => one.number === number))
        .map((number) => `${number} stands for no order of the shop`),
    ),
    check(
      'No order went before its payment came',
      going.flatMap((one) => tooSoon(one, salesOrders.get(one.number))),
    ),
  ];
}

function onceOnly({ number }: Wanted, there: SalesOrder | undefined): string[] {
  if (!there) return [`${number} was never created`];
  const { timesCreated, timesDeleted } = there.book;
  if (timesCreated !== 1) return [`${number} was created ${timesCreated} times`];
  if (timesDeleted > 0 || there.now === null) return [`${number} is gone again`];
  return there.now.cancelled ? [`${number} is cancelled`] : [];
}

function rightUnits({ number, units }: Wanted, there: SalesOrder | undefined): string[] {
  if (!there?.now) return [];
  const has = unitsOf(there.now.lines);
  const same = sameUnits(has, units);
  return same ? [] : [`${number} has ${inWords(has)}, ordered were ${inWords(units)}`];
}

function rightPlace({ number, deliverTo }: Wanted, there: SalesOrder | undefined): string[] {
  if (!there?.now) return [];
  const { ContactName: name = '', ShippingAddressPostcode: postcode = '' } = there.now.columns;
  const right = name === deliverTo.name && postcode === deliverTo.postcode;
  return right
    ? []
    : [`${number} goes to ${name}, ${postcode} instead of ${deliverTo.name}, ${deliverTo.postcode}`];
}

function letGo({ number }: Wanted, there: SalesOrder | undefined): string[] {
  if (!there?.now) return [];
  if (there.now.held) return [`${number} is on hold`];
  const loading = Object.values(there.now.columns).includes('LOADING');
  if (loading) return [`${number} still carries the word LOADING`];
  return there.now.mayAllocate ? [] : [`${number} was never saved with Action 0`];
}

function tooSoon({ number, notBefore }: Wanted, there: SalesOrder | undefined): string[] {
  const [first] = there?.book.moments ?? [];
  return notBefore && first && first.at < notBefore
    ? [`${number} was created ${Math.round((notBefore.getTime() - first.at.getTime()) / 1000)} s too soon`]
    : [];
}

function unitsOf(lines: Pick<LineView, 'item' | 'ordered'>[]): Record<string, number> {
  const units: Record<string, number> = {};
  for (const { item, ordered } of lines) units[item] = (units[item] ?? 0) + ordered;
  return units;
}

export function sameUnits(one: Record<string, number>, other: Record<string, number>): boolean {
  const items = [...Object.keys(one), ...Object.keys(other)];
  return items.every((item) => (one[item] ?? 0) === (other[item] ?? 0));
}

const unitsInWords = (lines: { item: string; quantity: number }[]) =>
  inWords(unitsOf(lines.map(({ item, quantity }) => ({ item, ordered: quantity }))));

const inWords = (units: Record<string, number>) =>
  Object.entries(units)
    .map(([item, quantity]) => `${quantity} × ${item}`)
    .join(', ') || 'nothing';
