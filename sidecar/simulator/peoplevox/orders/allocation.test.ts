import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFloor } from '../floor/floor.ts';
import { type Floor, FloorRefusal } from '../floorActions.ts';
import { startingSeed } from '../seed.ts';
import { plant } from '../seeding.ts';
import { applySave, readSave } from '../templates/save.ts';
import { templateNamed } from '../templates/templates.ts';
import { createTenant, type Tenant } from '../tenant.ts';
import { goods } from '../testing/bench.ts';
import type { Toggles } from '../toggles.ts';
import { statusOf } from './status.ts';

// Anything that the API or a person may do, in any order, with few orders and items so that they meet. The commonest come first.
const kinds = ['line', 'line', 'line', 'header', 'header', 'pick', 'pick', 'despatch', 'despatch', 'receive'];
const rarer = ['writeOff', 'hold', 'allocate', 'return', 'cancel', 'closeShort'];
const headers = [
  '',
  ',OnHold\n,false',
  ',OnHold\n,true',
  ',OnHold\n,false',
  ',Site\n,SystemSite',
  ',Status\n,Cancelled',
];
const step = fc.record({
  kind: fc.constantFrom(...kinds, ...rarer),
  order: fc.constantFrom('A', 'B', 'C'),
  item: fc.constantFrom('MUG', 'HAT', 'SET', 'NOPE'),
  units: fc.integer({ min: 0, max: 6 }),
  action: fc.constantFrom(0, 0, 0, 0, 1, 1, 2),
  header: fc.constantFrom(...headers),
  all: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

function save(
  { world, toggles, faults, settle }: Tenant,
  template: string,
  csv: string,
  action: number,
): void {
  const read = readSave(world, templateNamed(template, toggles), csv, action, { by: 'api', call: 1 });
  applySave(read, { world, faults, settle });
}

const someLines = ({ all, item, units }: Step) => (all ? {} : { lines: [{ item, quantity: units }] });

const performed: Record<string, (one: Step, floor: Floor, tenant: Tenant) => unknown> = {
  header({ order, header, action }, _floor, tenant) {
    const [caption = '', value = ''] = header.split('\n');
    save(tenant, 'Sales orders', `SalesOrderNumber${caption}\n${order}${value}`, action);
  },
  line({ order, item, units, action }, _floor, tenant) {
    const csv = `SalesOrderNumber,ItemCode,QuantityOrdered\n${order},${item},${units}`;
    save(tenant, 'Sales order items', csv, action);
  },
  pick: (one, floor) => floor.pick({ order: one.order, ...someLines(one) }),
  despatch: (one, floor) => floor.despatch({ order: one.order, ...someLines(one) }),
  receive: ({ item, units }, floor) => floor.receive({ item, quantity: units }),
  writeOff: ({ item, units }, floor) => floor.writeOff({ item, quantity: units }),
  hold: ({ order, all }, floor) => floor.hold({ order, on: all }),
  allocate: ({ order, all }, floor) => floor.allocate(all ? {} : { order }),
  return: ({ order, item, units }, floor) => floor.return({ order, lines: [{ item, quantity: units }] }),
  cancel: ({ order }, floor) => floor.cancel({ order }),
  closeShort: ({ order }, floor) => floor.closeShort({ order }),
};

const switches: fc.Arbitrary<Partial<Toggles>> = fc.record({
  lineKey: fc.constantFrom('item', 'item+line', 'always insert'),
  hold: fc.constantFrom('stops allocation', 'only picking', 'ignored'),
  action1: fc.constantFrom('honoured', 'ignored'),
  allocation: fc.constantFrom('on save', 'when told'),
  quantityZero: fc.constantFrom('refused', 'removes the line', 'kept'),
  cancelAfterPicking: fc.constantFrom('allowed', 'refused', 'ignored'),
  badRow: fc.constantFrom('refuses itself', 'refuses the whole save'),
});

function attempt(one: Step, tenant: Tenant, floor: Floor): void {
  try {
    performed[one.kind]?.(one, floor, tenant);
  } catch (thrown) {
    if (!(thrown instanceof FloorRefusal)) throw thrown;
  }
}

function checkWarehouse({ world, journal }: Tenant): void {
  const setAside = new Map<string, number>();
  for (const one of world.orders.all()) {
    for (const line of one.lines) {
      expect(line.picked).toBeGreaterThanOrEqual(0);
      expect(line.picked).toBeLessThanOrEqual(line.allocated);
      expect(line.allocated + line.despatched).toBeLessThanOrEqual(line.ordered);
      for (const part of line.parts) {
        const key = `${part.item} ${one.site}`;
        setAside.set(key, (setAside.get(key) ?? 0) + line.allocated * part.quantity);
      }
    }
    if (one.cancelled) expect(one.lines.every(({ allocated }) => allocated === 0)).toBe(true);
    expect(journal.orders.get(one.number)?.moments.at(-1)).toMatchObject({
      status: statusOf(one),
      lines: one.lines.map(({ item: code, ordered }) => ({ item: code, quantity: ordered })),
    });
  }
  for (const row of world.stock.all()) {
    expect(row.allocated).toBe(setAside.get(`${row.item} ${row.site}`) ?? 0);
    expect(row.allocated).toBeLessThanOrEqual(row.onHand);
  }
}

const firstLines = 'SalesOrderNumber,ItemCode,QuantityOrdered\nA,MUG,4\nA,HAT,1\nB,SET,2\nB,MUG,5';

test('whatever is done: what is set aside is there, is what the orders have, and never more than was ordered', () => {
  const seen = { allocated: 0, picked: 0, despatched: 0, cancelled: 0, removed: 0 };
  fc.assert(
    fc.property(switches, fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }), (toggles, story) => {
      const credentials = { clientId: 'c', username: 'u', password: 'p' };
      const tenant = createTenant(credentials, toggles, () => 0);
      plant(tenant, startingSeed);
      plant(tenant, goods);
      const floor = createFloor(tenant);
      // Orders to begin with, so that most steps find something to do.
      save(tenant, 'Sales orders', 'SalesOrderNumber\nA\nB', 0);
      save(tenant, 'Sales order items', firstLines, 0);
      for (const one of story) {
        attempt(one, tenant, floor);
        checkWarehouse(tenant);
      }
      for (const one of tenant.world.orders.all()) {
        if (one.cancelled) seen.cancelled++;
        for (const line of one.lines) {
          seen.allocated += line.allocated;
          seen.picked += line.picked;
          seen.despatched += line.despatched;
        }
      }
      seen.removed += tenant.journal.rows.filter(
        (row) => row.action === 2 && row.outcome === 'applied',
      ).length;
    }),
    { numRuns: 120 },
  );
  // Otherwise the stories would be too dull to prove anything.
  for (const times of Object.values(seen)) expect(times).toBeGreaterThan(20);
});
