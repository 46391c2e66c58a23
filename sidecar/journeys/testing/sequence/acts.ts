// What may happen, in any order: to a shop's orders, on the way to Peoplevox, and at the warehouse. Each stands for itself, so that a sequence that fails can be cut
// down to the few that matter.

import fc from 'fast-check';
import type { FaultSpec } from '../../../simulator/peoplevox/faults.ts';
import type { Toggles } from '../../../simulator/peoplevox/toggles.ts';
import type { Fault as ShopFault } from '../../../simulator/shop/shop.ts';

const skus = ['SCARF-RED-M', 'SCARF-RED-L', 'HAT-BLUE', 'MUG'];
export interface BasketLine {
  sku: string;
  quantity: number;
}
/** `order` counts the orders placed so far, round and round. */
export type Act =
  | { act: 'place'; basket: BasketLine[]; pays: 'card' | 'bacs' | 'cod' }
  | { act: 'pay' | 'pay after all' | 'cancel' | 'cancel and repay' | 'refund all'; order: number }
  | { act: 'change address'; order: number }
  | { act: 'change quantity' | 'refund'; order: number; line: number; units: number }
  | { act: 'add line'; order: number; sku: string; units: number }
  | { act: 'events'; orders: number[]; times: number }
  | { act: 'poll' }
  | { act: 'wait'; minutes: number }
  | { act: 'crash'; point: number }
  | { act: 'Peoplevox falters'; fault: FaultSpec }
  | { act: 'the shop falters'; fault: ShopFault; after: number }
  | WarehouseAct;
export interface WarehouseAct {
  act: 'allocate' | 'pick' | 'pick one' | 'despatch one' | 'despatch' | 'hold' | 'let go' | 'cancel there';
  order: number;
}

const order = fc.nat({ max: 2 });
const units = fc.integer({ min: 1, max: 3 });
const basket = fc.uniqueArray(fc.record({ sku: fc.constantFrom(...skus), quantity: units }), {
  minLength: 1,
  maxLength: 3,
  selector: ({ sku }) => sku,
});

export const placing = fc.record({
  act: fc.constant('place' as const),
  basket,
  pays: fc.constantFrom('card' as const, 'card' as const, 'bacs' as const, 'cod' as const),
});

const shopping: fc.Arbitrary<Act> = fc.oneof(
  placing,
  fc.record({
    act: fc.constantFrom(
      'pay' as const,
      'cancel and repay' as const,
      'refund all' as const,
      'change address' as const,
    ),
    order,
  }),
  fc.record({
    act: fc.constantFrom('change quantity' as const, 'refund' as const),
    order,
    line: fc.nat({ max: 2 }),
    units: fc.integer({ min: 0, max: 4 }),
  }),
  fc.record({ act: fc.constant('add line' as const), order, sku: fc.constantFrom(...skus), units }),
);

const time: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    act: fc.constant('events' as const),
    orders: fc.array(order, { minLength: 1, maxLength: 4 }),
    times: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ act: fc.constant('poll' as const) }),
  fc.record({ act: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 14 }) }),
  fc.record({ act: fc.constant('crash' as const), point: fc.integer({ min: 1, max: 40 }) }),
);

/** Each goes away by itself: what Peoplevox really holds is settled within `lateCommitSeconds`. */
const template = fc.constantFrom('Sales orders', 'Sales order items');
const faltering: fc.Arbitrary<FaultSpec> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      'lost answer' as const,
      'HTTP status' as const,
      'HTML page' as const,
      'garbage' as const,
      'truncated XML' as const,
    ),
    work: fc.constantFrom('done' as const, 'not done' as const),
    skip: fc.integer({ min: 0, max: 5 }),
    times: fc.integer({ min: 1, max: 2 }),
  }),
  fc.record({
    kind: fc.constantFrom('late commit' as const, 'queued commit' as const),
    ms: fc.integer({ min: 1000, max: 580_000 }),
    operation: fc.constant('SaveData'),
    template,
    skip: fc.integer({ min: 0, max: 2 }),
  }),
  fc.record({
    kind: fc.constant('drop row' as const),
    template: fc.constant('Sales order items'),
    skip: fc.integer({ min: 0, max: 3 }),
  }),
  fc.record({
    kind: fc.constant('refusal' as const),
    text: fc.constant('System : Too many requests'),
    skip: fc.integer({ min: 0, max: 5 }),
  }),
  fc.record({
    kind: fc.constantFrom('session ended' as const, 'empty answer' as const, 'short answer' as const),
    skip: fc.integer({ min: 0, max: 5 }),
  }),
);
const trouble: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ act: fc.constant('Peoplevox falters' as const), fault: faltering }),
  fc.record({ act: fc.constant('Peoplevox falters' as const), fault: faltering }),
  fc.record({
    act: fc.constant('the shop falters' as const),
    fault: fc.constantFrom<ShopFault>(
      { kind: 'lose_answer' },
      { kind: 'reset' },
      { kind: 'status', status: 503 },
      { kind: 'html' },
      { kind: 'truncate' },
    ),
    after: fc.integer({ min: 0, max: 6 }),
  }),
);

/** Money that stays, and a cancellation taken back, are a person's whatever Peoplevox does. */
const unsettled: fc.Arbitrary<Act> = fc.record({
  act: fc.constantFrom('pay after all' as const, 'cancel' as const),
  order,
});

const warehouse = (...names: WarehouseAct['act'][]): fc.Arbitrary<Act> =>
  fc.record({ act: fc.constantFrom(...names), order });

/** Nobody at the warehouse stands in the way of a change: everything settles by itself. */
export const actsWithoutPeople = fc.array(
  fc.oneof(shopping, shopping, time, time, trouble, warehouse('allocate')),
  { minLength: 4, maxLength: 14 },
);
export const actsWithPeople = fc.array(
  fc.oneof(
    shopping,
    unsettled,
    time,
    time,
    trouble,
    warehouse('allocate', 'pick', 'pick one', 'despatch one', 'despatch', 'hold', 'let go', 'cancel there'),
  ),
  { minLength: 4, maxLength: 16 },
);

export type Tenant = Pick<
  Toggles,
  'lineKey' | 'action1' | 'hold' | 'commit' | 'allocation' | 'statuses' | 'shape'
>;
export const tenants: fc.Arbitrary<Tenant> = fc.record({
  lineKey: fc.constantFrom('item' as const, 'item+line' as const, 'always insert' as const),
  action1: fc.constantFrom('honoured' as const, 'ignored' as const),
  hold: fc.constantFrom('stops allocation' as const, 'only picking' as const),
  commit: fc.constantFrom('prompt' as const, 'late' as const, 'queued' as const),
  allocation: fc.constantFrom('on save' as const, 'when told' as const),
  statuses: fc.constantFrom('every row' as const, 'good rows' as const, 'none on error' as const),
  shape: fc.constantFrom('2020s' as const, '2017' as const),
});
