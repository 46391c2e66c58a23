import { expect, test } from 'vitest';
import { LeaseLost, Refused, Silent } from '../domain/errors.ts';
import { orderId } from '../domain/ids.ts';
import type { JourneyRecord } from '../domain/records.ts';
import { settle, VirtualClock } from '../testing/virtualClock.ts';
import { createJourneyLoop, type LoopDeps } from './journeyLoop.ts';
import type { JourneyPlan } from './journeyPlan.ts';

interface Setup {
  run?: JourneyPlan['run'];
  plan?: Partial<JourneyPlan>;
  left?: JourneyRecord;
  clock?: VirtualClock;
}

function setup({ run, plan = {}, left, clock = new VirtualClock() }: Setup = {}) {
  const runs: { at: number; ids: number[] | null }[] = [];
  const saved: JourneyRecord[] = [];
  const stopped: string[] = [];
  const observed: { outcome: string; seconds: number }[] = [];
  const gate = { kept: null as string | null };
  const stop = new AbortController();
  const begun = clock.monotonic();
  const deps: LoopDeps = {
    clock,
    store: { saveJourney: async (record) => void saved.push(record) },
    keptBy: () => gate.kept,
    onStop: (failure) => stopped.push(failure.name),
    observe: (_, outcome, seconds) => void observed.push({ outcome, seconds }),
    log: { info: () => {}, warn: () => {}, error: () => {} },
    chance: () => 0,
  };
  const loop = createJourneyLoop(
    {
      name: 'noticeOrders',
      everySeconds: () => 60,
      hintGapSeconds: () => 0,
      needsLive: false,
      run: async (signal, ids) => {
        runs.push({ at: (clock.monotonic() - begun) / 1000, ids });
        return run ? run(signal, ids) : 'Done.';
      },
      ...plan,
    },
    left ?? null,
    deps,
  );
  const ended = loop.keep(stop.signal);
  return {
    clock,
    loop,
    runs,
    saved,
    stopped,
    observed,
    gate,
    stop,
    ended,
    times: () => runs.map((one) => one.at),
  };
}
/** A run that goes on until it is let go. */
function held() {
  let letGo = () => {};
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { letGo: () => letGo(), run: () => gone.then(() => 'Done.') };
}

test('it runs at once and then by its interval, which is read anew', async () => {
  const interval = { seconds: 60 };
  const { clock, loop, times, stop, ended } = setup({ plan: { everySeconds: () => interval.seconds } });
  await clock.advance(125_000);
  expect(times()).toEqual([0, 60, 120]);
  interval.seconds = 20;
  loop.recheck();
  await clock.advance(50_000);
  expect(times()).toEqual([0, 60, 120, 140, 160]);
  stop.abort();
  await ended;
});

test('runs never overlap, and hints that come meanwhile make one more', async () => {
  const first = held();
  const { clock, loop, runs } = setup({ run: first.run });
  await settle();
  loop.hint([orderId(1)]);
  loop.hint([orderId(2), orderId(1)]);
  await clock.advance(300_000);
  expect(runs).toHaveLength(1);
  first.letGo();
  await settle();
  expect(runs.slice(1)).toMatchObject([{ ids: [1, 2] }, { ids: null }]);
});

test('a stream of hints does not keep back the poll', async () => {
  const { clock, loop, runs } = setup();
  await settle();
  for (let second = 0; second < 130; second += 1) {
    loop.hint([orderId(second + 1)]);
    await clock.advance(1000);
  }
  expect(runs.filter((one) => one.ids === null).map((one) => one.at)).toEqual([0, 60, 120]);
  expect(runs.flatMap((one) => one.ids ?? [])).toHaveLength(130);
});

test('a failure is shown, tried again later and later, and over with the next success', async () => {
  const fail = { times: 4 };
  const { clock, loop, saved, times } = setup({
    plan: { everySeconds: () => 600 },
    run: async () => {
      fail.times -= 1;
      if (fail.times >= 0) throw new Silent('The shop did not answer.');
      return '3 orders read.';
    },
  });
  await clock.advance(40_000);
  expect(times()).toEqual([0, 5, 15, 35]);
  expect(loop.view()).toMatchObject({ state: 'failing', problem: 'The shop did not answer.', failures: 4 });
  expect(loop.view().failingSince?.toISOString()).toBe('2026-03-02T09:00:00.000Z');
  await clock.advance(40_000);
  expect(times()).toEqual([0, 5, 15, 35, 75]);
  expect(loop.view()).toMatchObject({ state: 'going', problem: null, lastResult: '3 orders read.' });
  expect(saved.at(-1)).toMatchObject({ failures: 0, failingSince: null });
});

test('it rests no longer than two minutes, and a hint does not cut the rest short', async () => {
  const { clock, loop, times } = setup({
    run: async () => {
      throw new Refused('No.');
    },
  });
  await clock.advance(3_600_000);
  const gaps = times().map((at, index) => at - (times()[index - 1] ?? 0));
  expect(Math.max(...gaps)).toBe(120);
  const before = times().length;
  loop.hint([orderId(1)]);
  await settle();
  expect(times()).toHaveLength(before);
});

test('ids whose run failed are asked for again', async () => {
  const fail = { next: false };
  const { clock, loop, runs } = setup({
    run: async () => {
      if (!fail.next) return 'Done.';
      fail.next = false;
      throw new Silent('No answer.');
    },
  });
  await clock.advance(1000);
  fail.next = true;
  loop.hint([orderId(7)]);
  await clock.advance(10_000);
  expect(runs.map((one) => one.ids)).toEqual([null, [7], [7]]);
});

