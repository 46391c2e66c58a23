// The one gate every call to Peoplevox goes through: one at a time, or two where the tenant bears it, never more than settings
// allow in any window, orders first, nobody starved. Each call is written down before it is made, so that a restart
// remembers it (design.md section 3; promise 8 of section 10).

import { uptime } from 'node:os';
import { DateTime } from 'luxon';
import { NotConnected, Refused, Stopping } from '../domain/errors.ts';
import type { Clock } from '../domain/ports.ts';
import { goesBeside, type OneCall } from './beside.ts';
import { CallWindow, type RecordedCall } from './callWindow.ts';
import { isOwed, type Lane, lanes, nextTurn } from './lanes.ts';

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
   * How many calls may be under way at once, asked before each; absent: one. Of two, one at most is a save, and one at most of the
   * lane `bulk` (design.md section 5).
   */
  atOnce?: () => 1 | 2;
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

/** Written by the pacer while the call is under way. */
export interface Flight {
  /** another call was under way at some moment of it */
  shared: boolean;
}

export interface Turn {
  /** asked when the turn has come: where it says no, nothing is counted, no call is made and null is returned */
  stillWanted?: (() => boolean) | undefined;
  /** nothing else is under way meanwhile */
  alone?: boolean;
  flight?: Flight;
}

export type Both<T> = [PromiseSettledResult<T>, PromiseSettledResult<T>];

export interface Pacer {
  /**
   * Waits for a turn in the lane, then makes the call. Throws what the call throws, Stopping, or NotConnected where the call could
   * not be written down.
   */
  run<T>(lane: Lane, operation: string, call: () => Promise<T>, turn?: Turn): Promise<T | null>;
  /**
   * Makes two calls at the same moment and nothing else meanwhile, whatever `atOnce` says: to find out whether that is borne.
   * Throws as `run`, and Refused where the settings allow one call in a window only, or ask for a gap between two.
   */
  pair<T>(
    lane: Lane,
    operation: string,
    calls: [() => Promise<T>, () => Promise<T>],
    stillWanted?: () => boolean,
  ): Promise<Both<T> | null>;
  /** Another sidecar may have made calls that this one's memory lacks: a whole window passes before the next call. */
  assumeFull(): Promise<void>;
  /** Calls in the window now, and since midnight in the tenant's time zone. */
  usage(): Promise<PacerUsage>;
}

interface Waiting {
  operation: string;
  /** each makes a call, all at the same moment, and settles the promise of whoever waits; they never throw */
  calls: (() => Promise<void>)[];
  alone: boolean;
  flight: Flight;
  refuse: (why: unknown) => void;
  /** settles with null and says so where the call is no longer wanted */
  droppedOut: () => boolean;
}

interface UnderWay extends OneCall {
  flight: Flight;
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
  const underWay = new Set<UnderWay>();
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

  const waiting = () =>
    lanes.flatMap((lane) => {
      const [first] = queues[lane];
      return first ? [{ lane, first, passedOver: passedOver[lane], calls: first.calls.length }] : [];
    });

  function served(lane: Lane): void {
    for (const other of lanes) passedOver[other] = queues[other].length === 0 ? 0 : passedOver[other] + 1;
    passedOver[lane] = 0;
  }

  function refuseAll(why: unknown): void {
    for (const lane of lanes) for (const one of queues[lane].splice(0)) one.refuse(why);
  }

  /** The next to go, or how long to wait for one; null: until a call under way has ended. */
  function choose(): { lane: Lane } | { waitMs: number | null } {
    const { callsPerWindow, windowMs, gapMs } = limits();
    const now = clock.monotonic();
    const used = window.used(now, windowMs);
    const all = waiting();
    const { lane: turn } = nextTurn(all, used, callsPerWindow);
    // what goes alone would wait for ever if others went on beside each other
    const nextGoesAlone = all.some(({ lane, first }) => lane === turn && first.alone);
    if (nextGoesAlone && underWay.size > 0) return { waitMs: null };
    const ready = all.filter(({ lane, first, calls, passedOver }) =>
      goesBeside({ ...first, lane }, [...underWay], {
        calls,
        atOnce: deps.atOnce?.() ?? 1,
        orderWaits: queues.orders.length > 0,
        owed: isOwed({ lane, passedOver }),
      }),
    );
    if (ready.length === 0) return { waitMs: null };
    const gapLeft = window.gapLeft(now, gapMs);
    if (gapLeft > 0) return { waitMs: gapLeft };
    const { lane, roomBelow } = nextTurn(ready, used, callsPerWindow);
    return lane ? { lane } : { waitMs: window.roomIn(now, windowMs, roomBelow) };
  }

