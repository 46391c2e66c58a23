// Chance that can be repeated: the same seed gives the same numbers.

export interface Chance {
  /** from 0 to below 1 */
  next(): number;
  /** a whole number from 0 to below `below` */
  below(below: number): number;
  /** each is named once, in an order of chance */
  shuffled<T>(all: readonly T[]): T[];
}

/** mulberry32: small, and good enough to make up orders with. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    shuffled(all) {
      const cards = [...all];
      for (let last = cards.length - 1; last > 0; last -= 1) {
        const other = below(last + 1);
        [cards[last], cards[other]] = [cards[other] as never, cards[last] as never];
      }
      return cards;
    },
  };
}
