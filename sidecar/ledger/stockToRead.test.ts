import { afterEach, beforeEach, expect, test } from 'vitest';
import { sku } from '../domain/ids.ts';
import { VirtualClock } from '../testing/virtualClock.ts';
import { type OpenLedger, openLedger } from './openLedger.ts';

let ledger: OpenLedger;
beforeEach(async () => {
  ledger = await openLedger({ memory: true, clock: new VirtualClock() });
});
afterEach(() => ledger.close());

const at = (second: number) => new Date(Date.parse('2026-11-23T10:00:00Z') + second * 1000);
const [mug, tee] = [sku('MUG'), sku('TEE')];
const due = async (second: number) => (await ledger.stockToRead(at(second), 9)).map((one) => one.sku);

test('a SKU is there once however often it is wanted, the longest wanted first, and no more than asked for', async () => {
  await ledger.wantStock([tee, tee], at(5));
  await ledger.wantStock([mug], at(1));
  await ledger.wantStock([mug], at(0));
  expect(await ledger.stockToRead(at(9), 9)).toEqual([
    { sku: mug, wantedAt: at(1) },
    { sku: tee, wantedAt: at(5) },
  ]);
  expect(await due(4)).toEqual([mug]);
  expect(await ledger.stockToRead(at(9), 1)).toHaveLength(1);
  expect(await ledger.stockWaiting(at(9))).toBe(2);
});

test('once read it is gone, or comes again at its time; wanted again meanwhile, it stays', async () => {
  await ledger.wantStock([mug, tee], at(0));
  const wishes = await ledger.stockToRead(at(0), 9);
  await ledger.wantStock([tee], at(2));
  await ledger.noteStockRead(wishes.map((wish) => ({ ...wish, againAt: wish.sku === mug ? at(60) : null })));
  expect(await due(2)).toEqual([tee]);
  expect(await due(60)).toEqual([tee, mug]);
  await ledger.noteStockRead((await ledger.stockToRead(at(60), 9)).map((one) => ({ ...one, againAt: null })));
  expect(await ledger.stockWaiting(at(9999))).toBe(0);
});

test('what a report named is wanted in one step with how far it was read', async () => {
  await ledger.noteStockChanges([mug], at(0), { name: 'x', value: 'far' });
  expect([await due(0), await ledger.cursor('x')]).toEqual([[mug], 'far']);
  const toLong = { name: null as unknown as string, value: 'farther' };
  await expect(ledger.noteStockChanges([tee], at(0), toLong)).rejects.toThrow();
  expect([await due(0), await ledger.cursor('x')]).toEqual([[mug], 'far']);
});
