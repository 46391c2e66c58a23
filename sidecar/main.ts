// The parts joined: configuration, ledger, the two other systems, journeys, and the doors. Everything is handed what it needs.

import type { AddressInfo } from 'node:net';
import { DateTime } from 'luxon';
import pino, { type Logger } from 'pino';
import type { Config } from './config.ts';
import { LeaseLost } from './domain/errors.ts';
import type { Clock, Ledger } from './domain/ports.ts';
import { localApp, publicApp } from './http/apps.ts';
import type { HttpDeps } from './http/deps.ts';
import { markInterrupted } from './journeys/markInterrupted.ts';
import { type OpenLedger, openLedger } from './ledger/openLedger.ts';
import { createWarehouse } from './peoplevox/warehouse.ts';
import { runChecks } from './running/checks.ts';
import { newToken, removeDoor, writeDoor } from './running/door.ts';
import { gated, noWarehouse } from './running/gated.ts';
import { journeyPlans } from './running/journeyPlans.ts';
import { createJourneyRunner } from './running/journeyRunner.ts';
import { journeyRuns } from './running/journeyRuns.ts';
import { createLease } from './running/lease.ts';
import { createLive } from './running/live.ts';
import { createMetrics } from './running/metrics.ts';
import { orderRows } from './running/orderRows.ts';
import { openPairingBook } from './running/pairingBook.ts';
import { createPeoplevoxWatch } from './running/peoplevoxWatch.ts';
import { createPoints, withPoints } from './running/points.ts';
import { openSettingsBook } from './running/settingsBook.ts';
import { createShopWatch } from './running/shopWatch.ts';
import { systemClock } from './running/systemClock.ts';
import { version } from './version.ts';
import { createShopClient } from './woocommerce/shopClient.ts';

export interface SidecarOptions {
  config: Config;
  clock?: Clock;
  log?: Logger;
  /** how long to wait for another process to let go of the data directory */
  lockWaitMs?: number;
}
export type Sidecar = Awaited<ReturnType<typeof openSidecar>>;

const peoplevoxLookMs = 5_000;
const epochCursor = 'lease.epoch';
/** What is still under way after this is cut off; the next start asks how far it came. */
const stopWithinMs = 20_000;

/** Opens everything and starts nothing: see `start`. Throws DataDirInUse and LedgerUnusable. */
export async function openSidecar({
  config,
  clock = systemClock,
  lockWaitMs = 0,
  ...options
}: SidecarOptions) {
  const log = options.log ?? pino({ level: config.logLevel, base: null });
  const bare = await openLedger({ dataDir: config.dataDir, lockWaitMs, clock });
  try {
    return await joined(config, clock, log, bare);
  } catch (failure) {
    await bare.close();
    throw failure;
  }
}

