// Paid orders go to Peoplevox, in batches (design.md section 5). Nothing is created before Peoplevox was asked, nothing can be picked before it was
// read back whole, and the shop remembers before the hold is let go.

import { chunks } from '../domain/chunks.ts';
import type { OrderId } from '../domain/ids.ts';
import type { LedgerOrder } from '../domain/ports.ts';
import { amendOrders } from './amendOrders.ts';
import { nextAttemptAt } from './backoff.ts';
import type { JourneyDeps } from './deps.ts';
import { ask } from './sending/ask.ts';
import { cutOff, onItsWay, type ToLoad } from './sending/candidate.ts';
import { readBack, saveHeld } from './sending/load.ts';
import { NotThere } from './sending/notThere.ts';
import { prepare } from './sending/prepare.ts';
import { release } from './sending/release.ts';
import { takeBack } from './sending/takeBack.ts';

export type SendDeps = Pick<
  JourneyDeps,
  'ledger' | 'shop' | 'warehouse' | 'clock' | 'settings' | 'log' | 'signal' | 'hint' | 'findings'
>;

const cursorName = 'sendOrders.lastBatch';
/** An order that keeps coming back in one run waits a while, so that it does not use up the calls of the others. */
const turnsARun = 4;
/** So many batches of a backlog are written together: an order never straddles two saves, so lines fill them the better the more there are. */
const batchesTogether = 4;

/** Sends until nothing is due. Between two batches, what the shop changed of sent orders goes first: it may be picked any minute. Gives what it did, in words. */
export async function sendOrders(deps: SendDeps): Promise<string> {
  const amending = amendingBeside(deps);
  const sent = await sendAll(deps, amending.next);
  const amended = amending.end();
  return amended === 0 ? sent : `${sent} Carried over to sales orders: ${amended}.`;
}

/** A change that cannot be carried over now keeps no order waiting; its failure is the run's, at its end. */
function amendingBeside(deps: SendDeps) {
  let amended = 0;
  let failure: { thrown: unknown } | null = null;
  return {
    async next() {
      if (failure) return;
      try {
        amended += await amendOrders(deps);
      } catch (thrown) {
        failure = { thrown };
      }
    },
    end(): number {
      if (failure) throw failure.thrown;
      return amended;
    },
  };
}

async function sendAll(deps: SendDeps, amend: () => Promise<void>): Promise<string> {
  const { ledger, clock, settings, signal } = deps;
  const turns = new Map<OrderId, number>();
  const notThere = new NotThere(clock);
  let sent = 0;
  while (!signal.aborted) {
    await amend();
    const { batchOrders } = settings().orders;
    const most = batchOrders * batchesTogether;
    const waiting = await ledger.ordersToSend(clock.now(), most);
    if (waiting.length === 0) break;
    await keepDistance(waiting.length < batchOrders, deps);
    const orders = await ledger.ordersToSend(clock.now(), most);
    sent += await sendBatches(chunks(orders, batchOrders), { notThere, amend }, deps);
    await restThoseThatTurn(orders, turns, deps);
  }
  return turns.size === 0 ? 'No order was due.' : `Looked at ${turns.size}, sent ${sent}.`;
}

/** An order alone goes (almost) at once; a trickle is gathered, because a batch of one costs as many calls as a batch of many. */
async function keepDistance(gather: boolean, { ledger, clock, settings, signal }: SendDeps) {
  const { batchGapSeconds, gatherSeconds } = settings().orders;
  const last = Number(await ledger.cursor(cursorName));
  const since = clock.now().getTime() - last;
  const gapLeft = since >= 0 ? batchGapSeconds * 1000 - since : 0;
  if (gather) await clock.wait(Math.max(gapLeft, gatherSeconds * 1000), signal);
  await ledger.saveCursor(cursorName, String(clock.now().getTime()));
}

interface Run {
  notThere: NotThere;
  amend: () => Promise<void>;
}

/** How many of them are now complete. */
async function sendBatches(
  batches: LedgerOrder[][],
  { notThere, amend }: Run,
  deps: SendDeps,
): Promise<number> {
  const toLoad: ToLoad[][] = [];
  let sent = 0;
  for (const batch of batches) {
    if (deps.signal.aborted) break; // what is begun is finished, nothing more is begun
    const asked = await ask(await prepare(batch.map(cutOff), notThere, deps), deps);
    await takeBack(asked.withdrawn, deps);
    sent += asked.alreadyComplete;
    toLoad.push(asked.toLoad);
  }
  for (const group of groups(toLoad)) {
    const saved = await saveHeld(group, deps);
    for (const batch of chunks(saved, deps.settings().orders.batchOrders)) {
      const { whole, withdrawn } = await readBack(batch, deps);
      await takeBack(withdrawn, deps);
      sent += await release(whole, deps);
      await amend();
    }
  }
  return sent;
}

/** One that has to be alone goes by itself, after the others and as many as there are batches: neither holds up the other (mission row O11). */
function groups(batches: ToLoad[][]): ToLoad[][][] {
  const together = batches
    .map((batch) => batch.filter((one) => !one.row.alone))
    .filter((batch) => batch.length > 0);
  const alone = batches.flat().filter((one) => one.row.alone);
  return [together, ...alone.slice(0, batches.length).map((one) => [[one]])];
}

async function restThoseThatTurn(
  batch: LedgerOrder[],
  turns: Map<OrderId, number>,
  { ledger, clock }: SendDeps,
) {
  for (const { orderId } of batch) turns.set(orderId, (turns.get(orderId) ?? 0) + 1);
  const tired = batch.filter((row) => (turns.get(row.orderId) ?? 0) >= turnsARun);
  if (tired.length === 0) return;
  const now = clock.now();
  await ledger.record(
    'sendOrders',
    tired.map(({ orderId, attempts }) => ({
      orderId,
      onlyFrom: onItsWay,
      set: { attempts: attempts + 1, nextAttemptAt: nextAttemptAt(now, attempts, orderId) },
    })),
  );
}
