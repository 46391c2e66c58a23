// A backlog sent off: so many orders wait, and Pickwave sends until nothing is due. Halfway it is killed after a save whose answer it never heard, and
// another sidecar goes on with its ledger.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from '../journeys/testing/bench.ts';
import { callsByKind, mostCallsIn15s } from './callsMade.ts';
import { faultsFound, type PlacedOrder } from './judgeBooks.ts';
import type { MadeUpOrder } from './madeUpOrders.ts';
import { startWarehouse } from './warehouseOfSize.ts';

export interface Drained {
  /** released and pickable in Peoplevox's own books */
  released: number;
  /** from the first order waiting to the last one that could be picked */
  minutes: number;
  calls: number;
  ordersPerCall: number;
  maxCalls15s: number;
  callsByKind: [string, number][];
  /** what is not as promised */
  faults: string[];
}

export interface DrainOptions {
  orders: MadeUpOrder[];
  skus: number;
  /** Rows that Peoplevox takes in one save: more are refused whole, as where a tenant has such a limit (peoplevox-api.md 10, question 7). */
  rowsPerSave: number;
}

type Sidecar = Awaited<ReturnType<Bench['startSidecar']>>;
/** The lease is renewed by a loop of its own in the product; here before a call, so that time has one master. */
const leaseEveryMs = 60_000;

export async function drain({ orders, skus, rowsPerSave }: DrainOptions): Promise<Drained> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pickwave-bench-'));
  const halfway = crashWhen(() => bench.peoplevox.books.orderNumbers().length >= orders.length / 2);
  let sidecar: Sidecar;
  const lease = leaseKeeper(
    () => bench.clock.monotonic(),
    () => sidecar.keepLease(),
  );
  const bench = await startWarehouse({
    skus,
    toggles: { maxRowsPerSave: rowsPerSave },
    settings: (all) => {
      all.peoplevox.rowsPerSave = rowsPerSave;
    },
    sidecar: {
      dataDir,
      onPoint: async (label) => {
        await lease.before(label);
        await halfway.at(label);
      },
    },
  });
  sidecar = bench;
  try {
    const { clock, peoplevox } = bench;
    // A shop that has been live for a while: the item codes are known from the stock report.
    await bench.stock();
    const placed = await place(orders, bench);
    clock.advance(60_000);
    peoplevox.books.clear();

    const start = clock.now().getTime();
    await bench.notice();
    await Promise.race([sendAll(bench, bench), halfway.crashed]);
    if (halfway.happened()) {
      await bench.ledger.close();
      sidecar = await bench.startSidecar('bench', { dataDir, onPoint: lease.before });
      await sidecar.keepLease();
      await sidecar.interrupted();
      await sendAll(sidecar, bench);
    }

    const faults = await faultsFound(bench, sidecar.ledger, placed);
    const calls = peoplevox.books.calls().length;
    const releasedAt = placed.flatMap(({ id, flaw }) => {
      const first = flaw === null ? peoplevox.books.order(String(id)).pickable[0] : undefined;
      return first ? [first.from.getTime()] : [];
    });
    return {
      released: releasedAt.length,
      minutes: (releasedAt.reduce((last, at) => Math.max(last, at), start) - start) / 60_000,
      calls,
      ordersPerCall: releasedAt.length / calls,
      maxCalls15s: mostCallsIn15s(peoplevox.books),
      callsByKind: callsByKind(peoplevox.books),
      faults: halfway.happened() ? faults : [...faults, 'The sidecar was never killed.'],
    };
  } finally {
    await bench.stop();
    await rm(dataDir, { recursive: true });
  }
}

export async function place(orders: MadeUpOrder[], { shop }: Bench): Promise<PlacedOrder[]> {
  const placed: PlacedOrder[] = [];
  for (const one of orders) placed.push({ ...one, id: (await shop.placeOrder(one.seed)).order.id });
  return placed;
}

/** As the runner does: when nothing is due now, the next run is when something is. */
async function sendAll(sidecar: Sidecar | Bench, { clock }: Bench): Promise<void> {
  for (;;) {
    await sidecar.send();
    const next = await sidecar.ledger.nextSendAt();
    if (next === null) return;
    // nothing runs meanwhile, so the clock is simply set on; the lease would have been kept by its own loop
    clock.advance(Math.max(1, next.getTime() - clock.now().getTime()));
    await sidecar.keepLease();
  }
}

/** The process ends after the first save of headers for which `when` holds: what runs then never goes on. */
function crashWhen(when: () => boolean) {
  let happened = false;
  let end = () => {};
  const crashed = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    crashed,
    happened: () => happened,
    async at(label: string): Promise<void> {
      if (happened || label !== 'pvx:SaveData:Sales orders:after' || !when()) return;
      happened = true;
      end();
      await new Promise<never>(() => {});
    },
  };
}

function leaseKeeper(monotonic: () => number, renew: () => Promise<void>) {
  let renewedAt = Number.NEGATIVE_INFINITY;
  return {
    async before(label: string): Promise<void> {
      if (!label.endsWith(':before') || monotonic() - renewedAt < leaseEveryMs) return;
      renewedAt = monotonic();
      await renew();
    },
  };
}
