// Peoplevox behind the lease: whoever holds none makes no call, whatever journey is in the middle of what.

import { NotConnected } from '../domain/errors.ts';
import type { Warehouse } from '../domain/ports.ts';

// A method more in the port is a line more here: the types see to it, so that none slips past the lease.
const asked = {
  find: true,
  headers: true,
  lines: true,
  saveHeldHeaders: true,
  saveLines: true,
  removeLines: true,
  release: true,
  cancel: true,
  findLoading: true,
  anySalesOrderNumber: true,
  knownItemCodes: true,
  readStock: true,
  despatchesSince: true,
  despatchesOf: true,
  missingColumns: true,
} satisfies Record<Exclude<keyof Warehouse, 'tryLoginAgain'>, true>;
const calls = Object.keys(asked) as (keyof typeof asked)[];

/** `mayCall` throws (LeaseLost) where no call may be made. */
export function gated(warehouse: Warehouse, mayCall: () => void): Warehouse {
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

/** Where the command line runs without the access to Peoplevox: every call says so. */
export function noWarehouse(): Warehouse {
  const refuse = async () => {
    throw new NotConnected(
      'Peoplevox is not configured here: PICKWAVE_PEOPLEVOX_URL and its user are not set.',
    );
  };
  return {
    ...(Object.fromEntries(calls.map((name) => [name, refuse])) as unknown as Warehouse),
    tryLoginAgain: () => {},
  };
}
