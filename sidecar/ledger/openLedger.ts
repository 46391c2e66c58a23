// The ledger: what was intended before each call and what came of it, in SQLite. One process has a data directory open.

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { HeldDecision } from '../domain/heldStock.ts';
import type { OrderId, Sku } from '../domain/ids.ts';
import type { Clock, Ledger } from '../domain/ports.ts';
import type { JourneyRecord, LiveSwitch, OrderHistory } from '../domain/records.ts';
import * as attention from './attention.ts';
import * as toTell from './attentionToTell.ts';
import { lastCallAt, recentCalls, recordCall } from './calls.ts';
import { applyChange } from './changes.ts';
import { type Connections, connect } from './connection.ts';
import { holderOf, keepPrivate, lockDataDir, makeDataDir } from './dataDir.ts';
import * as despatches from './despatches.ts';
import * as items from './items.ts';
import * as journal from './journal.ts';
import * as journeys from './journeys.ts';
import * as keyValues from './keyValues.ts';
import { checkIntegrity, migrate, migrations } from './migrate.ts';
import * as lists from './orderLists.ts';
import * as orders from './orders.ts';
import * as others from './otherNumbers.ts';
import * as reconciliations from './reconciliations.ts';
import { keyOf, type Sealing, sealing } from './sealing.ts';
import * as shops from './shops.ts';
import * as stock from './stock.ts';
import * as stockDays from './stockDays.ts';
import * as stockHeld from './stockHeld.ts';
import * as stockToRead from './stockToRead.ts';
import { tidy } from './tidy.ts';
import * as watching from './watching.ts';

export type LedgerPlace =
  /** `lockWaitMs`: how long to wait for another process to let go of the directory; default not at all */
  { dataDir: string; lockWaitMs?: number } | { memory: true };

export type OpenLedger = ReturnType<typeof ledgerOn>;

/** Throws DataDirInUse, or LedgerUnusable with what to do: damaged, or newer than this Pickwave. */
export async function openLedger(options: { clock: Clock } & LedgerPlace): Promise<OpenLedger> {
  const { clock } = options;
  const dataDir = 'dataDir' in options ? options.dataDir : null;
  if (dataDir === null) return opened(connect(null), randomUUID(), null, clock, () => {});

  makeDataDir(dataDir);
  const lock = lockDataDir(dataDir, 'lockWaitMs' in options ? options.lockWaitMs : 0);
  try {
    const file = join(dataDir, 'ledger.db');
    const connections = connect(file);
    keepPrivate(file);
    return opened(connections, holderOf(dataDir), dataDir, clock, lock.release);
  } catch (failure) {
    lock.release();
    throw failure;
  }
}

function opened(
  connections: Connections,
  holder: string,
  dataDir: string | null,
  clock: Clock,
  release: () => void,
): OpenLedger {
  try {
    checkIntegrity(connections.raw);
    migrate(connections.raw, migrations, clock.now());
    return ledgerOn(connections, holder, sealing(keyOf(dataDir)), clock, release);
  } catch (failure) {
    connections.raw.close();
    throw failure;
  }
}

