// The stand-in where the command line runs without the access to Peoplevox.

import { NotConnected } from '../domain/errors.ts';
import type { Warehouse } from '../domain/ports.ts';

/** Every call says that Peoplevox is not configured here. */
export function noWarehouse(): Warehouse {
  const refuse = async () => {
    throw new NotConnected(
      'Peoplevox is not configured here: PICKWAVE_PEOPLEVOX_URL and its user are not set.',
    );
  };
  return {
    find: refuse,
    headers: refuse,
    lines: refuse,
    saveHeldHeaders: refuse,
    saveLines: refuse,
    removeLines: refuse,
    release: refuse,
    cancel: refuse,
    remove: refuse,
    deliveryDifference: () => [],
    lineDetailDifference: () => [],
    saveDelivery: refuse,
    saveReleasedLines: refuse,
    findLoading: refuse,
    ourSalesOrders: refuse,
    anySalesOrderNumber: refuse,
    knownItemCodes: refuse,
    readStock: refuse,
    availableOf: refuse,
    findChangeReport: refuse,
    stockChanges: refuse,
    despatchesSince: refuse,
    despatchesOf: refuse,
    missingColumns: refuse,
    tryLoginAgain: () => {},
  };
}