test('an unexpected fault is caught and named without its words', async () => {
  const { clock, loop, times } = setup({
    run: async () => {
      throw new TypeError('Cannot read properties of undefined (reading secret)');
    },
  });
  await clock.advance(6000);
  expect(times()).toHaveLength(2);
  expect(loop.view().problem).toContain('unexpected fault');
  expect(loop.view().problem).not.toContain('secret');
});

test('what keeps it makes it wait, and it runs as soon as nothing does', async () => {
  const { clock, loop, gate, times } = setup();
  gate.kept = 'Not live.';
  await clock.advance(90_000);
  expect(loop.view()).toMatchObject({ state: 'waiting', kept: 'Not live.', nextRunAt: null });
  expect(loop.ask()).toBe('Not live.');
  expect(await loop.runNow()).toEqual({ ok: false, words: 'Not live.' });
  gate.kept = null;
  loop.recheck();
  await settle();
  expect(times().length).toBeGreaterThan(0);
});

test('paused by a person it waits, also after a restart', async () => {
  const { clock, loop, saved, times, stop, ended } = setup();
  await settle();
  await loop.pause(true);
  await clock.advance(300_000);
  expect(times()).toEqual([0]);
  stop.abort();
  await ended;
  const again = setup({ clock, ...(saved.at(-1) ? { left: saved.at(-1) as JourneyRecord } : {}) });
  await clock.advance(300_000);
  expect(again.times()).toEqual([]);
  await again.loop.pause(false);
  await settle();
  expect(again.times()).toHaveLength(1);
});

test('after a restart it keeps its rhythm', async () => {
  const { clock, saved, stop, ended } = setup({ plan: { everySeconds: () => 300 } });
  await clock.advance(100_000);
  stop.abort();
  await ended;
  const left = saved.at(-1);
  if (!left) throw new Error('nothing was saved');
  const again = setup({ clock, left, plan: { everySeconds: () => 300 } });
  await clock.advance(199_000);
  expect(again.times()).toEqual([]);
  await clock.advance(2_000);
  expect(again.times()).toEqual([200]);
});

test('switched off in the middle, the run is told to finish its step', async () => {
  const seen = { aborted: false };
  const { clock, loop, gate, stopped } = setup({
    run: async (signal) => {
      await clock.wait(1000);
      seen.aborted = signal.aborted;
      return 'Stopped early.';
    },
  });
  await settle();
  gate.kept = 'Not live.';
  loop.recheck();
  await clock.advance(1000);
  expect(seen.aborted).toBe(true);
  expect(stopped).toEqual([]);
});

test('a lost lease is passed on and is no failure of the journey', async () => {
  const { clock, loop, stopped } = setup({
    run: async () => {
      throw new LeaseLost('Another sidecar has it.');
    },
  });
  await clock.advance(1000);
  expect(stopped).toEqual(['LeaseLost']);
  expect(loop.view()).toMatchObject({ failures: 0, problem: null });
});

test('by due time it runs when something is due, on a hint, and never in a busy loop', async () => {
  const due = { at: null as Date | null };
  const { clock, loop, times } = setup({ plan: { dueAt: async () => due.at, everySeconds: () => 15 } });
  await clock.advance(60_000);
  expect(times()).toEqual([]);
  due.at = new Date(clock.now().getTime() + 7_000);
  loop.recheck();
  await clock.advance(6_900);
  expect(times()).toEqual([]);
  await clock.advance(1_100);
  expect(times().length).toBeGreaterThan(0);
  expect(times().length).toBeLessThan(6);
  due.at = null;
  await clock.advance(30_000);
  const before = times().length;
  loop.hint();
  await settle();
  expect(times()).toHaveLength(before + 1);
});

test('hints come no closer together than the gap', async () => {
  const { clock, loop, times } = setup({ plan: { hintGapSeconds: () => 10, everySeconds: () => 600 } });
  await settle();
  for (let second = 0; second < 25; second += 1) {
    loop.hint();
    await clock.advance(1000);
  }
  expect(times()).toEqual([0, 10, 20]);
});

test('stopping waits for the run at hand', async () => {
  const first = held();
  const { stop, ended, saved } = setup({ run: first.run });
  await settle();
  stop.abort();
  let over = false;
  void ended.then(() => {
    over = true;
  });
  await settle();
  expect(over).toBe(false);
  first.letGo();
  await ended;
  expect(saved.at(-1)).toMatchObject({ lastResult: 'Done.' });
});

test('asked for while it runs, it runs once more, and the run at hand is still counted right', async () => {
  const { letGo, run } = held();
  const { clock, loop, runs, observed, saved } = setup({ run });
  await clock.advance(2_000);
  expect(loop.ask()).toBeNull();
  letGo();
  await clock.advance(1_000);
  expect(runs).toHaveLength(2);
  expect(observed[0]).toEqual({ outcome: 'ok', seconds: 2 });
  expect(saved.at(-1)).toMatchObject({ failures: 0, problem: null });
});

test('after a restart the gap counts from the last whole run too', async () => {
  const { clock, saved, stop, ended } = setup();
  await settle();
  stop.abort();
  await ended;
  const left = saved.at(-1);
  if (!left) throw new Error('nothing was saved');
  const again = setup({ clock, left, plan: { hintGapSeconds: () => 150, everySeconds: () => 300 } });
  again.loop.hint();
  await clock.advance(149_000);
  expect(again.times()).toEqual([]);
  await clock.advance(1_000);
  expect(again.times()).toEqual([150]);
});

test('what costs many calls rests longer after a failure', async () => {
  const { clock, times } = setup({
    plan: { firstRestSeconds: () => 60, everySeconds: () => 300 },
    run: async () => {
      throw new Silent('No answer.');
    },
  });
  await clock.advance(600_000);
  expect(times()).toEqual([0, 60, 180, 420]);
});