function ledgerOn(
  connections: Connections,
  holder: string,
  keys: Sealing,
  clock: Clock,
  release: () => void,
) {
  const { db, write } = connections;
  const now = () => clock.now();
  const long = () => connections.reading;

  const forJourneys: Ledger = {
    async installation() {
      const { installationId } = await shops.pairing(db, keys, now());
      if (installationId === null) throw new Error('The ledger does not know its shop yet: pair it first.');
      return installationId;
    },
    liveFrom: async () => (await shops.liveSwitch(db)).from,
    cursor: (name) => keyValues.cursor(db, name),
    saveCursor: async (name, value) => {
      await write((tx) => keyValues.saveCursor(tx, name, value, now()));
    },

    order: async (id) => (await orders.ordersById(db, [id]))[0] ?? null,
    orders: (ids) => orders.ordersById(db, ids),
    ordersByNumber: (numbers) => orders.ordersByNumber(db, numbers),
    otherNumbers: (ids) => others.otherNumbers(db, ids),
    holderOf: (number) => others.holderOf(long(), number),
    noteOrders: (news, changes, cursor) =>
      write(async (tx) => {
        for (const one of news) await orders.noteOrder(tx, one, now());
        for (const change of changes) await applyChange(tx, 'noticeOrders', change, now());
        if (cursor) await keyValues.saveCursor(tx, cursor.name, cursor.value, now());
      }),
    ordersToLookAt: (at, limit) => orders.ordersToLookAt(db, at, limit),
    lookAtWaiting: async (at) => {
      await write((tx) => orders.lookAtWaiting(tx, at));
    },
    ordersToSend: (at, limit) => orders.ordersToSend(db, at, limit),
    nextSendAt: () => orders.nextSendAt(db),
    ordersToAmend: (now, limit) => orders.ordersToAmend(db, now, limit),
    ordersDeleted: (before, limit) => orders.ordersDeleted(db, before, limit),
    ordersToCheck: (sentBefore, checkedBefore, limit) =>
      orders.ordersToCheck(db, sentBefore, checkedBefore, limit),
    ordersToFollow: (limit) => orders.ordersToFollow(db, limit),
    record: (who, changes) =>
      write(async (tx) => {
        const dropped = new Set<OrderId>();
        for (const change of changes)
          if (!(await applyChange(tx, who, change, now()))) dropped.add(change.orderId);
        return dropped;
      }),
    openAttention: (id) => attention.openCodes(db, id),
    ordersToWatch: (after, limit) => watching.ordersToWatch(long(), after, limit),
    ordersWithOpen: (code, which, limit) => watching.ordersWithOpen(db, code, which, limit),
    waitingAtRelease: (limit) => orders.waitingAtRelease(db, limit),
    attentionToTell: (limit) => toTell.attentionToTell(db, limit),
    attentionTold: (told) => write((tx) => toTell.attentionTold(tx, told)),
    tellAttentionAgain: (ids) => write((tx) => toTell.tellAttentionAgain(tx, ids)),

    canary: () => orders.canary(db),
    knownItems: (codes) => items.knownItems(db, codes),
    doubledSkus: (codes) => stock.doubledSkus(db, codes),
    noteItems: (codes, seenAt) => write((tx) => items.noteItems(tx, [...codes], seenAt)),

    recordedDespatches: (numbers) => despatches.recordedDespatches(db, numbers),
    noteDespatches: (who, news) =>
      write(async (tx) => {
        for (const one of news) await despatches.noteDespatch(tx, who, one, now());
      }),
    endUnsettled: async (id, still) => {
      await write((tx) => despatches.endUnsettled(tx, id, still));
    },
    unsettledDespatches: () => despatches.unsettledDespatches(db),

    lastSellable: () => stock.lastSellable(long()),
    stockReadSince: (moment) => stock.readSince(long(), moment),
    zerosSince: (moment) => stock.zerosSince(db, moment),
    wantStock: (codes, at) => write((tx) => stockToRead.wantStock(tx, codes, at)),
    noteStockChanges: (codes, at, cursor) =>
      write(async (tx) => {
        await stockToRead.wantStock(tx, codes, at);
        await keyValues.saveCursor(tx, cursor.name, cursor.value, now());
      }),
    stockToRead: (at, limit) => stockToRead.stockToRead(db, at, limit),
    stockWaiting: (at) => stockToRead.stockWaiting(db, at),
    noteStockRead: (read) => write((tx) => stockToRead.noteStockRead(tx, read)),
    noteAccuracy: async (day, of) => {
      await write((tx) => stockDays.noteAccuracy(tx, day, of));
    },
    heldStock: () => stockHeld.heldStock(db),
    keepHeldStock: async (held, over) => {
      await write((tx) => stockHeld.keepHeldStock(tx, held, over, now()));
    },
    noteStockPass: (pass, results, at) => write((tx) => stock.notePass(tx, pass, results, at)),

    reconcileMemory: () => reconciliations.memory(db),
    noteNightlyTried: async (at) => {
      await write((tx) => reconciliations.noteTried(tx, at, now()));
    },
    noteReconciliation: (run, memory) =>
      write(async (tx) => {
        await reconciliations.note(tx, run);
        if (memory) await reconciliations.keepMemory(tx, memory, now());
      }),

    openProblem: (problem, at) =>
      write(async (tx) => {
        if ((await attention.open(tx, null, problem, at)) === 'closed')
          await journal.write(tx, { orderId: null, who: 'Pickwave', what: problem.reason }, at);
      }),
    closeProblem: async (code, at) => {
      await write((tx) => attention.close(tx, null, [code], at));
    },
    openProblemCodes: () => attention.openCodes(db, null),
  };

  return {
    ...forJourneys,
    /** The name under which the shop's lease is asked for. */
    holder,
    /** The part of the path for Peoplevox's events that nobody can guess. */
    eventsPath: keys.derived('peoplevox events'),

    // ---- the screen ----
    listOrders: (query: lists.OrderQuery) => lists.listOrders(long(), query),
    listCounts: async () => (await lists.keptCounts(db)).counts,
    figures: (dayStart: Date) => lists.figures(long(), now(), dayStart),
    /** Null where there is no such order. */
    async orderHistory(id: OrderId): Promise<OrderHistory | null> {
      const order = await lists.listedOrder(db, id);
      if (!order) return null;
      return {
        ...order,
        despatches: await despatches.despatchesOfOrder(db, id),
        otherNumbers: await others.otherNumbers(db, [id]),
        dismissed: await attention.dismissedAttention(db, id),
        journal: await journal.journalOf(db, id, 500),
      };
    },
    /** Problems of the whole, then exceptions of orders, at most `limit` of these. */
    openProblems: (limit: number) => attention.openAttention(db, limit),
    /** Gives those that it changed; the journal says who decided what. */
    decideHeldStock: (who: string, codes: Sku[], decision: HeldDecision | null): Promise<Sku[]> =>
      write(async (tx) => {
        const changed = await stockHeld.decideHeldStock(tx, codes, decision, who, now());
        if (changed.length > 0)
          await journal.write(
            tx,
            {
              orderId: null,
              who,
              what: stockHeld.decisionWords(changed.length, decision),
              detail: changed.join(', '),
            },
            now(),
          );
        return changed;
      }),
    /** The newest first. */
    stockDays: (limit: number) => stockDays.stockDays(db, limit),
    stockOf: (one: Parameters<typeof stock.stockOf>[1]) => stock.stockOf(db, one),
    /** The newest comparisons of shop and Peoplevox first. */
    reconciliations: (limit: number) => reconciliations.reconciliations(db, limit),
    lastReconciliation: () => reconciliations.lastWhole(db),
    /** What happened to no order in particular, the newest first. */
    journal: (limit: number) => journal.journalOf(db, null, limit),

    // ---- the link ----
    pairing: () => shops.pairing(db, keys, now()),
    savePairing: (who: string, wanted: Parameters<typeof shops.savePairing>[2]) =>
      write(async (tx) => {
        await shops.savePairing(tx, keys, wanted, now());
        await shops.spendCode(tx);
        await journal.write(tx, { orderId: null, who, what: `Paired with ${wanted.shopUrl}` }, now());
      }),
    learnShop: async (installationId: string, shopUrl: string) => {
      await write((tx) => shops.learnShop(tx, installationId, shopUrl));
    },
    savePairingCode: async (code: string, expiresAt: Date, tries: number) => {
      await write((tx) => shops.saveCode(tx, code, expiresAt, tries));
    },
    checkPairingCode: (code: string) => write((tx) => shops.checkCode(tx, code, now())),
    seenNonce: (nonce: string, expiresAt: Date) =>
      write((tx) => shops.seenNonce(tx, nonce, now(), expiresAt)),

    // ---- running ----
    liveSwitch: () => shops.liveSwitch(db),
    /** `from` counts where there is none yet, or where it is earlier. */
    setLive: (on: boolean, from: Date, who: string): Promise<LiveSwitch> =>
      write(async (tx) => {
        const live = await shops.setLive(tx, on, from, who, now());
        await journal.write(tx, { orderId: null, who, what: on ? 'Switched live' : 'Switched off' }, now());
        return live;
      }),
    journeys: () => journeys.journeys(db),
    saveJourney: async (record: JourneyRecord) => {
      await write((tx) => journeys.saveJourney(tx, record));
    },
    noteInJournal: async (who: string, what: string, detail?: string) => {
      await write((tx) => journal.write(tx, { orderId: null, who, what, detail }, now()));
    },
    savedSettings: () => keyValues.savedSettings(db),
    saveSettings: (who: string, changes: ReadonlyMap<string, unknown>) =>
      write(async (tx) => {
        for (const [key, value] of changes) {
          await keyValues.saveSetting(tx, key, value, now());
          await journal.write(
            tx,
            { orderId: null, who, what: `Setting ${key} changed`, detail: JSON.stringify(value) },
            now(),
          );
        }
      }),

    // ---- the pacer's memory ----
    calls: {
      /** when the last call to Peoplevox was begun, never later than now; null where none is remembered */
      async lastAt(): Promise<Date | null> {
        const at = await lastCallAt(db);
        return at === null ? null : new Date(Math.min(at, now().getTime()));
      },
      recent: (sinceMs: number) => recentCalls(db, sinceMs),
      record: (at: number, operation: string, lane: string, uptime: number) =>
        write((tx) => recordCall(tx, { at, operation, lane, uptime })),
    },

    /** Throws away some of what nobody asks for any more. Gives how many rows; 0 where nothing is left to do. */
    tidy: () => write((tx) => tidy(tx, now())),

    /** Can it be written to? Throws where not. */
    ping: async () => {
      await write((tx) => tx.selectFrom('shop').select('shop_id').execute());
    },
    async close() {
      await connections.close();
      release();
    },
  };
}
