// Time that passes only when a test says so. The wall clock can be stepped apart from the monotonic one, as a
// time server or a person would.

import type { Clock } from '../../domain/ports.ts';

interface Timer {
  at: number;
  fire: () => void;
}

export class VirtualClock implements Clock {
  #monotonic = 0;
  #wall: number;
  #timers: Timer[] = [];

  constructor(start = '2026-03-02T09:00:00Z') {
    this.#wall = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#wall + this.#monotonic);
  }
  monotonic(): number {
    return this.#monotonic;
  }
  wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const timer = { at: this.#monotonic + Math.max(0, milliseconds), fire: resolve };
      this.#timers.push(timer);
      signal?.addEventListener('abort', () => {
        this.#timers = this.#timers.filter((one) => one !== timer);
        reject(signal.reason);
      });
    });
  }

  stepWall(milliseconds: number): void {
    this.#wall += milliseconds;
  }

  /**
   * Lets everything that is ready happen, and time pass from timer to timer, until `milliseconds` are over.
   */
  async advance(milliseconds: number): Promise<void> {
    const until = this.#monotonic + milliseconds;
    for (;;) {
      await settle();
      const next = this.#timers.sort((a, b) => a.at - b.at)[0];
      if (!next || next.at > until) break;
      this.#timers.shift();
      this.#monotonic = Math.max(this.#monotonic, next.at);
      next.fire();
    }
    this.#monotonic = until;
    await settle();
  }

  /** Lets time pass until the promise is settled, an hour at most. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    promise.then(
      () => {
        settled = true;
      },
      () => {
        settled = true;
      },
    );
    for (let spent = 0; !settled && spent < 3_600_000; spent += 500) await this.advance(500);
    return promise;
  }
}

/** All promise reactions and immediates that are ready have run. */
async function settle(): Promise<void> {
  for (let i = 0; i < 3; i += 1) await new Promise((resolve) => setImmediate(resolve));
}
