import Value from 'typebox/value';
import { type Floor, type FloorAction, FloorRefusal, floorSchemas } from '../floorActions.ts';
import type { Tenant } from '../tenant.ts';
import { despatchActions } from './despatchActions.ts';
import { orderActions } from './orderActions.ts';
import { stockActions } from './stockActions.ts';

/** The people of the warehouse. What they are told is checked, and what is due by now is applied, before they do anything. */
export function createFloor(tenant: Tenant): Floor {
  const floor: Floor = { ...stockActions(tenant), ...orderActions(tenant), ...despatchActions(tenant) };
  const afterCatchingUp = Object.entries(floor).map(([name, act]) => [
    name,
    (given: never) => {
      const problem = Value.Errors(floorSchemas[name as FloorAction], given)[0];
      if (problem) throw new FloorRefusal(`${name}: ${problem.instancePath} ${problem.message}`);
      tenant.catchUp();
      return act(given);
    },
  ]);
  return Object.fromEntries(afterCatchingUp) as Floor;
}
