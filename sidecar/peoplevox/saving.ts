// One save of many sales orders while it goes on: what came of each so far, and whether the rest is tried.

import type { SaveOutcome, SaveOutcomes } from '../domain/ports.ts';
import type { OrderRows } from './saveAnswer.ts';

/**
 * So many sales orders refused one by one in the same words are no longer their own fault (a template is not
 * set up, a right is missing): the others are not tried, or a batch of fifty would cost a hundred calls to
 * say one thing.
 */
const alikeToGiveUp = 3;

export class Saving {
  readonly outcomes: SaveOutcomes = new Map();
  #stopped: string | null = null;
  #sent = false;
  #lastRefusal = '';
  #alike = 0;

  /** Something was sent, so its outcome must be told rather than thrown away. */
  get sent(): boolean {
    return this.#sent;
  }
  /** Why the rest is not tried; null while it is. */
  get stopped(): string | null {
    return this.#stopped;
  }

  /** Peoplevox took the rows of some of these orders at least. */
  settle(outcomes: SaveOutcomes): void {
    this.#sent = true;
    this.#alike = 0;
    for (const [number, outcome] of outcomes) this.outcomes.set(number, outcome);
    // queued: what else is sent now might overtake it
    if ([...outcomes.values()].some(({ kind }) => kind === 'silent')) this.#stop('had no sure answer');
  }

  silent(orders: OrderRows[], words: string): void {
    this.#sent = true;
    this.#all(orders, { kind: 'silent', words });
    this.#stop('had no answer');
  }

  /** The rest is not tried. */
  stop(words: string): void {
    this.#stopped ??= words;
  }

  /** Certainly nothing was done for these, and so it would be for those that follow. */
  notSent(orders: OrderRows[], words: string): void {
    this.#all(orders, { kind: 'not_sent', words });
    this.#stopped ??= words;
  }

  /** This one order cannot be saved as it is; others may. */
  skip(orders: OrderRows[], words: string): void {
    this.#all(orders, { kind: 'not_sent', words });
  }

  refuseAlone(order: OrderRows, words: string): void {
    this.#sent = true;
    this.#all([order], { kind: 'refused', words });
    this.#alike = words === this.#lastRefusal ? this.#alike + 1 : 1;
    this.#lastRefusal = words;
    if (this.#alike >= alikeToGiveUp) {
      this.#stopped ??= `Peoplevox refuses one order after the other, so this was not tried: ${words}`;
    }
  }

  #stop(how: string): void {
    this.#stopped ??= `An earlier part of the save ${how}, so this was not tried.`;
  }
  #all(orders: OrderRows[], outcome: SaveOutcome): void {
    for (const { number } of orders) this.outcomes.set(number, outcome);
  }
}
