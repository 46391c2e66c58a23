import { expect, test } from 'vitest';
import { orderId, sku } from './ids.ts';
import { isAsItShouldBe, type StockFacts, targetOf, whyInWords } from './stockWhy.ts';

const at = (text: string) => new Date(`2026-11-26T${text}:00Z`);
const mug = sku('MUG');
const facts: StockFacts = {
  shop: {
    sku: mug,
    kind: 'found',
    productId: 7,
    stock: 11,
    promised: 4,
    orders: [
      {
        orderId: orderId(1005),
        number: '1005',
        status: 'processing',
        units: 3,
        sentAt: null,
        reflectedAt: null,
      },
      {
        orderId: orderId(1001),
        number: '1001',
        status: 'on-hold',
        units: 1,
        sentAt: null,
        reflectedAt: null,
      },
    ],
    reading: { available: 15, promised: 4, from: 14, to: 11, readAt: at('10:02'), writtenAt: at('10:03') },
  },
  last: { sku: mug, available: 15, readAt: at('10:02'), outcome: 'written' },
  keptBack: 2,
  held: null,
  sites: null,
  chosenSites: new Set(['primarysite']),
  live: true,
  nextReadAt: at('10:17'),
  timeZone: 'Europe/Berlin',
};
const shop = (change: Partial<StockFacts['shop']>) => ({ ...facts, shop: { ...facts.shop, ...change } });

test('what the number is made of, when it was written and when it is looked at next', () => {
  expect(targetOf(facts)).toBe(11);
  expect(isAsItShouldBe(facts)).toBe(true);
  expect(whyInWords(facts)).toEqual([
    'Peoplevox had 15 units to sell, read on 26 Nov, 11:02, after keeping back 2.',
    '4 units promised to orders that Peoplevox’s figure may not reflect yet: 1005 (3), 1001 (1).',
    'So the shop should have 11, and it has.',
    'Last written, from 14 to 11, on 26 Nov, 11:03, by the reading of 26 Nov, 11:02 (15 units to sell).',
    'It is read next on 26 Nov, 11:17.',
  ]);
});

test('another number in the shop is said, with what becomes of it', () => {
  const sold = shop({ stock: 10 });
  expect(isAsItShouldBe(sold)).toBe(false);
  expect(whyInWords(sold)).toContain(
    'So the shop should have 11, and it has 10. The next reading puts it right.',
  );
  const off = whyInWords({ ...sold, live: false });
  expect(off[0]).toBe('Pickwave is not live: it writes no stock.');
  expect(off).toContain('So the shop should have 11, and it has 10.');
  expect(off.at(-1)).toBe('It is not read again by itself.');
});

test.each([
  ['unknown', 'The shop has no product with the SKU MUG.'],
  ['ambiguous', 'More than one product of the shop has this SKU'],
  ['not_managed', 'The shop does not manage stock for this product'],
] as const)('what keeps it from being written comes first (%s)', (kind, words) => {
  const unwritten = shop({ kind, stock: null, promised: null, orders: [], reading: null });
  expect(whyInWords(unwritten)[0]).toContain(words);
  expect(isAsItShouldBe(unwritten)).toBe(false);
  expect(targetOf(unwritten)).toBeNull();
});

test.each([
  [null, 'It would fall from 14 to 0: not written, to be safe.'],
  ['apply', 'It would fall from 14 to 0, and Ada said to write that'],
  ['discard', 'It would fall from 14 to 0, and Ada said to keep the shop’s number'],
] as const)('held, and decided as %s', (decision, words) => {
  const held = { before: 14, available: 0, since: at('10:00'), readAt: at('10:02'), decidedAt: null };
  const now = { ...facts, held: { ...held, sku: mug, decision, decidedBy: decision && 'Ada' } };
  expect(whyInWords(now)[0]).toContain(words);
  expect(isAsItShouldBe(now)).toBe(false);
});

test('never read, and asked now at every site, sold from or not', () => {
  const row = (site: string, available: number | null) => ({
    sku: mug,
    site,
    available,
    readAt: at('10:05'),
  });
  const asked = { ...facts, last: null, sites: [row('PrimarySite', 3), row('Returns', null)] };
  const words = whyInWords(asked);
  expect(words[0]).toBe('No reading of Peoplevox’s stock report has had a row of it.');
  expect(words).toContain('Asked now, Peoplevox has 3 at PrimarySite, no figure at Returns (not sold from).');
  expect(whyInWords({ ...facts, sites: [] })).toContain(
    'Asked now, Peoplevox’s stock report has no row of MUG.',
  );
});

test('many orders are not all named in the sentence', () => {
  const orders = Array.from({ length: 12 }, (_, place) => ({
    ...facts.shop.orders[0],
    orderId: orderId(place),
    number: `N${place}`,
    status: 'processing',
    units: 1,
    sentAt: null,
    reflectedAt: null,
  }));
  expect(whyInWords(shop({ promised: 12, orders }))[1]).toMatch(/N9 \(1\) and 2 more\.$/);
});
