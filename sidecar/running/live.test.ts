import { expect, test } from 'vitest';
import { NotConnected } from '../domain/errors.ts';
import { emptyLedger } from '../testing/ledgerBuilders.ts';
import { createLive } from './live.ts';

async function setup(remembered: { on: boolean; from: string | null } = { on: false, from: null }) {
  const { ledger, clock } = await emptyLedger();
  const shop = { live: remembered, frozen: false, failure: null as Error | null, toldToLook: 0 };
  const lease = { isHeld: true };
  const live = createLive({
    ledger,
    shop: {
      status: async () => {
        if (shop.failure) throw shop.failure;
        return status();
      },
      setLive: async (on, from) => {
        if (shop.failure) throw shop.failure;
        shop.live = { on, from: from.toISOString() };
      },
    },
    lease: { held: () => lease.isHeld },
    clock,
    onChange: () => {},
    onSwitchedOn: () => {
      shop.toldToLook += shop.live.on ? 1 : 0;
    },
    log: { warn: () => {} },
  });
  const status = () => ({
    installation_id: 'id-1',
    shop_url: '',
    bound_url: null,
    frozen: shop.frozen,
    time: clock.now().toISOString(),
    time_zone: 'UTC',
    live: shop.live,
  });
  await live.load();
  return { ledger, clock, shop, lease, live, status };
}

test('it is off until a person switches it on, and orders count from then', async () => {
  const { ledger, clock, shop, live } = await setup();
  expect(live.current().on).toBe(false);
  expect(await live.switch(true, 'Ann')).toEqual({
    live: { on: true, from: clock.now(), by: 'Ann' },
    warnings: [],
  });
  expect(shop.live).toEqual({ on: true, from: clock.now().toISOString() });
  expect(await ledger.liveFrom()).toEqual(clock.now());
});

test('switched on again, orders that came meanwhile are asked for, once the shop knows', async () => {
  const { live, shop } = await setup();
  await live.switch(true, 'Ann');
  await live.switch(false, 'Ann');
  expect(shop.toldToLook).toBe(1);
  await live.switch(true, 'Ann');
  expect(shop.toldToLook).toBe(2);
});

test('an emptied ledger takes up the moment that the shop remembers', async () => {
  const { live, shop, status } = await setup({ on: true, from: '2026-01-05T10:00:00.000Z' });
  await live.compare(status());
  expect(live.current()).toMatchObject({ on: false, from: null });
  expect(shop.live.on).toBe(true);
  await live.switch(true, 'Ann');
  expect(live.current().from).toEqual(new Date('2026-01-05T10:00:00.000Z'));
});

test('it does not go live blindly, nor on a copy', async () => {
  const { live, shop } = await setup();
  shop.failure = new NotConnected('The shop cannot be reached.');
  await expect(live.switch(true, 'Ann')).rejects.toThrow('only go live when it reaches the shop');
  shop.failure = null;
  shop.frozen = true;
  await expect(live.switch(true, 'Ann')).rejects.toThrow('copy of the shop');
  expect(live.current().on).toBe(false);
});

test('off is off at once, whoever can be reached; the shop is told later', async () => {
  const { live, shop, lease, status } = await setup();
  await live.switch(true, 'Ann');
  shop.failure = new NotConnected('The shop cannot be reached.');
  const { warnings } = await live.switch(false, 'Bob');
  expect(live.current().on).toBe(false);
  expect(warnings).toHaveLength(1);
  shop.failure = null;
  lease.isHeld = false;
  await live.compare(status());
  expect(shop.live.on).toBe(true);
  lease.isHeld = true;
  await live.compare(status());
  expect(shop.live.on).toBe(false);
});
