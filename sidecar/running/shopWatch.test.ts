import { expect, test } from 'vitest';
import { Refused, Silent } from '../domain/errors.ts';
import { emptyLedger } from '../testing/ledgerBuilders.ts';
import { createShopWatch, type ShopStatus } from './shopWatch.ts';

async function setup({ secrets = ['s'.repeat(64)] } = {}) {
  const { ledger, clock } = await emptyLedger();
  const shop = {
    status: {} as Partial<ShopStatus>,
    failure: null as Error | null,
    asked: 0,
  };
  const changes: boolean[] = [];
  const stop = new AbortController();
  const watch = createShopWatch({
    shop: {
      status: async () => {
        shop.asked += 1;
        if (shop.failure) throw shop.failure;
        return {
          installation_id: 'id-1',
          shop_url: 'https://shop.example',
          bound_url: 'https://shop.example',
          frozen: false,
          time: clock.now().toISOString(),
          time_zone: 'UTC',
          live: { on: false, from: null },
          ...shop.status,
        };
      },
    },
    pairing: async () => ({ ...(await ledger.pairing()), secrets }),
    learnShop: ledger.learnShop,
    problems: ledger,
    onStatus: async () => {},
    onChange: () => changes.push(watch.usable()),
    clock,
    log: { warn: () => {} },
  });
  const codes = async () => (await ledger.openProblems(10)).map((one) => one.code);
  return { ledger, clock, shop, watch, codes, changes, secrets, keep: () => watch.keep(stop.signal) };
}

test('it learns which shop it works for, and that another one is not it', async () => {
  const { ledger, shop, watch, codes } = await setup();
  expect(watch.usable()).toBe(false);
  await watch.look();
  expect(watch.view()).toMatchObject({ state: 'answering' });
  expect(await ledger.installation()).toBe('id-1');
  shop.status = { installation_id: 'id-2' };
  await watch.look();
  expect(watch.view().state).toBe('copy');
  expect(watch.usable()).toBe(false);
  expect(await ledger.installation()).toBe('id-1');
  expect(await codes()).toEqual(['shop_is_copy']);
});

test('a copy of the shop is named with both addresses, until it is none', async () => {
  const { ledger, shop, watch, codes, changes } = await setup();
  await watch.look();
  shop.status = { frozen: true, shop_url: 'https://staging.example' };
  await watch.look();
  expect((await ledger.openProblems(10))[0]?.reason).toMatch(/shop\.example.*staging\.example/);
  shop.status = {};
  await watch.look();
  expect(await codes()).toEqual([]);
  expect(changes).toEqual([true, false, true]);
});

test('one lost answer is no news, half a minute without any is', async () => {
  const { clock, shop, watch, codes, keep } = await setup();
  void keep();
  await clock.advance(1_000);
  shop.failure = new Silent('The shop did not answer status.');
  await clock.advance(35_000);
  expect(await codes()).toEqual([]);
  expect(watch.view().state).toBe('answering');
  await clock.advance(35_000);
  expect(watch.view()).toMatchObject({ state: 'away', words: 'The shop did not answer status.' });
  expect(await codes()).toEqual(['shop_away']);
  expect(watch.usable()).toBe(true);
  shop.failure = null;
  await clock.advance(6_000);
  expect(await codes()).toEqual([]);
});

test('clocks that differ are told, even where the shop refuses every request for it', async () => {
  const { clock, shop, watch, codes, ledger } = await setup();
  shop.status = { time: new Date(clock.now().getTime() + 61_000).toISOString() };
  await watch.look();
  expect((await ledger.openProblems(10))[0]).toMatchObject({
    code: 'clock_off',
    reason: expect.stringContaining('61 seconds'),
  });
  shop.status = {};
  await watch.look();
  expect(await codes()).toEqual([]);
  shop.failure = new Refused('The time is off (pickwave_stale)');
  await watch.look();
  expect(await codes()).toEqual(['clock_off']);
});

test('without a pairing nobody is asked', async () => {
  const { shop, watch } = await setup({ secrets: [] });
  await watch.look();
  expect(watch.view().state).toBe('not_paired');
  expect(shop.asked).toBe(0);
});
