// Does a sold-out item keep its row in the stock report? (peoplevox-api.md section 6.) Told by what the last passes read, without a call.

import type { Ledger } from '../../domain/ports.ts';
import type { Finding } from '../../domain/probe.ts';
import type { Settings } from '../../domain/settings.ts';
import { bufferOf } from '../../domain/stock.ts';
import { knownVanished } from '../stock/askVanished.ts';
import { couldNotTell, finding } from './probing.ts';

interface Deps {
  ledger: Pick<Ledger, 'lastSellable' | 'cursor'>;
  clock: { now(): Date };
  settings: () => Settings;
}

export async function askSoldOut({ ledger, clock, settings }: Deps): Promise<Finding[]> {
  const nothing = (why: string) => couldNotTell({ clock }, ['sold_out'], why);
  // units kept back make a zero of what is not sold out
  if (settings().stock.buffer > 0)
    return nothing('Units are kept back of each SKU (Settings), so zeros of the last reading say nothing.');
  const last = await ledger.lastSellable();
  if (last.size === 0) return nothing('Stock was not read yet.');
  const dropped = await knownVanished(ledger);
  const keptBack = bufferOf(settings().stock);
  if ([...last].some(([code, units]) => units === 0 && keptBack(code) === 0 && !dropped.has(code)))
    return [finding({ clock }, 'sold_out', 'seen', 'kept')];
  if (dropped.size > 0) return [finding({ clock }, 'sold_out', 'seen', 'dropped')];
  return nothing('No item was sold out when stock was last read.');
}
