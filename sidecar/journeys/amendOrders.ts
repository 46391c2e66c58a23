// What the shop changes after an order has gone is carried over while nobody picks it (design.md section 5, step 9; mission row O10). Each turn reads both systems,
// writes one thing, and the next turn reads it back: nothing is written on a state older than the call before, and only what is read counts as done.

import type { OrderId } from '../domain/ids.ts';
import type { OrderChange } from '../domain/ports.ts';
import type { FoundSalesOrder } from '../domain/salesOrder.ts';
import { type Amendment, atRest } from './amending/amendment.ts';
import { judge, type Verdict } from './amending/judge.ts';
import { wishesOf } from './amending/wishes.ts';
import { write } from './amending/write.ts';
import { askWithCanary } from './canary.ts';
import type { JourneyDeps } from './deps.ts';
import { knownCodes } from './sending/prepare.ts';

export type AmendDeps = Pick<
  JourneyDeps,
  'ledger' | 'shop' | 'warehouse' | 'clock' | 'settings' | 'signal' | 'hint' | 'findings'
>;

/** Few at a time, so that little time passes between reading an order and writing to it. */
const atMost = 25;
/** A change needs three writes at most, each read back; one that keeps changing goes on in the next run. */
const turnsARun = 6;

/** Gives how many sales orders it wrote to. */
export async function amendOrders(deps: AmendDeps): Promise<number> {
  const { ledger, clock, signal, hint } = deps;
  const writtenTo = new Set<OrderId>();
  let going: Amendment[] = (await ledger.ordersToAmend(clock.now(), atMost)).map((row) => ({ row }));
  for (let turn = 0; turn < turnsARun && going.length > 0 && !signal.aborted; turn += 1) {
    going = await takeTurn(going, deps);
    for (const { row } of going) writtenTo.add(row.orderId);
  }
  if (writtenTo.size > 0) hint('followOrders');
  return writtenTo.size;
}

/** Those that were written to, and so have to be read back. */
async function takeTurn(going: Amendment[], deps: AmendDeps): Promise<Amendment[]> {
  const { ledger } = deps;
  const verdicts = await judgeAll(going, deps);
  const changes = verdicts.flatMap(({ verdict }) => (verdict.kind === 'record' ? [verdict.change] : []));
  await ledger.record('sendOrders', changes);
  await end(verdicts, deps);
  const written: Amendment[] = [];
  for (const kind of ['cancel', 'delivery', 'save', 'remove'] as const) {
    const toWrite = verdicts.flatMap(({ one, verdict }) =>
      verdict.kind === 'write' && verdict.write.kind === kind ? [{ row: one.row, ...verdict }] : [],
    );
    written.push(...(await write(kind, toWrite, deps)));
  }
  return written;
}

interface Judged {
  one: Amendment;
  verdict: Verdict;
}

async function judgeAll(going: Amendment[], deps: AmendDeps): Promise<Judged[]> {
  const { ledger, warehouse, clock, settings } = deps;
  const rows = going.map(({ row }) => row);
  const numbers = rows.flatMap(({ number }) => number ?? []);
  const wishes = await wishesOf(rows, deps);
  const added = [...wishes.values()].flatMap((wish) =>
    wish.kind === 'order' ? wish.wanted.lines.map(({ sku }) => sku) : [],
  );
  const known = await knownCodes(added, deps);
  const parcels = new Set((await ledger.recordedDespatches(numbers)).map(({ orderId }) => orderId));
  const findings = await deps.findings();
  const installation = await ledger.installation();
  const open = new Map<OrderId, Awaited<ReturnType<typeof ledger.openAttention>>>();
  for (const { orderId } of rows) open.set(orderId, await ledger.openAttention(orderId));
  // last, so that nothing stands between it and the write
  const found = await askWithCanary(deps, (canary) => warehouse.find(numbers, canary));
  return going.map((one) => {
    const { orderId, number } = one.row;
    const wish = wishes.get(orderId) ?? { kind: 'unknown' };
    const there: FoundSalesOrder | null = (number !== null && found.get(number)) || null;
    const verdict = judge(one, wish, there, {
      now: clock.now(),
      settings: settings(),
      installation,
      known: new Set(open.get(orderId)),
      parcels: parcels.has(orderId),
      findings,
      unknownItems: added.filter((code) => !known.has(code)),
      deliveryDifference: warehouse.deliveryDifference,
    });
    return { one, verdict };
  });
}

/** Neither system wants it any more: the shop may let go of the units it keeps promised. Told first: told twice is harmless, told never would keep them back. */
async function end(verdicts: Judged[], { ledger, shop, clock, hint }: AmendDeps): Promise<void> {
  const ended = verdicts.flatMap(({ one, verdict }) =>
    verdict.kind === 'cancelled' ? [{ row: one.row, gone: verdict.gone }] : [],
  );
  if (ended.length === 0) return;
  const now = clock.now();
  await shop.mark(
    ended.map(({ row }) => ({
      orderId: row.orderId,
      asOf: now,
      sentAt: row.sentAt ?? now,
      reflectedAt: now,
      attention: null,
    })),
  );
  await ledger.record(
    'sendOrders',
    ended.map(
      ({ row, gone }): OrderChange => ({
        orderId: row.orderId,
        onlyFrom: 'complete',
        set: {
          ...atRest,
          transfer: 'cancelled',
          stepAt: null,
          attempts: 0,
          nextAttemptAt: null,
          warehouse: gone ? 'gone' : 'cancelled',
          warehouseWord: '',
          warehouseReadAt: now,
          allocatedAt: null,
        },
        close: 'all',
        journal: `The shop does not want it any more: ${row.number} is ${gone ? 'deleted' : 'cancelled'} in Peoplevox, read back.`,
      }),
    ),
  );
  hint('updateStock');
}
