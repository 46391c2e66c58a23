import { setTimeout as wait } from 'node:timers/promises';

/** What the simulator needs of a clock. A test's virtual clock fits. */
export interface BaseClock {
  now(): Date;
  /** Absent: the pace of calls (callMs, rowMs) takes real time. */
  wait?(ms: number): Promise<void>;
}

/** The tenant's clock: a base clock that can be moved. */
export interface SimulatorClock {
  now(): Date;
  /** Resolves when so many milliseconds of the base clock have gone by. */
  wait(ms: number): Promise<void>;
  /** Moves on (or back) by so many milliseconds, on top of what the base clock does. */
  advance(ms: number): void;
  set(to: Date): void;
  /** Back to the base clock. */
  reset(): void;
}

const systemClock: BaseClock = { now: () => new Date() };

export function simulatorClock(base: BaseClock = systemClock): SimulatorClock {
  let offsetMs = 0;
  return {
    now: () => new Date(base.now().getTime() + offsetMs),
    wait: (ms) => base.wait?.(ms) ?? wait(ms),
    advance: (ms) => {
      offsetMs += ms;
    },
    set: (to) => {
      offsetMs = to.getTime() - base.now().getTime();
    },
    reset: () => {
      offsetMs = 0;
    },
  };
}
