import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { Settings } from '../domain/settings.ts';
import { VirtualClock } from '../testing/virtualClock.ts';
import { createJourneyLoop } from './journeyLoop.ts';
import { type JourneyRuns, journeyPlans } from './journeyPlans.ts';

const names = [
  'noticeOrders',
  'sendOrders',
  'followOrders',
  'recordDespatches',
  'updateStock',
  'readStockChanges',
  'finishHeld',
  'reconcileOrders',
  'watchLate',
  'tellShop',
] as const;

test('events make the whole stock report be read twice as often at most', async () => {
  const clock = new VirtualClock();
  const settings = Value.Create(Settings);
  const starts: number[] = [];
  const runs = Object.fromEntries(names.map((name) => [name, async () => 'Done.'])) as unknown as JourneyRuns;
  runs.updateStock = async () => {
    starts.push(clock.monotonic() / 1000);
    return 'Done.';
  };
  const plan = journeyPlans(
    runs,
    () => settings,
    async () => null,
    () => false,
  ).find(({ name }) => name === 'updateStock');
  if (!plan) throw new Error('there is no such journey');
  const stop = new AbortController();
  const loop = createJourneyLoop(plan, null, {
    clock,
    store: { saveJourney: async () => {} },
    keptBy: () => null,
    onStop: () => {},
    observe: () => {},
    log: { info: () => {}, warn: () => {}, error: () => {} },
    chance: () => 0,
  });
  const ended = loop.keep(stop.signal);
  const every = settings.stock.everySeconds;
  for (let second = 0; second < every * 2; second += 10) {
    loop.hint();
    await clock.advance(10_000);
  }
  expect(starts).toEqual([0, every / 2, every, every * 1.5, every * 2].slice(0, starts.length));
  expect(starts.length).toBeGreaterThanOrEqual(4);
  stop.abort();
  await ended;
});
