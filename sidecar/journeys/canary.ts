// A question is asked together with a number that is known to exist. An answer without that canary is no answer (design.md section 5, step 3).

import { NotTrusted } from '../domain/errors.ts';
import type { SalesOrderNumber } from '../domain/ids.ts';
import type { Ledger, Warehouse } from '../domain/ports.ts';

interface Deps {
  ledger: Pick<Ledger, 'canary'>;
  warehouse: Pick<Warehouse, 'anySalesOrderNumber'>;
}

/** Throws NotTrusted where Peoplevox shows neither the remembered canary nor another. */
export async function askWithCanary<T>(
  { ledger, warehouse }: Deps,
  ask: (canary: SalesOrderNumber | null) => Promise<T>,
): Promise<T> {
  const remembered = await ledger.canary();
  if (remembered === null) return ask(await warehouse.anySalesOrderNumber());
  try {
    return await ask(remembered);
  } catch (failure) {
    if (!(failure instanceof NotTrusted)) throw failure;
    // Somebody may have deleted just that one. A Peoplevox that has none at all, where there was one, is not believed.
    const other = await warehouse.anySalesOrderNumber();
    if (other === null || other === remembered) throw failure;
    return ask(other);
  }
}
