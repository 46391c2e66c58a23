// Item codes that Peoplevox was asked for and did not have: while a backlog is sent they are not asked for again with each batch.

import type { Sku } from '../../domain/ids.ts';
import type { Clock } from '../../domain/ports.ts';

/** So soon an item that was created meanwhile is found by the orders that come after. */
const believedMs = 5 * 60_000;

export class NotThere {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #askedAt = new Map<Sku, number>();

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  note(codes: Iterable<Sku>): void {
    const now = this.#clock.monotonic();
    for (const code of codes) this.#askedAt.set(code, now);
  }

  everWas(code: Sku): boolean {
    return this.#askedAt.has(code);
  }

  has(code: Sku): boolean {
    const at = this.#askedAt.get(code);
    return at !== undefined && this.#clock.monotonic() - at < believedMs;
  }
}
