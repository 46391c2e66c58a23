// A clock that jumps to the next moment somebody waits for, as JumpClock does, but for many that wait and work at once: it stands still while a request of this
// process is under way or somebody holds it, so that work costs no time and nobody is overtaken.

import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../domain/ports.ts';

interface Timer {
  at: number;
  fire: () => void;
}
/** Promises and finished I/O that follow one upon the other are done after so many quiet turns of the event loop. */
const quietTurns = 10;

export class PatientClock implements Clock {
  #time = 0;
  readonly #start: number;
  /** the soonest last */
  #timers: Timer[] = [];
  #holders = 0;
  #looking = false;

  constructor(start: string) {
    this.#start = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#start + this.#time);
  }

  monotonic(): number {
    return this.#time;
  }

  wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const given = () => {
        this.#timers = this.#timers.filter((one) => one !== timer);
        reject(signal?.reason);
      };
      const timer = {
        at: this.#time + Math.max(0, milliseconds),
        fire: () => {
          signal?.removeEventListener('abort', given);
          resolve();
        },
      };
      signal?.addEventListener('abort', given, { once: true });
      const place = this.#timers.findLastIndex((one) => one.at > timer.at);
      this.#timers.splice(place + 1, 0, timer);
      this.#look();
    });
  }

  /** Time stands still until the answer is called. */
  hold(): () => void {
    this.#holders += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holders -= 1;
      this.#look();
    };
  }

  /** Time stands still while any request of undici's is under way. Gives how to end that. */
  holdForRequests(): () => void {
    const open = new Map<object, () => void>();
    const began = (message: unknown) => {
      const { request } = message as { request: object };
      open.set(request, this.hold());
    };
    const ended = (message: unknown) => {
      const { request } = message as { request: object };
      open.get(request)?.();
      open.delete(request);
    };
    const channels = [
      ['undici:request:create', began],
      ['undici:request:trailers', ended],
      ['undici:request:error', ended],
    ] as const;
    for (const [name, told] of channels) subscribe(name, told);
    return () => {
      for (const [name, told] of channels) unsubscribe(name, told);
      for (const release of open.values()) release();
    };
  }

  /** For whoever answers a request: while it takes its time over the answer, time goes on. */
  forAnswers(): { now(): Date; wait(milliseconds: number): Promise<void> } {
    return {
      now: () => this.now(),
      wait: async (milliseconds) => {
        const waited = this.wait(milliseconds);
        this.#holders -= 1;
        this.#look();
        await waited;
        this.#holders += 1;
      },
    };
  }

  #look(): void {
    if (this.#looking || this.#holders > 0) return;
    this.#looking = true;
    void this.#jump();
  }

  async #jump(): Promise<void> {
    for (let turn = 0; turn < quietTurns && this.#holders === 0; turn += 1) await nextTurn();
    this.#looking = false;
    if (this.#holders > 0) return; // whoever lets go looks again
    const next = this.#timers.pop();
    if (!next) return;
    this.#time = Math.max(this.#time, next.at);
    next.fire();
    this.#look();
  }
}
