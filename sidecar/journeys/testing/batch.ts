// A batch of orders, and whether all of them ended as they were promised to.

import { expect } from 'vitest';
import { orderId } from '../../domain/ids.ts';
import type { OpenLedger } from '../../ledger/openLedger.ts';
import { type Bench, type BenchOptions, startBench } from './bench.ts';
import { brokenPace, brokenPromises, sameUnits, type Units, unitsOf } from './judge.ts';
import { type BenchSidecar, round } from './passTime.ts';

export interface Placed {
  id: number;
  units: Units;
  at: Date;
}

const baskets: Units[] = [
  { 'SCARF-RED-M': 2, MUG: 1 },
  { 'HAT-BLUE': 3 },
  { 'SCARF-RED-L': 1, 'SCARF-RED-M': 1, 'HAT-BLUE': 1 },
  { MUG: 2 },
  { 'SCARF-RED-L': 4 },
];

/** So many orders, paid by card and alike with every call of this. */
export async function placeBatch(bench: Bench, many: number): Promise<Placed[]> {
  const placed: Placed[] = [];
  for (let count = 0; count < many; count += 1) {
    const units = baskets[count % baskets.length] ?? {};
    const lines = Object.entries(units).map(([sku, quantity]) => ({ sku, quantity }));
    const at = bench.clock.now();
    placed.push({ id: await bench.place(lines), units, at });
  }
  return placed;
}

const settled = ['complete', 'waiting', 'cancelled'];

/** Minute by minute, until all are in Peoplevox or left to a person, and nothing is on its way any more. Gives the minutes it took. */
export async function untilSettled(
  bench: Bench,
  orders: Pick<Placed, 'id'>[],
  { sidecar = bench, within = 60 }: { sidecar?: BenchSidecar; within?: number } = {},
): Promise<number> {
  for (let minute = 1; minute <= within; minute += 1) {
    bench.clock.advance(60_000);
    await round(sidecar, minute);
    const rows = await sidecar.ledger.orders(orders.map(({ id }) => orderId(id)));
    const done = rows.length === orders.length && rows.every((row) => settled.includes(row.transfer));
    if (done && bench.peoplevox.pendingCommits() === 0) return minute;
  }
  throw new Error(`not settled within ${within} minutes`);
}

/** Each sales order is there once, whole, not held and nobody is called; and at no moment was it otherwise than whole to the pickers. */
export async function expectSent(bench: Bench, orders: Placed[], ledger: OpenLedger = bench.ledger) {
  const wrong: string[] = [];
  for (const { id, units, at } of orders) {
    const there = bench.peoplevox.order(String(id));
    const row = await ledger.order(orderId(id));
    const open = await ledger.openAttention(orderId(id));
    wrong.push(...brokenPromises(bench.peoplevox, String(id), [{ from: at, units }]));
    if (!sameUnits(units, unitsOf(there?.lines ?? []))) wrong.push(`${id}: has other units`);
    if (there?.lines.length !== Object.keys(units).length) wrong.push(`${id}: has lines twice`);
    if (there?.held !== false || there.cancelled) wrong.push(`${id}: cannot be picked`);
    if (row?.transfer !== 'complete') wrong.push(`${id}: is ${row?.transfer} in the ledger`);
    if (open.length > 0) wrong.push(`${id}: ${open.join(', ')} is open`);
  }
  expect([...wrong, ...brokenPace(bench.peoplevox)]).toEqual([]);
}

/** With `PICKWAVE_EVERY_PLACE=1` no place is left out. */
const everyPlace = process.env.PICKWAVE_EVERY_PLACE === '1';
let begun = 0;

/**
 * The same batch again and again, with trouble at one place of it after the other, until a place is beyond its end. `run` does the batch and gives whether the trouble
 * struck; gives the first place tried that was beyond the end, so at least how many places there were. So that a usual run is short, it tries one of so many places
 * (`oneOf`), and each use in a file begins at the next place: the cases of a file try all of them between them.
 */
export async function atEachPlace(
  options: BenchOptions,
  run: (bench: Bench, place: number) => Promise<boolean>,
  oneOf = 4,
): Promise<number> {
  const stride = everyPlace ? 1 : oneOf;
  const first = begun % stride;
  begun += 1;
  for (let place = first; ; place += stride) {
    const bench = await startBench(options);
    try {
      if (!(await run(bench, place))) return place;
    } finally {
      await bench.stop();
    }
  }
}