  /** Resolves when the calls were begun. */
  async function begin(lane: Lane, one: Waiting): Promise<void> {
    try {
      for (const _ of one.calls)
        await store.record(clock.now().getTime(), one.operation, lane, machineUptime());
    } catch (cause) {
      one.refuse(new NotConnected('The call could not be written down, so it was not made.', { cause }));
      return;
    }
    served(lane);
    for (const call of one.calls) void make(lane, one, call);
  }

  async function make(
    lane: Lane,
    { operation, alone, flight }: Waiting,
    call: () => Promise<void>,
  ): Promise<void> {
    const mine: UnderWay = { lane, operation, alone, flight };
    underWay.add(mine);
    if (underWay.size > 1) for (const each of underWay) each.flight.shared = true;
    countToday();
    window.began(clock.monotonic());
    try {
      await call();
    } finally {
      underWay.delete(mine);
      window.ended(clock.monotonic());
      wake.abort();
    }
  }

  async function pause(milliseconds: number | null): Promise<void> {
    wake = new AbortController();
    const { signal: woken } = wake;
    // somebody new, the end of a call or the stop wakes us early; either way the choice is made afresh
    if (milliseconds !== null) await clock.wait(milliseconds, woken).catch(() => undefined);
    else await new Promise((resolve) => woken.addEventListener('abort', resolve));
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    try {
      await load();
      while (waiting().length > 0) {
        const choice = choose();
        if ('waitMs' in choice) await pause(choice.waitMs);
        else {
          const one = queues[choice.lane].shift();
          if (one && !one.droppedOut()) await begin(choice.lane, one);
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

  function queue(lane: Lane, one: Waiting): void {
    if (signal?.aborted) {
      one.refuse(new Stopping('The sidecar is stopping.'));
      return;
    }
    queues[lane].push(one);
    wake.abort();
    void work();
  }

  return {
    run: (lane, operation, call, turn = {}) =>
      new Promise((resolve, reject) => {
        const { stillWanted = () => true, alone = false, flight = { shared: false } } = turn;
        queue(lane, {
          operation,
          calls: [() => call().then(resolve, reject)],
          alone,
          flight,
          refuse: reject,
          droppedOut: () => {
            if (stillWanted()) return false;
            resolve(null);
            return true;
          },
        });
      }),

    pair: <T>(
      lane: Lane,
      operation: string,
      calls: [() => Promise<T>, () => Promise<T>],
      stillWanted = () => true,
    ) =>
      new Promise<Both<T> | null>((resolve, reject) => {
        const { callsPerWindow, gapMs } = limits();
        if (callsPerWindow < calls.length || gapMs > 0) {
          const words = 'Settings allow one call in a window only, or ask for a pause between two';
          return reject(new Refused(`${words}, so no two are made at the same moment.`));
        }
        const ends: (PromiseSettledResult<T> | undefined)[] = [];
        const make = (place: number, call: () => Promise<T>) => async () => {
          [ends[place]] = await Promise.allSettled([call()]);
          const [one, other] = ends;
          if (one && other) resolve([one, other]);
        };
        queue(lane, {
          operation,
          calls: calls.map((call, place) => make(place, call)),
          alone: true,
          flight: { shared: true },
          refuse: reject,
          droppedOut: () => {
            if (stillWanted()) return false;
            resolve(null);
            return true;
          },
        });
      }),

    async assumeFull() {
      await load();
      window.assumeFull(clock.monotonic());
    },

    async usage() {
      await load();
      const { callsPerWindow, windowMs } = limits();
      return {
        inWindow: window.used(clock.monotonic(), windowMs),
        allowed: callsPerWindow,
        windowSeconds: windowMs / 1000,
        today: startOfToday().toISODate() === today.day ? today.calls : 0,
      };
    },
  };
}
