// What people do, each at its moment of the virtual day.

import type { PatientClock } from './patientClock.ts';

interface Event {
  at: number;
  act: () => Promise<void> | void;
  /** time goes on while it is done */
  takesTime: boolean;
}

export class Timeline {
  /** the soonest last; of the same moment, the first that was added */
  readonly #events: Event[] = [];
  readonly #clock: PatientClock;

  constructor(clock: PatientClock) {
    this.#clock = clock;
  }

  /** `at`: milliseconds since 1970; what is past is done at once. */
  add(at: number, act: Event['act'], { takesTime = false } = {}): void {
    const place = this.#events.findLastIndex((one) => one.at > at);
    this.#events.splice(place + 1, 0, { at, act, takesTime });
  }

  /** Does everything that comes before `end`, then waits for it. */
  async runUntil(end: number): Promise<void> {
    for (let next = this.#events.at(-1); next && next.at < end; next = this.#events.at(-1)) {
      this.#events.pop();
      await this.#clock.wait(next.at - this.#clock.now().getTime());
      const letGo = next.takesTime ? () => {} : this.#clock.hold();
      try {
        await next.act();
      } finally {
        letGo();
      }
    }
    await this.#clock.wait(end - this.#clock.now().getTime());
  }
}
