// The way a simple connector goes, for comparison: one order after the other, each asked for, written, read back and released by itself. Nothing is
// gathered, nothing is kept in mind between two orders; the adapter is the same.

import { orderId } from '../domain/ids.ts';
import { isEmpty, lineDifference } from '../domain/lineDifference.ts';
import { pickingWork } from '../domain/pickingWork.ts';
import type { Bench } from '../journeys/testing/bench.ts';
import { place } from './drain.ts';
import type { MadeUpOrder } from './madeUpOrders.ts';
import { startWarehouse } from './warehouseOfSize.ts';

export interface SentOneByOne {
  released: number;
  calls: number;
  ordersPerCall: number;
  /** from the first call to the last release */
  minutes: number;
}

/** Throws where an order is not as it should be: what is good for one in ten thousand must do here for all. */
export async function oneByOne(orders: MadeUpOrder[], skus: number): Promise<SentOneByOne> {
  const bench = await startWarehouse({ skus });
  try {
    const { clock, peoplevox } = bench;
    const placed = await place(orders, bench);
    const start = clock.now().getTime();
    for (const { id } of placed) {
      await sendOne(id, bench);
      await bench.keepLease();
    }
    const released = peoplevox.orders().filter(({ held, mayAllocate }) => !held && mayAllocate).length;
    const calls = peoplevox.books.calls().length;
    const minutes = (clock.now().getTime() - start) / 60_000;
    return { released, calls, ordersPerCall: released / calls, minutes };
  } finally {
    await bench.stop();
  }
}

async function sendOne(id: number, { client, ledger, warehouse, settings }: Bench): Promise<void> {
  const [order] = (await client.orders([orderId(id)])).orders;
  const liveFrom = await ledger.liveFrom();
  if (!order || !liveFrom) throw new Error(`The shop has no order ${id}.`);
  const installation = await ledger.installation();
  const work = pickingWork(order, { settings, installation, liveFrom, byHand: false });
  if (work.kind !== 'sendable') throw new Error(`Order ${id} cannot be sent: ${work.kind}.`);
  const { number, lines } = work.wanted;

  const there = await warehouse.find([number], null);
  if (there.has(number)) throw new Error(`${number} is in Peoplevox already.`);
  mustBeSaved(await warehouse.saveHeldHeaders([work.wanted]), number);
  mustBeSaved(await warehouse.saveLines([{ number, lines }]), number);
  const kept = (await warehouse.lines([number])).get(number) ?? [];
  if (!isEmpty(lineDifference(kept, lines))) throw new Error(`${number} was not kept as it was sent.`);
  mustBeSaved(await warehouse.release([work.wanted]), number);
}

function mustBeSaved(outcomes: Awaited<ReturnType<Bench['warehouse']['release']>>, number: string): void {
  const kind = [...outcomes.values()][0]?.kind;
  if (kind !== 'saved') throw new Error(`${number} was not saved: ${kind}.`);
}
