// A clock that stands still until a test moves it: an hour of retries in a millisecond, and no sleeps. The wall clock can be stepped
// apart from the monotonic one, as a time server or a person would, and as a machine does that slept.

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../domain/ports.ts';

interface Waiter {
  at: number;
  wake: () => void;
}

export class VirtualClock implements Clock {
  #now: number;
  #monotonic = 0;
  #waiting: Waiter[] = [];

  constructor(start = '2026-03-02T09:00:00.000Z') {
    this.#now = Date.parse(start);
  }

  now = () => new Date(this.#now);
  monotonic = () => this.#monotonic;

  wait = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const waiter = { at: this.#monotonic + milliseconds, wake: resolve };
      this.#waiting.push(waiter);
      signal?.addEventListener('abort', () => {
        this.#waiting = this.#waiting.filter((one) => one !== waiter);
        reject(signal.reason);
      });
    });

  /** Moves on by so much, waking whoever waits at his moment, and lets each finish what can be finished without more time. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#monotonic + milliseconds;
    await settle();
    for (;;) {
      const next = this.#waiting.toSorted((one, other) => one.at - other.at)[0];
      if (!next || next.at > end) break;
      this.#waiting = this.#waiting.filter((one) => one !== next);
      this.#moveTo(next.at);
      next.wake();
      await settle();
    }
    this.#moveTo(end);
    await settle();
  }

  /** Lets time pass until the promise is settled, an hour at most. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const note = () => {
      settled = true;
    };
    promise.then(note, note);
    for (let spent = 0; !settled && spent < 3_600_000; spent += 500) await this.advance(500);
    return promise;
  }

  /** The wall clock alone, by so much: forwards or (negative) backwards. */
  stepWall(milliseconds: number): void {
    this.#now += milliseconds;
  }

  #moveTo(monotonic: number): void {
    this.#now += Math.max(0, monotonic - this.#monotonic);
    this.#monotonic = Math.max(this.#monotonic, monotonic);
  }
}

/** Lets promises and finished I/O run. */
export async function settle(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await nextTurn();
}
