import { expect, test } from 'vitest';
import { emptyLedger } from '../testing/ledgerBuilders.ts';
import { openSettingsBook } from './settingsBook.ts';

async function setup(
  saved: [string, unknown][] = [],
  file: [string, unknown][] = [],
  environment: [string, unknown][] = [],
) {
  const { ledger } = await emptyLedger();
  await ledger.saveSettings('Ann', new Map(saved));
  const warnings: object[] = [];
  const book = await openSettingsBook({
    store: ledger,
    file: new Map(file),
    environment: new Map(environment),
    log: { warn: (fields) => warnings.push(fields) },
  });
  return { ledger, book, warnings };
}
const one = (book: Awaited<ReturnType<typeof setup>>['book'], key: string) =>
  book.all().find((setting) => setting.key === key);

test('environment wins over file, file over saved, saved over default', async () => {
  const key = 'orders.pollSeconds';
  const { book } = await setup(
    [
      [key, 30],
      ['orders.channel', 'Web'],
    ],
    [
      [key, 40],
      ['stock.buffer', 2],
    ],
    [[key, 50]],
  );
  expect(book.current().orders.pollSeconds).toBe(50);
  expect(one(book, key)).toMatchObject({ value: 50, source: 'environment', default: 60 });
  expect(one(book, 'stock.buffer')).toMatchObject({ value: 2, source: 'file' });
  expect(one(book, 'orders.channel')).toMatchObject({ value: 'Web', source: 'saved' });
  expect(one(book, 'orders.site')).toMatchObject({ value: 'PrimarySite', source: 'default' });
});

test('a change is kept and told, all of it or nothing', async () => {
  const { ledger, book } = await setup([], [], [['stock.buffer', 1]]);
  let told = 0;
  book.onChange(() => {
    told += 1;
  });
  await book.change('Ann', new Map([['orders.pollSeconds', 30]]));
  expect(book.current().orders.pollSeconds).toBe(30);
  expect(await ledger.savedSettings()).toEqual(new Map([['orders.pollSeconds', 30]]));
  const bad = new Map<string, unknown>([
    ['orders.pollSeconds', 45],
    ['orders.country', 'x'],
    ['nonsense', 1],
    ['stock.buffer', 5],
  ]);
  expect(await book.change('Ann', bad)).toEqual({
    'orders.country': expect.stringContaining('name or iso'),
    nonsense: expect.stringContaining('no setting'),
    'stock.buffer': expect.stringContaining('set by the environment'),
  });
  expect(book.current().orders.pollSeconds).toBe(30);
  expect(told).toBe(1);
});

test('a saved value that is not usable any more gives way to the default', async () => {
  const { book, warnings } = await setup([['orders.pollSeconds', 1]]);
  expect(book.current().orders.pollSeconds).toBe(60);
  expect(warnings).toHaveLength(1);
});

test('two things in one column of the sales order are refused where they are set, and both are named', async () => {
  const { book } = await setup();
  const refused = await book.change('Ann', new Map([['orders.attributes', { '4': 'currency' }]]));
  expect(refused['orders.attributes']).toContain('peoplevox.fingerprintAttribute');
  expect(book.current().orders.attributes).toEqual({});
  const phone = new Map<string, unknown>([
    ['peoplevox.phoneColumn', 'attribute 1'],
    ['orders.attributes', { '1': 'currency' }],
  ]);
  expect(Object.keys(await book.change('Ann', phone)).sort()).toEqual([
    'orders.attributes',
    'peoplevox.phoneColumn',
  ]);
  const moved = new Map<string, unknown>([
    ['peoplevox.fingerprintAttribute', 3],
    ['orders.attributes', { '4': 'currency' }],
  ]);
  expect(await book.change('Ann', moved)).toEqual({});
});

test('settings that clash from elsewhere are warned of, and do not stop another change', async () => {
  const { book, warnings } = await setup([], [['peoplevox.loadingAttribute', 4]]);
  expect(warnings).toHaveLength(1);
  expect(await book.change('Ann', new Map([['orders.pollSeconds', 30]]))).toEqual({});
});
