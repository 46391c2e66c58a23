// Peoplevox behind the lease: whoever holds none makes no call, whatever journey is in the middle of what.

import type { Warehouse } from '../domain/ports.ts';

const calls = [
  'find',
  'headers',
  'saveHeldHeaders',
  'saveLines',
  'removeLines',
  'release',
  'cancel',
  'findLoading',
  'anySalesOrderNumber',
  'knownItemCodes',
  'readStock',
  'despatchesSince',
  'despatchesOf',
  'missingColumns',
] as const satisfies readonly (keyof Warehouse)[];

/** `mayCall` throws (LeaseLost) where no call may be made. */
export function gated<T extends Warehouse>(warehouse: T, mayCall: () => void): T {
  const wrapped: Record<string, unknown> = {};
  for (const name of calls) {
    const call = warehouse[name] as (...args: unknown[]) => Promise<unknown>;
    wrapped[name] = async (...args: unknown[]) => {
      mayCall();
      return call.apply(warehouse, args);
    };
  }
  return { ...warehouse, ...wrapped };
}
