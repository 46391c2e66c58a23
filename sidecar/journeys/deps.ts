// What every journey is handed. Each takes from it only what it uses.

import type { OrderId } from '../domain/ids.ts';
import type { Clock, Ledger, Shop, Warehouse } from '../domain/ports.ts';
import type { Finding } from '../domain/probe.ts';
import type { Settings } from '../domain/settings.ts';
import type { ChangesBook } from '../domain/stockChanges.ts';

/** One line per step, with ids, never with secrets or addresses. */
export interface Log {
  info(fields: object, words: string): void;
  warn(fields: object, words: string): void;
}

export interface JourneyDeps {
  ledger: Ledger;
  shop: Shop;
  warehouse: Warehouse;
  clock: Clock;
  settings: () => Settings;
  log: Log;
  /** what was found out about the tenant, as last kept */
  findings: () => Promise<readonly Finding[]>;
  /** which report of stock changes was found, kept */
  changes: {
    /** which Peoplevox this is */
    tenant: string;
    /** null where it was never found out */
    current(): ChangesBook | null;
    write(book: ChangesBook): Promise<void>;
  };
  /** fires when the sidecar stops: finish the step at hand and return */
  signal: AbortSignal;
  /** makes another journey run soon */
  hint: (
    journey:
      | 'noticeOrders'
      | 'sendOrders'
      | 'followOrders'
      | 'updateStock'
      | 'readStockChanges'
      | 'watchLate',
    ids?: OrderId[],
  ) => void;
}
