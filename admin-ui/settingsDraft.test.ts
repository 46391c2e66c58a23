import { expect, test } from 'vitest';
import type { SettingView } from '../sidecar/http/schemas/settings.ts';
import { settings } from './dev/answers.ts';
import { type Draft, readDraft, type TableRow, typedFrom } from './settingsDraft.ts';
import { findSettings, groupSettings, valueWords } from './settingsWording.ts';

const all = settings();
const typedOf = ({ key, type, value }: SettingView): [string, ReturnType<typeof typedFrom>] => [
  key,
  typedFrom(type, value),
];

test('what is typed as it was saved changes nothing, whatever the type', () => {
  expect(readDraft(all, Object.fromEntries(all.map(typedOf)))).toEqual({ changes: {}, errors: {} });
});

test('only what differs is saved, as the type it has', () => {
  const draft: Draft = {
    'orders.pollSeconds': '45',
    'orders.sendStatuses': 'processing\n\n packed ',
    'orders.partialShipment': true,
    'orders.numberSource': 'number',
    'stock.sites': 'PrimarySite',
    'orders.serviceTypes': [
      ['*', 'Standard'],
      ['flat_rate:3', 'RM24'],
      ['', ''],
    ] satisfies TableRow[],
  };
  expect(readDraft(all, draft)).toEqual({
    changes: {
      'orders.pollSeconds': 45,
      'orders.sendStatuses': ['processing', 'packed'],
      'orders.partialShipment': true,
      'orders.numberSource': 'number',
      'orders.serviceTypes': { '*': 'Standard', 'flat_rate:3': 'RM24' },
    },
    errors: {},
  });
});

test('everything that is wrong is named at once', () => {
  const draft: Draft = {
    'orders.pollSeconds': '4',
    'despatch.mailMaxAgeDays': 'three',
    'orders.serviceTypes': [
      ['*', 'a'],
      ['*', 'b'],
    ],
  };
  expect(readDraft(all, draft)).toEqual({
    changes: {},
    errors: {
      'orders.pollSeconds': 'At least 5.',
      'despatch.mailMaxAgeDays': 'This has to be a number.',
      'orders.serviceTypes': '“*” is there twice.',
    },
  });
});

test('an empty number is an error, never zero', () => {
  expect(readDraft(all, { 'despatch.mailMaxAgeDays': ' ' }).errors).toHaveProperty('despatch.mailMaxAgeDays');
});

test('what the environment or a file decides is not sent', () => {
  expect(readDraft(all, { 'peoplevox.callsPerWindow': '15', 'peoplevox.timeZone': 'UTC' })).toEqual({
    changes: {},
    errors: {},
  });
});

test('groups come in the order of the work, and an unknown one is not lost', () => {
  const [first] = all;
  if (!first) throw new Error('no settings');
  const groups = groupSettings([{ ...first, key: 'bench.rounds' }, ...all]);
  expect(groups.map(({ key }) => key)).toEqual(['orders', 'despatch', 'stock', 'peoplevox', 'bench']);
});

test('defaults are readable', () => {
  expect([true, [], {}, '', ['a', 'b'], { a: 'b' }, 60].map(valueWords)).toEqual([
    'yes',
    'none',
    'none',
    'empty',
    'a, b',
    'a: b',
    '60',
  ]);
});

test('a setting is found by words of its title or its key', () => {
  const keys = (wanted: string) => findSettings(all, wanted).map(({ key }) => key);
  expect(keys('prefix NUMBER')).toEqual(['orders.numberPrefix']);
  expect(keys('callsPer')).toEqual(['peoplevox.callsPerWindow']);
  expect(keys('no such thing')).toEqual([]);
  expect(keys(' ')).toHaveLength(all.length);
});
