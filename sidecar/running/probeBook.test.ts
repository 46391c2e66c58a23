import { expect, test } from 'vitest';
import type { ProbeBook } from '../domain/probe.ts';
import { openLedger } from '../ledger/openLedger.ts';
import { VirtualClock } from '../testing/virtualClock.ts';
import { openProbeBook } from './probeBook.ts';

const tenant = 'https://wms.example/demo1234';
const clock = new VirtualClock();
const finding = {
  question: 'line_key',
  certainty: 'seen',
  answer: 'item',
  seconds: null,
  rows: null,
  why: '',
  at: '2026-03-02T09:00:00.000Z',
} as const;
const withLineKey = (before: ProbeBook): ProbeBook => ({ ...before, findings: [finding] });

async function ledger() {
  const open = await openLedger({ memory: true, clock });
  return { open, [Symbol.asyncDispose]: () => open.close() };
}

test('what was found out is in force at once, and known after a restart', async () => {
  await using kept = await ledger();
  const book = await openProbeBook(kept.open, tenant);
  const written = book.change(withLineKey);
  expect(book.current().findings).toEqual([finding]);
  await written;
  expect((await openProbeBook(kept.open, tenant)).current()).toEqual(book.current());
});

test('of another Peoplevox nothing is known', async () => {
  await using kept = await ledger();
  await (await openProbeBook(kept.open, tenant)).change(withLineKey);
  expect((await openProbeBook(kept.open, 'https://wms.example/other')).current().findings).toEqual([]);
});

test('what an earlier version found out is known still, without what it did not measure', async () => {
  await using kept = await ledger();
  const { rows: _, ...earlier } = finding;
  await kept.open.saveCursor('probe', JSON.stringify({ tenant, run: null, findings: [earlier] }));
  expect((await openProbeBook(kept.open, tenant)).current().findings).toEqual([finding]);
});

test('a book that cannot be written is told, and the next change is written all the same', async () => {
  let full = true;
  const saved: string[] = [];
  const store = {
    cursor: async () => null,
    saveCursor: async (_: string, text: string) => {
      if (full) throw new Error('disk full');
      saved.push(text);
    },
  };
  const book = await openProbeBook(store, tenant);
  await expect(book.change(withLineKey)).rejects.toThrow('disk full');
  expect(book.current().findings).toHaveLength(1);
  full = false;
  await book.change((before) => before);
  expect(JSON.parse(saved[0] ?? '').findings).toEqual([finding]);
});
