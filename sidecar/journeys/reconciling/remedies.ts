// What a comparison has done about it. All of it is the work of other journeys, which look for themselves before they do anything.

import { chunks } from '../../domain/chunks.ts';
import type { OrderId } from '../../domain/ids.ts';
import type { OrderChange } from '../../domain/ports.ts';
import type { SalesOrderHeader } from '../../domain/salesOrder.ts';
import { unwantedAfterAll } from '../afterSent.ts';
import { finishHeld } from '../finishHeld.ts';
import { factOf } from '../following/together.ts';
import type { ReconcileDeps } from '../reconcileOrders.ts';
import type { Remedy, Verdict, When } from './verdict.ts';

const ordersAtOnce = 100;
/** An empty ledger knows no order at all; the poll reads them page by page, so that more need not be asked for here. */
const mostNoticed = 1_000;

export async function applyRemedies(
  verdicts: Map<OrderId, Verdict>,
  { now }: When,
  deps: ReconcileDeps,
): Promise<void> {
  const { hint, log } = deps;
  const all = (remedy: Remedy) =>
    [...verdicts].flatMap(([id, { remedies }]) => (remedies.includes(remedy) ? [id] : []));

  const due = all('make_due');
  if (due.length > 0) {
    log.warn({ orders: due.slice(0, ordersAtOnce) }, 'orders that Peoplevox lacks are due again');
    await eachPart(due, (ids) => makeDue(ids, now, deps));
    hint('sendOrders');
  }
  await eachPart(all('open_cancelled'), (ids) => openCancelled(ids, deps));
  await showFormers(
    [...verdicts].flatMap(([id, { remedies, found }]) =>
      remedies.includes('former_back') && found ? [{ id, found }] : [],
    ),
    deps,
  );
  await showReopened(
    [...verdicts].flatMap(([id, { remedies, found }]) =>
      remedies.includes('reopened') && found ? [{ id, found }] : [],
    ),
    now,
    deps,
  );
  // After the writes above: what noticing then finds in the ledger is newer than they are.
  const unnoticed = all('notice');
  if (unnoticed.length > 0) hint('noticeOrders', unnoticed.slice(0, mostNoticed));
  if (all('follow').length > 0) hint('followOrders');
  if (all('finish').length > 0) await finishHeld(deps);
}

async function eachPart(ids: OrderId[], act: (part: OrderId[]) => Promise<void>): Promise<void> {
  for (const part of chunks(ids, ordersAtOnce)) await act(part);
}

/** sendOrders fetches it anew, asks Peoplevox, and then sends it, takes it back or shows that it is gone. */
async function makeDue(ids: OrderId[], now: Date, { ledger }: ReconcileDeps): Promise<void> {
  const changes = ids.map(
    (orderId): OrderChange => ({
      orderId,
      onlyFrom: ['waiting', 'cancelled', 'nothing_to_pick', 'before_go_live'],
      set: { transfer: 'due', dueAt: now, nextAttemptAt: null, attempts: 0, askedInVain: 0 },
      journal: 'The comparison with Peoplevox found it other than the shop wants it. It is looked at again.',
    }),
  );
  await ledger.record('reconcileOrders', changes);
}

/** The order goes under another number since: both may be picked. It closes once a reading of the order finds it closed, or by a person. */
async function showFormers(
  all: { id: OrderId; found: SalesOrderHeader }[],
  { ledger }: ReconcileDeps,
): Promise<void> {
  const changes: OrderChange[] = [];
  for (const { id, found } of all) {
    const row = await ledger.order(id);
    if (!row) continue;
    const known = (await ledger.openAttention(id)).includes('former_reopened');
    const reason = `${found.number} is ${found.statusWord} in Peoplevox again, and the order goes as ${row.number}: both may be picked.`;
    const open: OrderChange['open'] = [{ code: 'former_reopened', reason }];
    changes.push({ orderId: id, open, ...(known ? {} : { journal: reason }) });
  }
  await ledger.record('reconcileOrders', changes);
}

/** Followed again from now on, so that it closes by itself once it is closed there. */
async function showReopened(
  all: { id: OrderId; found: SalesOrderHeader }[],
  now: Date,
  { ledger, hint }: ReconcileDeps,
): Promise<void> {
  if (all.length === 0) return;
  const rows = new Map((await ledger.orders(all.map(({ id }) => id))).map((row) => [row.orderId, row]));
  const changes = all.flatMap(({ id, found }): OrderChange[] => {
    const row = rows.get(id);
    if (!row) return [];
    const before = row.warehouse === 'despatched' ? 'had been despatched' : 'had been cancelled';
    const reason = `${found.number} ${before} and is ${found.statusWord} in Peoplevox again; the shop order is ${row.shopStatus}.`;
    return [
      {
        orderId: id,
        onlyFrom: row.transfer,
        set: {
          transfer: 'complete',
          warehouse: factOf(found),
          warehouseWord: found.statusWord,
          warehouseReadAt: now,
          askedInVain: 0,
          nextAttemptAt: null,
          allocatedAt: null,
          reopenedAt: now,
        },
        open: [{ code: 'reopened_in_peoplevox', reason }],
        journal: reason,
      },
    ];
  });
  await ledger.record('reconcileOrders', changes);
  hint('followOrders');
}

/** A night finds it again as long as it stands: told once. */
async function openCancelled(ids: OrderId[], { ledger, hint }: ReconcileDeps): Promise<void> {
  const changes: OrderChange[] = [];
  for (const row of await ledger.orders(ids)) {
    const open = await ledger.openAttention(row.orderId);
    if (open.includes('cancelled_after_sent')) continue;
    changes.push(unwantedAfterAll(row));
  }
  await ledger.record('reconcileOrders', changes);
  if (changes.length > 0) hint('sendOrders');
}
