import { expect, test } from 'vitest';
import { PatientClock } from './patientClock.ts';
import { Timeline } from './timeline.ts';

const start = '2026-11-24T00:00:00Z';

test('jumps to whoever waits least, and hours cost nothing', async () => {
  const clock = new PatientClock(start);
  const woken: string[] = [];
  const sleeper = async (name: string, minutes: number) => {
    await clock.wait(minutes * 60_000);
    woken.push(`${name} ${clock.now().toISOString().slice(11, 16)}`);
  };
  await Promise.all([sleeper('late', 600), sleeper('soon', 5), sleeper('later', 30)]);
  expect(woken).toEqual(['soon 00:05', 'later 00:30', 'late 10:00']);
});

test('stands still while somebody works', async () => {
  const clock = new PatientClock(start);
  const letGo = clock.hold();
  const slept = clock.wait(1000);
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
  expect(clock.monotonic()).toBe(0);
  letGo();
  await slept;
  expect(clock.monotonic()).toBe(1000);
});

test('a sleep that is given up keeps nobody waiting', async () => {
  const clock = new PatientClock(start);
  const given = new AbortController();
  const long = clock.wait(3_600_000, given.signal);
  given.abort();
  await expect(long).rejects.toThrow();
  await clock.wait(10);
  expect(clock.monotonic()).toBe(10);
});

test('what people do comes in its order, what it brings about included', async () => {
  const clock = new PatientClock(start);
  const timeline = new Timeline(clock);
  const done: string[] = [];
  const at = (minutes: number) => Date.parse(start) + minutes * 60_000;
  timeline.add(at(20), () => void done.push('despatched'));
  timeline.add(at(10), () => {
    done.push('placed');
    timeline.add(at(15), () => void done.push('picked'));
  });
  timeline.add(at(90), () => void done.push('tomorrow'));
  await timeline.runUntil(at(60));
  expect(done).toEqual(['placed', 'picked', 'despatched']);
  expect(clock.now().getTime()).toBe(at(60));
});
