// The judge of the day: the books of both stand-ins, and the exceptions that staff would see.

import type { OpenLedger } from '../../ledger/openLedger.ts';
import type { DespatchView, Peoplevox } from '../../simulator/peoplevox/peoplevox.ts';
import type { Mail, OrderView, Shop } from '../../simulator/shop/shop.ts';
import { badOrder, codeOf, shownCodes } from '../judgeBooks.ts';
import { type DayOrder, newPostcode } from './customers.ts';

interface Scene {
  shop: Shop;
  peoplevox: Peoplevox;
  ledger: OpenLedger;
}

/** Everything that is not as promised, in words. What happened in the last minutes must have had its time. */
export async function faultsOfDay(orders: DayOrder[], scene: Scene): Promise<string[]> {
  const { shop, peoplevox, ledger } = scene;
  const despatches = grouped(peoplevox.despatches(), ({ order }) => order);
  const mails = grouped(await shop.mails(), ({ order_id }) => order_id);
  const shown = await shownCodes(ledger, orders.length * 2);
  const faults: string[] = [];
  for (const order of orders) {
    const about: About = {
      order,
      there: peoplevox.order(String(order.id)),
      inShop: await shop.order(order.id),
      despatches: despatches.get(String(order.id)) ?? [],
      mails: mails.get(order.id) ?? [],
    };
    const codes = shown.get(order.id) ?? '';
    const expected = order.fate === 'flawed' && order.flaw !== null ? codeOf[order.flaw] : '';
    const wrong = [
      ...ofItsFate(about, peoplevox),
      ...onTheOrder(about),
      ...(codes === expected ? [] : [`shows "${codes}" instead of "${expected}".`]),
    ];
    faults.push(...wrong.map((words) => `Order ${order.id}: ${words}`));
  }
  for (const code of await ledger.openProblemCodes()) faults.push(`"${code}" is still shown.`);
  faults.push(...(await stockFaults(orders, scene)));
  const violations = peoplevox.books.violations().length;
  if (violations > 0) faults.push(`${violations} calls were refused because they came too soon.`);
  return faults;
}

function grouped<Key, One>(all: One[], keyOf: (one: One) => Key): Map<Key, One[]> {
  const groups = new Map<Key, One[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

interface About {
  order: DayOrder;
  there: ReturnType<Peoplevox['order']>;
  inShop: OrderView;
  despatches: DespatchView[];
  mails: Mail[];
}

function ofItsFate({ order, there, despatches }: About, peoplevox: Peoplevox): string[] {
  if (order.fate === 'flawed') return badOrder(order, peoplevox);
  const number = String(order.id);
  const { timesCreated, pickable } = peoplevox.books.order(number);
  const wrong: string[] = [];
  if (timesCreated !== 1) wrong.push(`created ${timesCreated} times.`);
  if (peoplevox.books.pickableOtherwise(number, order.units).length > 0)
    wrong.push('could have been picked with other lines than it has.');
  if (order.fate === 'cancelled') {
    if (there && !there.cancelled) wrong.push('is cancelled in the shop and open in Peoplevox.');
    if (despatches.length > 0) wrong.push('left the warehouse though it was cancelled.');
    return wrong;
  }
  if (pickable.length === 0 || there?.held || there?.cancelled) wrong.push('cannot be picked.');
  if (order.fate === 'readdressed' && there?.columns.ShippingAddressPostcode !== newPostcode)
    wrong.push('goes to the address before the change.');
  return wrong;
}

const ofDespatches: readonly Mail['kind'][] = ['despatched_in_part', 'despatched', 'completed'];

/** What left the warehouse stands on the shop's order, once, and the customer was told of each despatch once. */
function onTheOrder({ order, there, inShop, despatches, mails }: About): string[] {
  const wrong: string[] = [];
  const lines = there?.lines ?? [];
  // A header whose only line was refused has no lines, of which every one has left.
  const whole = lines.length > 0 && lines.every((line) => line.despatched === line.ordered);
  const expected = order.fate === 'cancelled' ? 'refunded' : whole ? 'completed' : 'processing';
  const { status } = inShop.order;
  if (status !== expected) wrong.push(`is ${status} in the shop instead of ${expected}.`);
  const sent = despatches.flatMap(({ parcels }) => parcels.map(({ tracking }) => tracking));
  const told = inShop.tracking.map(({ tracking_number }) => tracking_number);
  if (sent.sort().join() !== told.sort().join())
    wrong.push(`has the tracking numbers "${told.join()}" instead of "${sent.join()}".`);
  const written = mails.filter(({ kind }) => ofDespatches.includes(kind)).length;
  if (written !== despatches.length) wrong.push(`${written} mails for ${despatches.length} despatches.`);
  return wrong;
}

/** The shop offers what Peoplevox calls available, less what was sold and is not allocated there. */
async function stockFaults(orders: DayOrder[], { shop, peoplevox }: Scene): Promise<string[]> {
  const promised = new Map<string, number>();
  for (const { id, fate, units } of orders) {
    const lines = peoplevox.order(String(id))?.lines ?? [];
    const reflected =
      lines.length > 0 && lines.every((line) => line.allocated + line.despatched >= line.ordered);
    if (fate === 'cancelled' || (reflected && fate !== 'flawed')) continue;
    for (const [sku, count] of Object.entries(units)) promised.set(sku, (promised.get(sku) ?? 0) + count);
  }
  const available = new Map(
    peoplevox
      .stock()
      .filter(({ site }) => site === 'PrimarySite')
      .map((row) => [row.item, Math.max(0, row.available)]),
  );
  return (await shop.products()).flatMap(({ sku, stock }) => {
    const there = available.get(sku);
    if (there === undefined) return [];
    const target = there - (promised.get(sku) ?? 0);
    return stock === target ? [] : [`${sku}: the shop offers ${stock} instead of ${target}.`];
  });
}
