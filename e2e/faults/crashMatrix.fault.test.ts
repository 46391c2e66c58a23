// The sidecar is killed (SIGKILL) before and after each write and each call of an order's way, and started again: the end is always the same.

import { afterAll, expect, test } from 'vitest';
import { until } from '../rig/until.ts';
import { rightEnding, tellStory } from './story.ts';
import { startWorld, type World } from './world.ts';

/** Watchers pass these by time, not by the story: once is enough. */
const byTime = /^shop:(lease|status)/;
/** So many passings of one label are tried, each on an order of its own. */
const passingsTried = 6;
const lanes = 2;

const worlds: World[] = [];
afterAll(async () => {
  for (const world of worlds) await world.stop();
});

test('killed at every point, one sales order, the right quantities, and never pickable while incomplete', async () => {
  for (let lane = 0; lane < lanes; lane += 1) worlds.push(await liveWorld());
  const counts = new Map<string, number>();
  for (const label of worlds.flatMap((world) => world.passed()))
    counts.set(label, (counts.get(label) ?? 0) + 1);
  const points = [...counts].flatMap(([label, count]) =>
    Array.from(
      { length: byTime.test(label) ? 1 : Math.min(Math.ceil(count / lanes), passingsTried) },
      (_, index) => `${label}#${index + 1}`,
    ),
  );
  console.log(`${points.length} points at ${counts.size} labels:\n  ${points.join('\n  ')}`);
  expect(counts.size).toBeGreaterThan(30);

  const wrong: string[] = [];
  const killedAt = new Set<string>();
  const left = [...points];
  const walk = async (world: World) => {
    for (let point = left.shift(); point !== undefined; point = left.shift()) {
      const ending = await tellStory(world, await world.start(point)).catch((failure: Error) => failure);
      await world.end();
      if (!(ending instanceof Error) && ending.restarts > 0) killedAt.add(point.split('#')[0] ?? point);
      try {
        expect(ending).toEqual(ending instanceof Error ? null : rightEnding(ending.restarts));
      } catch (failure) {
        wrong.push(`${point}: ${ending instanceof Error ? ending.message : (failure as Error).message}`);
        console.log(wrong.at(-1));
      }
    }
  };
  await Promise.all(worlds.map(walk));
  console.log(`killed at ${killedAt.size} of ${counts.size} labels`);
  expect(wrong).toEqual([]);
  expect([...counts.keys()].filter((label) => !killedAt.has(label))).toEqual([]);
}, 1_800_000);

/** A world whose sidecar went live and told the story once, undisturbed. */
async function liveWorld(): Promise<World> {
  const world = await startWorld();
  const sidecar = await world.start();
  await until('it is live', () => world.ask('live', 'POST', { on: true }));
  expect(await tellStory(world, sidecar)).toEqual(rightEnding(0));
  await world.end();
  return world;
}
