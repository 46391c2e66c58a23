import { expect, test } from 'vitest';
import {
  allSettings,
  flattened,
  settingFromText,
  settingNamed,
  settingsFrom,
  settingTrouble,
} from './settingValues.ts';

test('every setting has a title, a default that it would take itself, and a known type', () => {
  expect(allSettings.length).toBeGreaterThan(40);
  for (const setting of allSettings) {
    expect(setting.title, setting.key).not.toBe(setting.key);
    expect(settingTrouble(setting.key, setting.default)).toBeNull();
  }
});

test.each([
  ['orders.pollSeconds', '30', 30],
  ['orders.pollSeconds', 'soon', 'soon'],
  ['orders.partialShipment', 'true', true],
  ['orders.sendStatuses', 'processing, on-hold', ['processing', 'on-hold']],
  ['orders.sendStatuses', '["a,b"]', ['a,b']],
  ['orders.serviceTypes', '{"*":"RM48"}', { '*': 'RM48' }],
  ['orders.serviceTypes', 'RM48', 'RM48'],
  ['orders.channel', '7', '7'],
])('%s from the text %s', (key, text, value) => {
  const setting = settingNamed(key);
  expect(setting && settingFromText(setting, text)).toEqual(value);
});

test.each([
  ['orders.pollSeconds', 4, 'a whole number from 5 to 3600'],
  ['orders.pollSeconds', 7.5, 'a whole number'],
  ['orders.country', 'english', 'name or iso'],
  ['orders.numberPrefix', 'has spaces!', 'a text of at most 12 characters that fits'],
  ['orders.serviceTypes', 'RM48', '{"name": "value"}'],
  ['stock.sites', [''], 'none of them empty'],
  ['orders.sendStatuses', ['processing', 'pending'], 'An order that is pending cannot go'],
  ['orders.sendStatuses', ['wc-processing'], 'write "processing" without "wc-"'],
  [
    'orders.sendTable',
    { 'on-hold:stripe': 'yes' },
    '"on-hold:stripe" cannot be "yes": it takes send or wait',
  ],
  ['orders.sendTable', { 'on-hold:': 'send' }, 'such as on-hold:stripe'],
  ['orders.sendTable', { 'On Hold': 'send' }, '"On Hold" is no order status'],
  ['orders.sendTable', { 'checkout-draft:stripe': 'send' }, 'An order that is checkout-draft cannot go'],
  ['orders.sendTable', { failed: 'send' }, 'An order that is failed cannot go'],
  ['orders.authorisationDays', { '*': 'a week' }, 'whole days from 0 to 365'],
  ['orders.paidMeta', ['two words'], 'the key of an order meta, or key=value'],
  ['stock.pollSeconds', 5, 'Did you mean orders.pollSeconds?'],
  ['nonsense', 5, 'nonsense is no setting.'],
])('%s cannot be %j', (key, value, words) => {
  expect(settingTrouble(key, value)).toContain(words);
});

test.each([
  ['orders.sendTable', { 'on-hold:stripe': 'send', packing: 'send', 'processing:cheque': 'wait' }],
  ['orders.sendTable', { pending: 'wait' }],
  ['orders.authorisationDays', { '*': '7', klarna_payments: '28', bacs: '0' }],
])('%s can be %j', (key, value) => {
  expect(settingTrouble(key, value)).toBeNull();
});

test('later layers win, and what no layer has is the default', () => {
  const settings = settingsFrom(
    new Map<string, unknown>([
      ['orders.pollSeconds', 30],
      ['orders.channel', 'Web'],
    ]),
    new Map([['orders.pollSeconds', 45]]),
  );
  expect(settings.orders).toMatchObject({ pollSeconds: 45, channel: 'Web', site: 'PrimarySite' });
});

test('a file of sections becomes keys, whatever is wrong with it', () => {
  expect(flattened({ orders: { pollSeconds: 30 }, 'stock.buffer': 1, stray: 5 })).toEqual(
    new Map([
      ['orders.pollSeconds', 30],
      ['stock.buffer', 1],
      ['stray', 5],
    ]),
  );
});
