// Sleeping until a time, or until somebody rings.

import type { Clock } from '../domain/ports.ts';

export class Alarm {
  readonly #clock: Clock;
  #rung = false;
  #sleeper: AbortController | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Ends the sleep at hand, or else the next one before it begins. */
  ring(): void {
    this.#rung = true;
    this.#sleeper?.abort();
  }

  async sleep(milliseconds: number): Promise<void> {
    if (!this.#rung) {
      this.#sleeper = new AbortController();
      await this.#clock.wait(milliseconds, this.#sleeper.signal).catch(() => undefined);
      this.#sleeper = null;
    }
    this.#rung = false;
  }
}
