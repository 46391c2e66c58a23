// Asked for by name, twice, beside one that is there: what each answer may and may not prove.

import { expect, test } from 'vitest';
import { type Sku, sku } from '../../domain/ids.ts';
import type { StockRow } from '../../domain/stock.ts';
import { askVanished } from './askVanished.ts';

const canary = sku('CANARY');
const first = new Date('2026-11-23T10:00:00Z');
const row = (code: string, available: number | null = 5, site = 'MAIN'): StockRow => ({
  sku: sku(code),
  site,
  available,
  readAt: first,
});
/** The same rows by a later call. */
const later = (rows: StockRow[]) => rows.map((one) => ({ ...one, readAt: second }));
const second = new Date('2026-11-23T10:00:02Z');

/** Answers one after the other; `asked`: what was asked for each time. */
function answering(...answers: StockRow[][]) {
  const asked: Sku[][] = [];
  const availableOf = async (codes: Sku[]) => {
    asked.push(codes);
    return answers[asked.length - 1] ?? [];
  };
  return { asked, asking: { warehouse: { availableOf }, sites: ['MAIN'], bufferOf: () => 1 } };
}
const ask = (codes: string[], asking: ReturnType<typeof answering>['asking']) =>
  askVanished(codes.map(sku), canary, asking);

test('missing twice beside the one that is there: sold out', async () => {
  const { asked, asking } = answering([row('CANARY')], later([row('CANARY')]));
  const soldOut = [{ sku: 'MUG', available: 0, readAt: second }];
  expect(await ask(['MUG'], asking)).toEqual({ found: [], soldOut });
  expect(asked).toEqual([
    ['MUG', 'CANARY'],
    ['MUG', 'CANARY'],
  ]);
});

test('missing once, and there in the second answer: its units are those of the second, less the buffer', async () => {
  const { asking } = answering([row('CANARY')], later([row('CANARY'), row('MUG', 4)]));
  const found = [{ sku: 'MUG', available: 3, readAt: second }];
  expect(await ask(['MUG'], asking)).toEqual({ found, soldOut: [] });
});

test('an answer without the one that is there says nothing, be it the first or the second', async () => {
  const onceShort = answering([], [row('CANARY')]);
  expect(await ask(['MUG'], onceShort.asking)).toEqual({ found: [], soldOut: [] });
  expect(onceShort.asked).toHaveLength(1);
  const thenShort = answering([row('CANARY')], []);
  expect(await ask(['MUG'], thenShort.asking)).toEqual({ found: [], soldOut: [] });
});

test('what is there with a blank cell is neither found nor sold out; what is only at another site is sold out', async () => {
  const rows = [row('CANARY'), row('MUG', null), row('HAT', 7, 'ELSEWHERE')];
  const { asked, asking } = answering(rows, rows);
  const soldOut = [{ sku: 'HAT', available: 0, readAt: first }];
  expect(await ask(['MUG', 'HAT'], asking)).toEqual({ found: [], soldOut });
  expect(asked[1]).toEqual(['HAT', 'CANARY']);
});

test('found at once, nobody asks twice, and the one beside it is not among the found', async () => {
  const { asked, asking } = answering([row('CANARY'), row('MUG', 4)]);
  expect(await ask(['MUG'], asking)).toEqual({
    found: [{ sku: 'MUG', available: 3, readAt: first }],
    soldOut: [],
  });
  expect(asked).toHaveLength(1);
});

test('a hundred codes are two questions, each of at most a hundred keys with the one that is there', async () => {
  const codes = Array.from({ length: 100 }, (_, at) => `ITEM-${at}`);
  const { asked, asking } = answering(...Array.from({ length: 4 }, () => [row('CANARY')]));
  expect((await ask(codes, asking)).soldOut.map((one) => one.sku)).toEqual(codes);
  expect(asked.map((one) => one.length)).toEqual([100, 100, 2, 2]);
  expect(asked.every((one) => one.includes(canary))).toBe(true);
});
