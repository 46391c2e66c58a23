// Why a SKU has the number it has in the shop (mission row S6): what is known of it on both sides, put into sentences. Pure.

import { DateTime } from 'luxon';
import type { HeldSku } from './heldStock.ts';
import type { StockWhy } from './ports.ts';
import type { StockRecord } from './records.ts';
import type { StockRow } from './stock.ts';

export interface StockFacts {
  shop: StockWhy;
  /** the last reading, as this sidecar remembers it: sellable units, less what is kept back; null: none had a row of it */
  last: StockRecord | null;
  /** units kept back of it, as it is set now */
  keptBack: number;
  held: HeldSku | null;
  /** asked of Peoplevox in this moment, site by site; null: it was not asked */
  sites: StockRow[] | null;
  /** those whose units are sold, lower case */
  chosenSites: ReadonlySet<string>;
  live: boolean;
  /** when stock is read next; null: not by itself */
  nextReadAt: Date | null;
  /** in which times are told: where the business is */
  timeZone: string;
}

/** What the shop should offer: sellable units of the last reading, less what is promised. Null where one of the two is not known. */
export const targetOf = ({ shop, last }: Pick<StockFacts, 'shop' | 'last'>): number | null =>
  last === null || shop.promised === null ? null : last.available - shop.promised;

/** The shop has what it should have, or nobody has to do anything about it. */
export const isAsItShouldBe = (facts: StockFacts): boolean =>
  facts.live && facts.shop.kind === 'found' && targetOf(facts) === facts.shop.stock && facts.held === null;

/** In the order in which a person asks: what is wrong first, then what the number is made of, then what comes next. */
export function whyInWords(facts: StockFacts): string[] {
  const { shop, last, live, held, nextReadAt } = facts;
  const clock = clockOf(facts.timeZone);
  return [
    ...(live ? [] : ['Pickwave is not live: it writes no stock.']),
    ...notWritten(shop),
    ...heldBack(held),
    last === null
      ? 'No reading of Peoplevox’s stock report has had a row of it.'
      : `Peoplevox had ${units(last.available)} to sell, read on ${clock(last.readAt)}${keptBackWords(facts.keptBack)}.`,
    ...(shop.promised === null ? [] : [promisedWords(shop)]),
    ...numberWords(facts),
    ...(shop.reading === null ? [] : [writtenWords(shop.reading, clock)]),
    ...(facts.sites === null ? [] : [sitesWords(facts)]),
    nextReadAt === null || !live
      ? 'It is not read again by itself.'
      : `It is read next on ${clock(nextReadAt)}.`,
  ];
}

function notWritten({ kind, sku }: StockWhy): string[] {
  switch (kind) {
    case 'found':
      return [];
    case 'unknown':
      return [`The shop has no product with the SKU ${sku}.`];
    case 'ambiguous':
      return [
        'More than one product of the shop has this SKU: none of them is written. Give each a SKU of its own.',
      ];
    case 'not_managed':
      return ['The shop does not manage stock for this product, so nothing is written to it.'];
  }
}

function heldBack(held: HeldSku | null): string[] {
  if (held === null) return [];
  const fall = `It would fall from ${held.before} to ${held.available}`;
  if (held.decision === null)
    return [`${fall}: not written, to be safe. Apply or discard it under “Stock that was not written”.`];
  if (held.decision === 'apply')
    return [`${fall}, and ${held.decidedBy} said to write that: with the next reading.`];
  return [`${fall}, and ${held.decidedBy} said to keep the shop’s number as long as it reads so.`];
}

function promisedWords({ promised, orders }: StockWhy): string {
  if (promised === 0 || promised === null) return 'None of it is promised to an order.';
  const some = orders.slice(0, ordersNamed).map(({ number, units: of }) => `${number} (${of})`);
  const more = orders.length > some.length ? ` and ${orders.length - some.length} more` : '';
  return `${units(promised)} promised to orders that Peoplevox’s figure may not reflect yet: ${some.join(', ')}${more}.`;
}
const ordersNamed = 10;

function numberWords(facts: StockFacts): string[] {
  const { shop, held, live } = facts;
  const target = targetOf(facts);
  if (target === null || shop.stock === null) return [];
  if (target === shop.stock) return [`So the shop should have ${target}, and it has.`];
  const soon = live && held === null ? ' The next reading puts it right.' : '';
  return [`So the shop should have ${target}, and it has ${shop.stock}.${soon}`];
}

function writtenWords(
  { from, to, writtenAt, readAt, available }: NonNullable<StockWhy['reading']>,
  clock: (time: Date) => string,
): string {
  const done = from === to ? `Last found right, at ${to},` : `Last written, from ${from} to ${to},`;
  return `${done} on ${clock(writtenAt)}, by the reading of ${clock(readAt)} (${units(available)} to sell).`;
}

function sitesWords({ sites, chosenSites, shop }: StockFacts): string {
  if (sites === null || sites.length === 0)
    return `Asked now, Peoplevox’s stock report has no row of ${shop.sku}.`;
  const each = sites.map(({ site, available }) => {
    const what = available === null ? 'no figure' : `${available}`;
    return `${what} at ${site}${chosenSites.has(site.toLowerCase()) ? '' : ' (not sold from)'}`;
  });
  return `Asked now, Peoplevox has ${each.join(', ')}.`;
}

const keptBackWords = (kept: number) => (kept === 0 ? '' : `, after keeping back ${kept}`);
const units = (count: number) => `${count} ${count === 1 ? 'unit' : 'units'}`;
const clockOf = (zone: string) => (time: Date) =>
  DateTime.fromJSDate(time, { zone }).setLocale('en-GB').toFormat('d LLL, HH:mm');
