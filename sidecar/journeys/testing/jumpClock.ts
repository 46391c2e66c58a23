// A clock on which waiting costs no real time: while nothing else is to be done, it jumps to the next moment somebody waits for.

import type { Clock } from '../../domain/ports.ts';

const answerLimitMs = 100_000;
const patienceMs = 60_000;

interface Timer {
  at: number;
  limit: boolean;
  fire: () => void;
}

export class JumpClock implements Clock {
  #time = 0;
  readonly #start: number;
  #timers: Timer[] = [];

  constructor(start = '2026-11-23T09:00:00Z') {
    this.#start = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#start + this.#time);
  }
  monotonic(): number {
    return this.#time;
  }
  advance(milliseconds: number): void {
    this.#time += milliseconds;
  }
  wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const limit = milliseconds >= answerLimitMs;
      const giveUp = () => {
        this.#timers = this.#timers.filter((one) => one !== timer);
        clearTimeout(patience);
        reject(signal?.reason);
      };
      const fire = () => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      const timer = { at: this.#time + Math.max(0, milliseconds), limit, fire };
      signal?.addEventListener('abort', giveUp);
      this.#timers.push(timer);
      // A long wait is the limit on an answer that is on its way: it is over only when nothing has come for a while.
      const patience = limit ? setTimeout(() => this.#jumpTo(timer), patienceMs).unref() : undefined;
      if (!limit) setImmediate(() => this.#jump());
    });
  }

  #jump(): void {
    const [next] = this.#timers.filter(({ limit }) => !limit).sort((one, other) => one.at - other.at);
    if (next) this.#jumpTo(next);
  }

  #jumpTo(timer: Timer): void {
    if (!this.#timers.includes(timer)) return;
    this.#timers = this.#timers.filter((one) => one !== timer);
    this.#time = Math.max(this.#time, timer.at);
    timer.fire();
  }
}