async function joined(config: Config, clock: Clock, log: Logger, bare: OpenLedger) {
  const stopping = new AbortController();
  const onPoint = createPoints(config.points);
  const ledger = withPoints(bare, onPoint);

  const settings = await openSettingsBook({
    store: ledger,
    file: config.fileSettings,
    environment: config.environmentSettings,
    log,
  });

  const shopDeps = { holder: ledger.holder, clock };
  const pairing = await openPairingBook({
    store: ledger,
    given: config.shop,
    sidecarId: ledger.holder,
    clock,
    async askWho(restUrl, secret) {
      const client = createShopClient({
        ...shopDeps,
        address: () => restUrl,
        secret: () => secret,
        epoch: () => null,
        timeoutMs: 15_000,
      });
      try {
        return await client.status();
      } finally {
        await client.close();
      }
    },
    onPaired: () => {
      shopWatch.wake();
      lease.wake();
    },
  });

  const shop = createShopClient({
    ...shopDeps,
    address: pairing.address,
    secret: pairing.secret,
    epoch: () => lease.epoch(),
    onPoint,
    heard: ({ ok }) => shopWatch.heard(ok),
  });
  const lease = createLease({
    shop,
    problems: ledger,
    clock,
    seconds: config.leaseSeconds,
    memory: {
      lastEpoch: async () => {
        const saved = await ledger.cursor(epochCursor);
        return saved === null ? null : Number(saved);
      },
      saveEpoch: (epoch) => ledger.saveCursor(epochCursor, String(epoch)),
    },
    afterOthers: async () => peoplevox?.assumeCallsByOthers(),
    onChange: () => runner.recheck(),
    log,
  });
  const live = createLive({ ledger, shop, lease, clock, log, onChange: () => runner.recheck() });
  let shopTimeZone = 'UTC';
  const shopWatch = createShopWatch({
    shop,
    pairing: pairing.current,
    learnShop: pairing.learnShop,
    problems: ledger,
    clock,
    log,
    onChange: () => {
      lease.wake();
      runner.recheck();
    },
    async onStatus(status) {
      shopTimeZone = status.time_zone;
      await live.compare(status);
    },
  });

  const metrics = createMetrics({
    figures: () => ledger.figures(dayStart()),
    journeys: () => runner.views(),
    leaseHeld: lease.held,
    live: () => live.current().on,
    now: clock.now,
  });
  const peoplevox = config.peoplevox
    ? createWarehouse({
        config: config.peoplevox,
        settings: settings.current,
        clock,
        log,
        onPoint,
        signal: stopping.signal,
        pacerStore: {
          recent: ledger.calls.recent,
          record(at, operation, lane, uptime) {
            metrics.called(operation, lane);
            return ledger.calls.record(at, operation, lane, uptime);
          },
        },
      })
    : null;
  const behindLease = (lane: 'orders' | 'follow' | 'reconcile') =>
    gated(peoplevox ? peoplevox.inLane(lane) : noWarehouse(), lease.require);
  const warehouse = behindLease('orders');
  const peoplevoxView = () =>
    peoplevox?.health() ?? {
      state: 'not_asked_yet' as const,
      words: 'Not configured here.',
      lastAnswerAt: null,
    };
  const peoplevoxLook = createPeoplevoxWatch({ view: peoplevoxView, problems: ledger, clock });

  const runs = journeyRuns(
    {
      ledger: ledger as Ledger,
      shop,
      warehouse,
      clock,
      settings: settings.current,
      log,
      hint: (name, ids) => runner.hint(name, ids),
    },
    { follow: behindLease('follow'), reconcile: behindLease('reconcile') },
  );
  const runner = await createJourneyRunner(journeyPlans(runs, settings.current, ledger.nextSendAt), {
    clock,
    store: ledger,
    log,
    chance: Math.random,
    observe: (journey, outcome, seconds) => {
      metrics.ran(journey, outcome, seconds);
      void look();
    },
    onStop: (failure) =>
      void (failure instanceof LeaseLost ? lease.lost() : shopWatch.frozen(failure.message)).catch(logFault),
    gates: {
      shopUsable: shopWatch.usable,
      leaseHeld: lease.held,
      live: () => live.current().on,
      words: () => ({ shop: shopWatch.view().words, lease: lease.view().words }),
    },
  });
  settings.onChange(runner.recheck);
  await live.load();

  function logFault(failure: unknown): void {
    log.error({ err: failure }, 'a fault beside the journeys');
  }
  const look = () => peoplevoxLook().catch(logFault);
  function dayStart(): Date {
    const local = DateTime.fromJSDate(clock.now()).setZone(shopTimeZone.replace(/^([+-])/, 'UTC$1'));
    return (local.isValid ? local : local.setZone('UTC')).startOf('day').toJSDate();
  }

  let lastAskedByShop: Date | null = null;
  function noteAsked(): void {
    lastAskedByShop = clock.now();
  }
  const deps: HttpDeps = {
    version,
    clock,
    log,
    ledger,
    pairing,
    live,
    lease,
    shop: { view: shopWatch.view, asked: noteAsked },
    peoplevox: {
      host: peoplevox?.host ?? '',
      view: peoplevoxView,
      usage: async () =>
        (await peoplevox?.usage()) ?? { inWindow: 0, allowed: 0, windowSeconds: 0, today: 0 },
      async tryLoginAgain(who) {
        peoplevox?.tryLoginAgain();
        await ledger.noteInJournal(who, 'Peoplevox: the login is tried again');
        for (const name of ['sendOrders', 'followOrders', 'recordDespatches'] as const) runner.ask(name);
      },
    },
    journeys: {
      ...runner,
      async pause(name, paused, who) {
        await runner.pause(name, paused);
        await ledger.noteInJournal(who, `Journey ${name} ${paused ? 'paused' : 'resumed'}`);
      },
    },
    settings,
    orderRows: (id) =>
      orderRows(id, {
        shop,
        ledger,
        settings: settings.current,
        preview: peoplevox?.preview ?? (() => ({ header: [], lines: [], cuts: [] })),
      }),
    dayStart,
    eventsPath: ledger.eventsPath,
    metrics,
    checks: () =>
      runChecks({
        clock,
        ledger,
        paired: () => pairing.known().secrets.length > 0,
        shop,
        lastAskedByShop: () => lastAskedByShop,
        lease,
        live: () => live.current().on,
        warehouse: peoplevox ? warehouse : null,
        stock: () =>
          runner.views().find((journey) => journey.name === 'updateStock') ?? {
            lastSuccessAt: null,
            problem: null,
          },
      }),
  };
  const token = newToken();
  const app = await publicApp(deps);
  const local = await localApp(deps, token);
  const loops: Promise<unknown>[] = [];

  async function keepLooking(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await look();
      await clock.wait(peoplevoxLookMs, signal).catch(() => undefined);
    }
  }

  return {
    ledger,
    log,
    /** for the command line: the routes of the local door without a running server */
    local,
    token,
    lease,
    shopWatch,
    journeys: runner,
    app,

    /** Opens both doors. Gives the address of the public one. */
    async listen(): Promise<string> {
      await app.listen({ host: config.host, port: config.port });
      await local.listen({ host: '127.0.0.1', port: 0 });
      const { port } = local.server.address() as AddressInfo;
      writeDoor(config.dataDir, { url: `http://127.0.0.1:${port}`, token });
      const address = app.server.address() as AddressInfo;
      const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
      return `http://${host}:${address.port}`;
    },

    /** Marks what a crash cut off, and starts watching, the lease and the journeys. */
    async start(): Promise<void> {
      const interrupted = await markInterrupted(ledger);
      if (interrupted > 0)
        log.warn({ orders: interrupted }, 'orders were cut off while they were sent; they are asked for');
      const { signal } = stopping;
      loops.push(shopWatch.keep(signal), lease.keep(signal), runner.keep(signal), keepLooking(signal));
    },

    /** For one command: who the shop is, and the lease, asked once. */
    async ready(): Promise<void> {
      await shopWatch.look();
      await lease.renew();
    },

    /** Finishes the step at hand, gives the lease back, closes. */
    async stop(): Promise<void> {
      if (stopping.signal.aborted) return;
      log.info({}, 'stopping');
      stopping.abort();
      removeDoor(config.dataDir);
      await Promise.all([app.close(), local.close()]);
      const cut = new AbortController();
      await Promise.race([
        Promise.allSettled(loops),
        clock.wait(stopWithinMs, cut.signal).catch(() => undefined),
      ]);
      cut.abort();
      await lease.release();
      await Promise.allSettled([shop.close(), peoplevox?.close()]);
      await ledger.close();
    },
  };
}
