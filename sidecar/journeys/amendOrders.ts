// What the shop changes after an order has gone is carried over while nobody picks it (design.md section 5, step 9; mission row O10). Each turn reads both systems and
// makes one call that writes; the next turn reads it back. So nothing is written on a state older than the call before, and only what is read counts as done. Picking that
// begins between these two calls is seen by the reading after.

import type { OrderId, SalesOrderNumber } from '../domain/ids.ts';
import { followedNumbers } from '../domain/otherNumbers.ts';
import type { OrderChange } from '../domain/ports.ts';
import type { FoundSalesOrder } from '../domain/salesOrder.ts';
import { type Amendment, atRest } from './amending/amendment.ts';
import { type Circumstances, judge, type Verdict } from './amending/judge.ts';
import { judgeLinked } from './amending/linked.ts';
import { wishesOf } from './amending/wishes.ts';
import { inOneCall, write } from './amending/write.ts';
import { askWithCanary } from './canary.ts';
import type { JourneyDeps } from './deps.ts';
import { knownCodes } from './sending/knownItems.ts';

export type AmendDeps = Pick<
  JourneyDeps,
  'ledger' | 'shop' | 'warehouse' | 'clock' | 'settings' | 'signal' | 'hint' | 'findings'
>;

/** Few at a time, so that little time passes between reading an order and writing to it. */
const atMost = 25;
/** One call writes in each; what is left goes on in the next run, so that new orders are not kept waiting. */
const turnsARun = 12;

/** Gives how many sales orders it wrote to. */
export async function amendOrders(deps: AmendDeps): Promise<number> {
  const { ledger, clock, signal, hint } = deps;
  const writtenTo = new Set<OrderId>();
  let going: Amendment[] = (await ledger.ordersToAmend(clock.now(), atMost)).map((row) => ({ row }));
  for (let turn = 0; turn < turnsARun && going.length > 0 && !signal.aborted; turn += 1) {
    const { written, left } = await takeTurn(going, deps);
    for (const { row } of written) writtenTo.add(row.orderId);
    going = [...written, ...left];
  }
  if (writtenTo.size > 0) hint('followOrders');
  return writtenTo.size;
}

interface Turn {
  /** to be read back */
  written: Amendment[];
  /** to be written, after another reading */
  left: Amendment[];
}

async function takeTurn(going: Amendment[], deps: AmendDeps): Promise<Turn> {
  const { ledger } = deps;
  const verdicts = await judgeAll(going, deps);
  const toWrite = verdicts.flatMap(({ one, verdict }) =>
    verdict.kind === 'write' ? [{ one, ...verdict, row: one.row }] : [],
  );
  const chosen = inOneCall(toWrite);
  // before anything else, so that nothing stands between the reading and it
  const written = await write(chosen, deps);
  const changes = verdicts.flatMap(({ one, verdict }) =>
    verdict.kind === 'record' ? [{ ...verdict.change, onlyUnder: one.row }] : [],
  );
  await ledger.record('sendOrders', changes);
  await end(verdicts, deps);
  const now = new Set(chosen.map(({ row }) => row.orderId));
  return { written, left: toWrite.flatMap(({ one }) => (now.has(one.row.orderId) ? [] : [one])) };
}

interface Judged {
  one: Amendment;
  verdict: Verdict;
}

async function judgeAll(going: Amendment[], deps: AmendDeps): Promise<Judged[]> {
  const { ledger, warehouse, clock, settings } = deps;
  const rows = going.map(({ row }) => row);
  const others = await ledger.otherNumbers(rows.map(({ orderId }) => orderId));
  const numbers = rows.flatMap((row) => followedNumbers(row, others));
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
  // How far they are comes last, so that nothing stands between it and the write.
  const lines = await warehouse.lines(numbers);
  const found = await askWithCanary(deps, (canary) => warehouse.headers(numbers, canary));
  return going.map((one) => {
    const { orderId, number } = one.row;
    const wish = wishes.get(orderId) ?? { kind: 'unknown' };
    const whole = (its: SalesOrderNumber): FoundSalesOrder[] => {
      const header = found.get(its);
      return header ? [{ ...header, lines: lines.get(its) ?? [] }] : [];
    };
    const [there = null] = number === null ? [] : whole(number);
    const about: Circumstances = {
      now: clock.now(),
      settings: settings(),
      installation,
      known: new Set(open.get(orderId)),
      parcels: parcels.has(orderId),
      findings,
      unknownItems: added.filter((code) => !known.has(code)),
      deliveryDifference: warehouse.deliveryDifference,
      lineDetailDifference: warehouse.lineDetailDifference,
    };
    const verdict =
      one.row.linkedAt === null
        ? judge(one, wish, there, about)
        : judgeLinked(one, wish, followedNumbers(one.row, others).flatMap(whole), about);
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
        onlyUnder: row,
        set: {
          ...atRest,
          transfer: 'cancelled',
          // deleted: looked for once more, when whatever was late has come (checkSent)
          stepAt: gone ? (row.stepAt ?? now) : null,
          checkedAt: null,
          attempts: 0,
          alone: false,
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
