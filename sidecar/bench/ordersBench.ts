// npm run bench -- orders: a backlog of orders, sent in saves of 100 and of 50 rows and, for comparison, one by one.

import { callsAllowed } from './callsMade.ts';
import { type Drained, drain } from './drain.ts';
import { madeUpOrders } from './madeUpOrders.ts';
import { oneByOne } from './oneByOne.ts';
import { type Figure, type Report, rounded } from './report.ts';

const skus = 2000;
const sentOneByOne = 200;

export interface OrdersOptions {
  orders: number;
  seed: number;
  tell(line: string): void;
}

export async function ordersBench({ orders: count, seed, tell }: OrdersOptions): Promise<Report> {
  const orders = madeUpOrders(seed, count, skus);
  const good = orders.filter(({ flaw }) => flaw === null);
  const lines = orders.reduce((sum, { units }) => sum + Object.keys(units).length, 0);
  tell(`${count} orders, seed ${seed}: saves of 100 rows …`);
  const hundred = await drain({ orders, skus, rowsPerSave: 100 });
  tell(`${count} orders, seed ${seed}: saves of 50 rows …`);
  const fifty = await drain({ orders, skus, rowsPerSave: 50 });
  const some = good.slice(0, sentOneByOne);
  tell(`${some.length} orders, one by one …`);
  const single = await oneByOne(some, skus);

  const faults = [
    ...hundred.faults.map((fault) => `100 rows a save: ${fault}`),
    ...fifty.faults.map((fault) => `50 rows a save: ${fault}`),
    ...(single.released === some.length ? [] : [`One by one ${single.released} of ${some.length} went.`]),
  ];
  return {
    title: `Orders: ${count} waiting, ${lines} lines (${rounded(lines / count)} an order), ${count - good.length} with something wrong; seed ${seed}`,
    figures: [
      ...figuresOf(hundred, 'at 100 rows a save', '', { perCall: 12, minutes: 20 }),
      ...figuresOf(fifty, 'at 50 rows a save', '_50', { perCall: 8, minutes: 27 }),
      {
        what: 'one by one: orders released per call',
        value: rounded(single.ordersPerCall),
        key: 'orders_per_call_single',
      },
      {
        what: `one by one: until all would be released`,
        value: rounded((single.minutes / some.length) * good.length, 1),
        unit: 'min',
        key: 'drain_minutes_single',
      },
      {
        what: 'most calls in any 15 seconds',
        value: Math.max(hundred.maxCalls15s, fifty.maxCalls15s),
        key: 'max_calls_15s',
        target: { atMost: callsAllowed },
      },
    ],
    notes: [
      `A call takes 0.5 s and 3 ms a row, on a clock that jumps; 12 calls in 15 s; the shop answers at once; settings as they come, but for the rows of a save. Item codes are known from the stock report.`,
      'Halfway the sidecar is killed after a save whose answer it never heard, and another goes on with its ledger.',
      `One by one: measured over ${some.length} good orders (${single.calls} calls, ${rounded(single.minutes, 1)} min), minutes extrapolated.`,
      ...callNotes('100 rows', hundred),
      ...callNotes('50 rows', fifty),
    ],
    faults,
  };
}

function figuresOf(
  { released, calls, ordersPerCall, minutes }: Drained,
  way: string,
  suffix: string,
  target: { perCall: number; minutes: number },
): Figure[] {
  return [
    { what: `${way}: orders released`, value: released },
    { what: `${way}: calls, log-ins included`, value: calls },
    {
      what: `${way}: orders released per call`,
      value: rounded(ordersPerCall),
      key: `orders_per_call${suffix}`,
      target: { atLeast: target.perCall },
    },
    {
      what: `${way}: until the last could be picked`,
      value: rounded(minutes, 1),
      unit: 'min',
      key: `drain_minutes${suffix}`,
      target: { atMost: target.minutes },
    },
  ];
}

const callNotes = (way: string, { callsByKind }: Drained): string[] => [
  `Calls at ${way} a save: ${callsByKind.map(([kind, calls]) => `${calls} ${kind}`).join(' · ')}`,
];
