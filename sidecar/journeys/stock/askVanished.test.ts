// Asked for by name, twice, beside one that is there: what each answer may and may not prove.

import { expect, test } from 'vitest';
import { type Sku, sku } from '../../domain/ids.ts';
import type { StockRow } from '../../domain/stock.ts';
import { askVanished } from './askVanished.ts';

const canary = sku('CANARY');
const row = (code: string, available: number | null = 5, site = 'MAIN'): StockRow => ({
  sku: sku(code),
  site,
  available,
});

/** Answers one after the other; `asked`: what was asked for each time. */
function answering(...answers: StockRow[][]) {
  const asked: Sku[][] = [];
  const availableOf = async (codes: Sku[]) => {
    asked.push(codes);
    return answers[asked.length - 1] ?? [];
  };
  return { asked, asking: { warehouse: { availableOf }, sites: ['MAIN'], buffer: 1 } };
}
const ask = (codes: string[], asking: ReturnType<typeof answering>['asking']) =>
  askVanished(codes.map(sku), canary, asking);

test('missing twice beside the one that is there: sold out', async () => {
  const { asked, asking } = answering([row('CANARY')], [row('CANARY')]);
  expect(await ask(['MUG'], asking)).toEqual({ found: new Map(), soldOut: ['MUG'] });
  expect(asked).toEqual([
    ['MUG', 'CANARY'],
    ['MUG', 'CANARY'],
  ]);
});

test('missing once, and there in the second answer: its units are those of the second, less the buffer', async () => {
  const { asking } = answering([row('CANARY')], [row('CANARY'), row('MUG', 4)]);
  expect(await ask(['MUG'], asking)).toEqual({ found: new Map([['MUG', 3]]), soldOut: [] });
});

test('an answer without the one that is there says nothing, be it the first or the second', async () => {
  const first = answering([], [row('CANARY')]);
  expect(await ask(['MUG'], first.asking)).toEqual({ found: new Map(), soldOut: [] });
  expect(first.asked).toHaveLength(1);
  const second = answering([row('CANARY')], []);
  expect(await ask(['MUG'], second.asking)).toEqual({ found: new Map(), soldOut: [] });
});

test('what is there with a blank cell is neither found nor sold out; what is only at another site is sold out', async () => {
  const rows = [row('CANARY'), row('MUG', null), row('HAT', 7, 'ELSEWHERE')];
  const { asked, asking } = answering(rows, rows);
  expect(await ask(['MUG', 'HAT'], asking)).toEqual({ found: new Map(), soldOut: ['HAT'] });
  expect(asked[1]).toEqual(['HAT', 'CANARY']);
});

test('found at once, nobody asks twice, and the one beside it is not among the found', async () => {
  const { asked, asking } = answering([row('CANARY'), row('MUG', 4)]);
  expect(await ask(['MUG'], asking)).toEqual({ found: new Map([['MUG', 3]]), soldOut: [] });
  expect(asked).toHaveLength(1);
});

test('a hundred codes are two questions, each of at most a hundred keys with the one that is there', async () => {
  const codes = Array.from({ length: 100 }, (_, at) => `ITEM-${at}`);
  const { asked, asking } = answering(...Array.from({ length: 4 }, () => [row('CANARY')]));
  expect((await ask(codes, asking)).soldOut).toEqual(codes);
  expect(asked.map((one) => one.length)).toEqual([100, 100, 2, 2]);
  expect(asked.every((one) => one.includes(canary))).toBe(true);
});
