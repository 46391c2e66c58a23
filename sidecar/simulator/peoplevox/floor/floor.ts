import type { Floor } from '../floorActions.ts';
import type { Tenant } from '../tenant.ts';
import { despatchActions } from './despatchActions.ts';
import { orderActions } from './orderActions.ts';
import { stockActions } from './stockActions.ts';

/** The people of the warehouse. What is due by now is applied before they do anything. */
export function createFloor(tenant: Tenant): Floor {
  const floor: Floor = { ...stockActions(tenant), ...orderActions(tenant), ...despatchActions(tenant) };
  const afterCatchingUp = Object.entries(floor).map(([name, act]) => [
    name,
    (given: never) => {
      tenant.catchUp();
      return act(given);
    },
  ]);
  return Object.fromEntries(afterCatchingUp) as Floor;
}
