// Which items keep an order from being allocated, as far as that can be said: Peoplevox tells of allocation for the whole order only (peoplevox-api.md 5.1, 5.2).

import type { Sku } from './ids.ts';
import type { FoundLine } from './salesOrder.ts';
import type { StockRow } from './stock.ts';

const namedAtMost = 10;

/**
 * What the warehouse should look at, in words: the items whose last reading does not cover the order's units at the site that ships. Blank and
 * absent are not zero, and are called what they are.
 */
export function missingWords(lines: readonly FoundLine[], stock: readonly StockRow[], site: string): string {
  if (lines.length === 0) return 'Peoplevox shows no lines of it: compare it with the order.';
  const wanted = new Map<Sku, number>();
  for (const { sku, quantity } of lines) wanted.set(sku, (wanted.get(sku) ?? 0) + quantity);
  const short = [...wanted].flatMap(([sku, units]) => {
    const found = stock.find((row) => row.sku === sku && row.site.toLowerCase() === site.toLowerCase());
    if (found === undefined) return [`${sku} (not in the stock report for ${site}, ${units} wanted)`];
    if (found.available === null) return [`${sku} (no figure in the stock report, ${units} wanted)`];
    return found.available < units ? [`${sku} (${found.available} available, ${units} wanted)`] : [];
  });
  if (short.length === 0) return 'All items look available: ask the warehouse why.';
  const more = short.length > namedAtMost ? ` and ${short.length - namedAtMost} more` : '';
  return `Peoplevox does not say which lines; short by the last reading: ${short.slice(0, namedAtMost).join(', ')}${more}.`;
}
