/** The same in their order, so many at a time; none for none. `size` ≥ 1. */
export function chunks<T>(all: readonly T[], size: number): T[][] {
  const some: T[][] = [];
  for (let start = 0; start < all.length; start += size) some.push(all.slice(start, start + size));
  return some;
}
