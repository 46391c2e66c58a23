// Wishes to read SKUs by key, once they were read: done, or to be read once more.

import type { Sku } from '../../domain/ids.ts';
import type { StockWish } from '../../domain/ports.ts';
import { settleMs } from '../../domain/stockChanges.ts';
import type { JourneyDeps } from '../deps.ts';

type Deps = Pick<JourneyDeps, 'ledger' | 'clock' | 'settings'>;

/** What could not be read, or not be written, is tried again after this, or later. */
const tryAgainMs = 60_000;

/** A reading counts once Peoplevox's stock figure cannot lag behind the change any more: until then it is made once more. `readAt`: null where it did not come to one. */
export async function noteRead(
  wishes: StockWish[],
  readAt: (sku: Sku) => Date | null,
  { ledger, clock, settings }: Deps,
): Promise<void> {
  const settle = settleMs(settings().stock);
  const soon = clock.now().getTime() + tryAgainMs;
  await ledger.noteStockRead(
    wishes.map((wish) => {
      const settled = wish.wantedAt.getTime() + settle;
      const at = readAt(wish.sku);
      if (at === null) return { ...wish, againAt: new Date(Math.max(settled, soon)) };
      return { ...wish, againAt: at.getTime() >= settled ? null : new Date(settled) };
    }),
  );
}
