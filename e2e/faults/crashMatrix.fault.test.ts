// The sidecar is killed (SIGKILL) before and after each write and each call of an order's way, and started again: the end is always the same.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { rightEnding, tellStory } from './story.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

/** Watchers pass these by time, not by the story: once is enough. */
const byTime = /^shop:(lease|status|live)/;
/** So many passings of one label are tried, each on an order of its own. */
const passingsTried = 8;

test('killed at every point, one sales order, the right quantities, and never pickable while incomplete', async () => {
  const first = await world.start();
  for (let tries = 0; (await world.ask('live', 'POST', { on: true })) === null && tries < 100; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await tellStory(world, first)).toEqual(rightEnding(0));
  await world.end();

  const counts = new Map<string, number>();
  for (const label of world.passed()) counts.set(label, (counts.get(label) ?? 0) + 1);
  const points = [...counts].flatMap(([label, count]) =>
    Array.from(
      { length: byTime.test(label) ? 1 : Math.min(count, passingsTried) },
      (_, index) => `${label}#${index + 1}`,
    ),
  );
  console.log(
    `${points.length} points at ${counts.size} labels:\n${[...counts].map(([label, count]) => `  ${label} (passed ${count} times)`).join('\n')}`,
  );
  expect(counts.size).toBeGreaterThan(30);

  const wrong: string[] = [];
  const killedAt = new Set<string>();
  for (const point of points) {
    const ending = await tellStory(world, await world.start(point));
    await world.end();
    if (ending.restarts > 0) killedAt.add(point.split('#')[0] ?? point);
    try {
      expect(ending).toEqual(rightEnding(ending.restarts));
    } catch (failure) {
      wrong.push(`${point}: ${(failure as Error).message}`);
    }
  }
  expect(wrong).toEqual([]);
  expect([...counts.keys()].filter((label) => !killedAt.has(label))).toEqual([]);
}, 1_800_000);
