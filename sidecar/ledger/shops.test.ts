import { expect, test } from 'vitest';
import { emptyLedger } from '../testing/ledgerBuilders.ts';

const shop = {
  installationId: 'id-1',
  shopUrl: 'https://shop.example',
  restUrl: 'https://shop.example/wp-json/',
  secret: 'a'.repeat(64),
};

test('a new secret replaces the old one, which still counts for a day', async () => {
  const { ledger, clock } = await emptyLedger();
  expect((await ledger.pairing()).secrets).toEqual([]);
  await ledger.savePairing('Ann', shop);
  await ledger.savePairing('Ann', { ...shop, secret: 'b'.repeat(64) });
  expect((await ledger.pairing()).secrets).toEqual(['b'.repeat(64), 'a'.repeat(64)]);
  await clock.advance(24 * 3_600_000);
  expect(await ledger.pairing()).toEqual({
    installationId: 'id-1',
    shopUrl: shop.shopUrl,
    restUrl: shop.restUrl,
    secrets: ['b'.repeat(64)],
  });
});

test('a code is good for its time and its tries', async () => {
  const { ledger, clock } = await emptyLedger();
  const soon = () => new Date(clock.now().getTime() + 600_000);
  expect(await ledger.checkPairingCode('K7QF29XMPT')).toBe('expired');
  await ledger.savePairingCode('K7QF29XMPT', soon(), 2);
  expect(await ledger.checkPairingCode('AAAAAAAAAA')).toBe('wrong');
  expect(await ledger.checkPairingCode('K7QF29XMPT')).toBe('right');
  expect(await ledger.checkPairingCode('AAAAAAAAAA')).toBe('wrong');
  expect(await ledger.checkPairingCode('K7QF29XMPT')).toBe('expired');
  await ledger.savePairingCode('K7QF29XMPT', soon(), 2);
  await clock.advance(600_000);
  expect(await ledger.checkPairingCode('K7QF29XMPT')).toBe('expired');
  await ledger.savePairingCode('K7QF29XMPT', soon(), 2);
  await ledger.savePairing('Ann', shop);
  expect(await ledger.checkPairingCode('K7QF29XMPT')).toBe('expired');
});

test('a nonce is new once, until it has run out', async () => {
  const { ledger, clock } = await emptyLedger();
  const see = () => ledger.seenNonce('0'.repeat(32), new Date(clock.now().getTime() + 660_000));
  expect(await see()).toBe(false);
  expect(await see()).toBe(true);
  await clock.advance(660_000);
  expect(await see()).toBe(false);
});

test('the moment from which orders count never moves later', async () => {
  const { ledger, clock } = await emptyLedger();
  expect(await ledger.liveSwitch()).toEqual({ on: false, from: null, by: null });
  const first = clock.now();
  await ledger.setLive(true, first, 'Ann');
  await clock.advance(3_600_000);
  await ledger.setLive(false, clock.now(), 'Bob');
  expect(await ledger.liveSwitch()).toEqual({ on: false, from: first, by: 'Bob' });
  await ledger.setLive(true, clock.now(), 'Bob');
  expect(await ledger.liveFrom()).toEqual(first);
  const earlier = new Date(first.getTime() - 3_600_000);
  await ledger.setLive(true, earlier, 'Bob');
  expect(await ledger.liveFrom()).toEqual(earlier);
  expect((await ledger.journal(10)).map((row) => `${row.who}: ${row.what}`)).toContain('Bob: Switched off');
});

test('settings come back as they were saved, and who saved them is on record', async () => {
  const { ledger } = await emptyLedger();
  await ledger.saveSettings(
    'Ann',
    new Map<string, unknown>([
      ['orders.pollSeconds', 30],
      ['stock.sites', ['Main']],
    ]),
  );
  await ledger.saveSettings('Ann', new Map([['orders.pollSeconds', 45]]));
  expect(await ledger.savedSettings()).toEqual(
    new Map<string, unknown>([
      ['orders.pollSeconds', 45],
      ['stock.sites', ['Main']],
    ]),
  );
  expect((await ledger.journal(10)).map((row) => row.detail)).toEqual(['45', '["Main"]', '30']);
});
