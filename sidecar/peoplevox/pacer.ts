// The one gate every call to Peoplevox goes through: one at a time, never more than settings allow in any
// window, orders first, nobody starved. Each call is written down before it is made, so that a restart
// remembers it (design.md section 3; promise 8 of section 10).

import { uptime } from 'node:os';
import { DateTime } from 'luxon';
import { NotConnected, Stopping } from '../domain/errors.ts';
import type { Clock } from '../domain/ports.ts';
import { CallWindow, type RecordedCall } from './callWindow.ts';
import { type Lane, lanes, nextTurn } from './lanes.ts';

/** Where calls are remembered across restarts: the table `peoplevox_call` of the ledger. */
export interface PacerStore {
  /**
   * Calls recorded at or after this wall clock time (milliseconds since 1970), those in the future included,
   * in the order they were recorded. Rows older than a day are never asked for.
   */
  recent(sinceMs: number): Promise<RecordedCall[]>;
  /**
   * Commits one row and resolves only when it is safe on disk. `uptime`: milliseconds since the machine was
   * started.
   */
  record(at: number, operation: string, lane: Lane, uptime: number): Promise<void>;
}

export interface PacerDeps {
  clock: Clock;
  store: PacerStore;
  limits: () => { callsPerWindow: number; windowMs: number; gapMs: number; timeZone: string };
  /**
   * aborted when the sidecar stops: whoever waits is turned away with Stopping, a call under way is let
   * finish
   */
  signal?: AbortSignal;
  /** milliseconds since the machine was started */
  uptime?: () => number;
}

export interface PacerUsage {
  inWindow: number;
  allowed: number;
  windowSeconds: number;
  today: number;
}

export interface Pacer {
  /**
   * Waits for a turn in the lane, then makes the call. With `stillWanted`, asked when the turn has come:
   * where it says no, nothing is counted, no call is made and null is returned. Throws what the call throws,
   * Stopping, or NotConnected where the call could not be written down.
   */
  run<T>(
    lane: Lane,
    operation: string,
    call: () => Promise<T>,
    stillWanted?: () => boolean,
  ): Promise<T | null>;
  /** Another sidecar may have made calls that this one's memory lacks: a whole window passes before the next call. */
  assumeFull(): Promise<void>;
  /** Calls in the window now, and since midnight in the tenant's time zone. */
  usage(): Promise<PacerUsage>;
}

interface Waiting {
  operation: string;
  /** makes the call and settles the promise of whoever waits; never throws */
  make: () => Promise<void>;
  refuse: (why: unknown) => void;
  /** settles with null and says so where the call is no longer wanted */
  droppedOut: () => boolean;
}

const dayMs = 24 * 60 * 60_000;

export function createPacer(deps: PacerDeps): Pacer {
  const { clock, store, limits, signal } = deps;
  const machineUptime = deps.uptime ?? (() => Math.round(uptime() * 1000));
  const window = new CallWindow();
  const queues: Record<Lane, Waiting[]> = { orders: [], despatch: [], follow: [], reconcile: [], bulk: [] };
  const passedOver: Record<Lane, number> = { orders: 0, despatch: 0, follow: 0, reconcile: 0, bulk: 0 };
  const today = { day: '', calls: 0 };
  let loading: Promise<void> | null = null;
  let working = false;
  let inFlight = 0;
  let wake = new AbortController();

  const startOfToday = () => DateTime.fromJSDate(clock.now(), { zone: limits().timeZone }).startOf('day');

  function load(): Promise<void> {
    loading ??= store
      .recent(clock.now().getTime() - dayMs)
      .then((calls) => {
        window.restore(calls, {
          wall: clock.now().getTime(),
          uptime: machineUptime(),
          monotonic: clock.monotonic(),
        });
        const midnight = startOfToday();
        today.day = midnight.toISODate() ?? '';
        today.calls = calls.filter(({ at }) => at >= midnight.toMillis()).length;
      })
      .catch((cause: unknown) => {
        loading = null;
        throw new NotConnected('What calls were made lately could not be read, so no call is made.', {
          cause,
        });
      });
    return loading;
  }

  function countToday(): void {
    const day = startOfToday().toISODate() ?? '';
    if (day !== today.day) Object.assign(today, { day, calls: 0 });
    today.calls += 1;
  }

  const waitingLanes = () =>
    lanes.filter((lane) => queues[lane].length > 0).map((lane) => ({ lane, passedOver: passedOver[lane] }));

  function served(lane: Lane): void {
    for (const other of lanes) passedOver[other] = queues[other].length === 0 ? 0 : passedOver[other] + 1;
    passedOver[lane] = 0;
  }

  function refuseAll(why: unknown): void {
    for (const lane of lanes) for (const one of queues[lane].splice(0)) one.refuse(why);
  }

  /** The next to go, or how long to wait for one. */
  function choose(): { lane: Lane } | { waitMs: number } {
    const { callsPerWindow, windowMs, gapMs } = limits();
    const now = clock.monotonic();
    const gapLeft = window.gapLeft(now, gapMs);
    if (gapLeft > 0) return { waitMs: gapLeft };
    const { lane, roomBelow } = nextTurn(waitingLanes(), window.used(now, windowMs), callsPerWindow);
    return lane ? { lane } : { waitMs: window.roomIn(now, windowMs, roomBelow) };
  }

  async function makeCall(lane: Lane, one: Waiting): Promise<void> {
    try {
      await store.record(clock.now().getTime(), one.operation, lane, machineUptime());
    } catch (cause) {
      one.refuse(new NotConnected('The call could not be written down, so it was not made.', { cause }));
      return;
    }
    countToday();
    served(lane);
    inFlight = 1;
    try {
      await one.make();
    } finally {
      inFlight = 0;
      window.ended(clock.monotonic());
    }
  }

  async function pause(milliseconds: number): Promise<void> {
    wake = new AbortController();
    // somebody new or the stop wakes us early; either way the choice is made afresh
    await clock.wait(milliseconds, wake.signal).catch(() => undefined);
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    try {
      await load();
      while (waitingLanes().length > 0) {
        const choice = choose();
        if ('waitMs' in choice) await pause(choice.waitMs);
        else {
          const one = queues[choice.lane].shift();
          if (one && !one.droppedOut()) await makeCall(choice.lane, one);
        }
      }
    } catch (thrown) {
      refuseAll(thrown);
    } finally {
      working = false;
    }
  }

  signal?.addEventListener('abort', () => {
    refuseAll(new Stopping('The sidecar is stopping.'));
    wake.abort();
  });

  return {
    run: (lane, operation, call, stillWanted = () => true) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(new Stopping('The sidecar is stopping.'));
        queues[lane].push({
          operation,
          make: async () => {
            try {
              resolve(await call());
            } catch (thrown) {
              reject(thrown);
            }
          },
          refuse: reject,
          droppedOut: () => {
            if (stillWanted()) return false;
            resolve(null);
            return true;
          },
        });
        wake.abort();
        void work();
      }),

    async assumeFull() {
      await load();
      window.assumeFull(clock.monotonic());
    },

    async usage() {
      await load();
      const { callsPerWindow, windowMs } = limits();
      return {
        inWindow: window.used(clock.monotonic(), windowMs) + inFlight,
        allowed: callsPerWindow,
        windowSeconds: windowMs / 1000,
        today: startOfToday().toISODate() === today.day ? today.calls : 0,
      };
    },
  };
}
