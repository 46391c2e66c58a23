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

// Anything that the API or a person may do, in any order, with few orders and items so that they meet.
const order = fc.constantFrom('A', 'B', 'C');
const item = fc.constantFrom('MUG', 'HAT', 'SET', 'NOPE');
const loose = fc.constantFrom('MUG', 'HAT');
const units = fc.integer({ min: 1, max: 6 });
const action = fc.constantFrom(0, 1, 2);
const flag = fc.constantFrom(
  '',
  ',OnHold\n,true',
  ',OnHold\n,false',
  ',Status\n,Cancelled',
  ',Site\n,SystemSite',
);

type Step = (tenant: Tenant, floor: Floor) => void;
const save =
  (template: string, csv: string, how: number): Step =>
  (tenant) => {
    const { world, toggles, faults, settle } = tenant;
    const read = readSave(world, templateNamed(template, toggles), csv, how, { by: 'api', call: 1 });
    applySave(read, { world, faults, settle });
  };
const steps: fc.Arbitrary<[string, Step]> = fc.oneof(
  fc.tuple(order, flag, action).map(([number, column, how]): [string, Step] => {
    const [caption = '', value = ''] = column.split('\n');
    return [
      `save ${number} ${value} ${how}`,
      save('Sales orders', `SalesOrderNumber${caption}\n${number}${value}`, how),
    ];
  }),
  fc
    .tuple(order, item, fc.integer({ min: 0, max: 6 }), action)
    .map(([number, code, quantity, how]): [string, Step] => [
      `line ${number} ${code} ${quantity} ${how}`,
      save(
        'Sales order items',
        `SalesOrderNumber,ItemCode,QuantityOrdered\n${number},${code},${quantity}`,
        how,
      ),
    ]),
  fc
    .tuple(order, fc.option(fc.tuple(item, units)))
    .map(([number, some]): [string, Step] => [
      `pick ${number} ${some}`,
      (_tenant, floor) =>
        floor.pick({ order: number, ...(some ? { lines: [{ item: some[0], quantity: some[1] }] } : {}) }),
    ]),
  fc.tuple(order, fc.option(fc.tuple(item, units))).map(([number, some]): [string, Step] => [
    `despatch ${number} ${some}`,
    (_tenant, floor) => {
      floor.despatch({ order: number, ...(some ? { lines: [{ item: some[0], quantity: some[1] }] } : {}) });
    },
  ]),
  fc
    .tuple(loose, units)
    .map(([code, quantity]): [string, Step] => [
      `receive ${code} ${quantity}`,
      (_tenant, floor) => floor.receive({ item: code, quantity }),
    ]),
  fc
    .tuple(loose, units)
    .map(([code, quantity]): [string, Step] => [
      `write off ${code} ${quantity}`,
      (_tenant, floor) => floor.writeOff({ item: code, quantity }),
    ]),
  fc
    .tuple(order, fc.boolean())
    .map(([number, on]): [string, Step] => [
      `hold ${number} ${on}`,
      (_tenant, floor) => floor.hold({ order: number, on }),
    ]),
  order.map((number): [string, Step] => [
    `cancel ${number}`,
    (_tenant, floor) => floor.cancel({ order: number }),
  ]),
  order.map((number): [string, Step] => [
    `close ${number}`,
    (_tenant, floor) => floor.closeShort({ order: number }),
  ]),
  fc.tuple(order, item, units).map(([number, code, quantity]): [string, Step] => [
    `return ${number} ${code}`,
    (_tenant, floor) => {
      floor.return({ order: number, lines: [{ item: code, quantity }] });
    },
  ]),
);

const switches: fc.Arbitrary<Partial<Toggles>> = fc.record({
  lineKey: fc.constantFrom('item', 'item+line', 'always insert'),
  hold: fc.constantFrom('stops allocation', 'only picking', 'ignored'),
  action1: fc.constantFrom('honoured', 'ignored'),
  allocation: fc.constantFrom('on save', 'when told'),
  quantityZero: fc.constantFrom('refused', 'removes the line', 'kept'),
  cancelAfterPicking: fc.constantFrom('allowed', 'refused', 'ignored'),
  badRow: fc.constantFrom('refuses itself', 'refuses the whole save'),
});

function attempt(step: Step, tenant: Tenant, floor: Floor): void {
  try {
    step(tenant, floor);
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

test('whatever is done: what is set aside is there, is what the orders have, and never more than was ordered', () => {
  fc.assert(
    fc.property(switches, fc.array(steps, { minLength: 5, maxLength: 40 }), (toggles, story) => {
      const credentials = { clientId: 'c', username: 'u', password: 'p' };
      const tenant = createTenant(credentials, toggles, () => 0);
      plant(tenant, startingSeed);
      plant(tenant, goods);
      const floor = createFloor(tenant);
      for (const [, step] of story) {
        attempt(step, tenant, floor);
        checkWarehouse(tenant);
      }
    }),
    { numRuns: 150 },
  );
});
