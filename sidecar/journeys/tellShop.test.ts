// The shop's own order screen says what needs somebody, also to who never opens Pickwave's.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Attention, attentionKinds } from '../domain/attention.ts';
import { orderId } from '../domain/ids.ts';
import { type Bench, startBench } from './testing/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

const shown = async (id: number) => (await bench.shop.order(id))?.pickwave;
const record = (id: number, change: { open?: Attention[]; close?: Attention['code'][] | 'all' }) =>
  bench.ledger.record('test', [{ orderId: orderId(id), ...change }]);
async function tell(): Promise<string> {
  bench.clock.advance(15_000);
  await bench.keepLease();
  return bench.tell();
}
const calls = async () =>
  (await bench.shop.books()).entries.filter(({ kind }) => kind === 'attention').length;

test('an exception shows on the order in the shop while it is open, with its reason, and makes no news', async () => {
  const id = await bench.place([{ sku: 'MUG', quantity: 1 }], { shipping: { postcode: '' } });
  await bench.pass();
  const { open } = await bench.order(id);
  expect(open).toHaveLength(1);
  const modified = (await bench.shop.order(id))?.order.date_modified_gmt;
  expect(await tell()).toBe('Orders whose mark in the shop changed: 1.');
  expect((await shown(id))?.attention?.code).toBe(open[0]);
  expect((await shown(id))?.attention?.reason).not.toBe('');
  expect((await bench.shop.order(id))?.order.date_modified_gmt).toBe(modified);

  await record(id, { close: 'all' });
  await tell();
  expect((await shown(id))?.attention).toBeNull();
});

test('the shop is not called while nothing changed', async () => {
  const id = await bench.place();
  await bench.pass();
  await record(id, { open: [{ code: 'differs', reason: 'One mug more.' }] });
  await tell();
  const before = await calls();
  await record(id, { open: [{ code: 'differs', reason: 'One mug more.' }] });
  expect(await tell()).toBe('The shop knows what needs somebody.');
  expect(await calls()).toBe(before);
});

test('what the shop remembers as sent stays, whatever needs somebody', async () => {
  const id = await bench.place();
  await bench.pass();
  const sent = (await shown(id))?.sent_at;
  expect(sent).not.toBeNull();
  await record(id, { open: [{ code: 'gone', reason: 'It is gone.' }] });
  await tell();
  expect(await shown(id)).toMatchObject({ sent_at: sent, attention: { code: 'gone' } });
  await bench.follow();
  expect(await shown(id)).toMatchObject({ sent_at: sent });
});

test('of several exceptions the shop shows what could leave the warehouse by mistake, then the next', async () => {
  const id = await bench.place();
  await bench.pass();
  await record(id, {
    open: [
      { code: 'despatch_without_tracking', reason: 'No label.' },
      { code: 'cancelled_after_sent', reason: 'Cancelled.' },
    ],
  });
  await tell();
  expect((await shown(id))?.attention).toEqual({ code: 'cancelled_after_sent', reason: 'Cancelled.' });
  await record(id, { close: ['cancelled_after_sent'] });
  await tell();
  expect((await shown(id))?.attention).toEqual({ code: 'despatch_without_tracking', reason: 'No label.' });
});

test('an exception that changes while the shop is being told is told again', async () => {
  const id = await bench.place();
  await bench.pass();
  await record(id, { open: [{ code: 'differs', reason: 'One mug more.' }] });
  const [read] = await bench.ledger.attentionToTell(10);
  await record(id, { open: [{ code: 'differs', reason: 'Two mugs more.' }] });
  await bench.ledger.attentionTold(read ? [read] : []);
  await tell();
  expect((await shown(id))?.attention?.reason).toBe('Two mugs more.');
});

test('a shop that does not answer is told later', async () => {
  const id = await bench.place();
  await bench.pass();
  await record(id, { open: [{ code: 'differs', reason: 'One mug more.' }] });
  // another sidecar has taken over meanwhile: this one's word does not count
  const other = await bench.startSidecar('other');
  bench.clock.advance(600_000);
  await other.keepLease();
  await expect(bench.tell()).rejects.toThrow();
  expect((await shown(id))?.attention).toBeNull();
  bench.clock.advance(600_000);
  await tell();
  expect((await shown(id))?.attention?.code).toBe('differs');
});

test('a ledger that was lost leaves no order in the shop marked for ever', async () => {
  const id = await bench.place();
  await bench.pass();
  await record(id, { open: [{ code: 'differs', reason: 'One mug more.' }] });
  await tell();
  const fresh = await bench.startSidecar('fresh');
  bench.clock.advance(600_000);
  await fresh.goLive();
  await fresh.notice();
  await fresh.tell();
  expect((await shown(id))?.attention).toBeNull();
});

test('a reason longer than the shop keeps is cut, not refused', async () => {
  const id = await bench.place();
  await bench.pass();
  await record(id, { open: [{ code: 'differs', reason: '🧦'.repeat(600) }] });
  await tell();
  expect((await shown(id))?.attention?.reason).toMatch(/…$/);
});

test('what is said of each kind fits what the shop keeps', () => {
  for (const [code, { words, next }] of Object.entries(attentionKinds)) {
    expect(code.length, code).toBeLessThanOrEqual(60);
    expect(words.length, code).toBeLessThanOrEqual(200);
    expect(next.length, code).toBeLessThanOrEqual(500);
  }
});
