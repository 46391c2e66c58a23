// Whatever happens, in whatever order, over whatever is unknown about Peoplevox (mission rows O4, O6, O8 to O10): what must always hold is judged after each step, and
// in the end the two systems agree, or exactly the exceptions are open that name the differences. Run more of it, or one failure again, as docs/promises.md says.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../testing/propertyRuns.ts';
import {
  type Act,
  actsWithoutPeople,
  actsWithPeople,
  placing,
  type Tenant,
  tenants,
} from '../testing/sequence/acts.ts';
import { startWorld } from '../testing/sequence/world.ts';
import { isRight, type Standing } from '../testing/standing.ts';

async function endOf(tenant: Tenant, acts: Act[]): Promise<Standing[]> {
  const world = await startWorld(tenant);
  try {
    for (const act of acts) expect({ act, broken: await world.happens(act) }).toEqual({ act, broken: [] });
    const standings = await world.comesToRest();
    expect(world.broken()).toEqual([]);
    return standings;
  } finally {
    await world.bench.stop();
  }
}

const rightly = (standings: Standing[]) => standings.filter((one) => !isRight(one));

test('after any faults that pass, nothing differs and nothing waits for a person', async () => {
  await fc.assert(
    fc.asyncProperty(tenants, placing, actsWithoutPeople, async (tenant, first, acts) => {
      const standings = await endOf({ ...tenant, lineKey: quantitiesFollow(tenant) }, [first, ...acts]);
      expect(rightly(standings)).toEqual([]);
    }),
    propertyRuns('any faults', 6),
  );
}, 600_000);

/** Where each save adds a line, a changed quantity of a sent order is a person's: that is the other property's. */
const quantitiesFollow = ({ lineKey }: Tenant) => (lineKey === 'always insert' ? 'item' : lineKey);

test('with people at work in the warehouse, exactly the exceptions are open that name the differences', async () => {
  await fc.assert(
    fc.asyncProperty(tenants, placing, actsWithPeople, async (tenant, first, acts) => {
      expect(rightly(await endOf(tenant, [first, ...acts]))).toEqual([]);
    }),
    propertyRuns('any faults and people', 6),
  );
}, 600_000);
