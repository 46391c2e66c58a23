// The parts joined: ledger, settings, the two other systems, lease, watches and journeys. Each is handed what it needs; nothing has started.

import { randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { LeaseLost } from './domain/errors.ts';
import type { Clock, Ledger } from './domain/ports.ts';
import { knownOf } from './domain/probe.ts';
import type { OpenLedger } from './ledger/openLedger.ts';
import { createWarehouse } from './peoplevox/warehouse.ts';
import { openChangesBook } from './running/changesBook.ts';
import { changesAreRead } from './running/changesRead.ts';
import { journeyPlans } from './running/journeyPlans.ts';
import { createJourneyRunner } from './running/journeyRunner.ts';
import { journeyRuns } from './running/journeyRuns.ts';
import { createLease } from './running/lease.ts';
import { createLive } from './running/live.ts';
import { createMetrics } from './running/metrics.ts';
import { noWarehouse } from './running/noWarehouse.ts';
import { openPairingBook } from './running/pairingBook.ts';
import { createPeoplevoxWatch } from './running/peoplevoxWatch.ts';
import { createPoints, withPoints } from './running/points.ts';
import { openProbeBook } from './running/probeBook.ts';
import { createProber } from './running/prober.ts';
import { refusedBeside } from './running/refusedBeside.ts';
import { openSettingsBook } from './running/settingsBook.ts';
import { createShopWatch } from './running/shopWatch.ts';
import { startOfDay } from './running/startOfDay.ts';
import { createTemplateWatch } from './running/templateWatch.ts';
import { createShopClient } from './woocommerce/shopClient.ts';

const epochCursor = 'lease.epoch';

export type Parts = Awaited<ReturnType<typeof joinParts>>;

export async function joinParts(
  config: Config,
  clock: Clock,
  log: Logger,
  bare: OpenLedger,
  stopping: AbortSignal,
) {
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
  const live = createLive({
    ledger,
    shop,
    lease,
    clock,
    log,
    onChange: () => runner.recheck(),
    onSwitchedOn: () => runner.hint('noticeOrders'),
  });
  let shopTimeZone = 'UTC';
  const dayStart = () => startOfDay(clock.now(), shopTimeZone);
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
  const probeBook = await openProbeBook(ledger, config.peoplevox?.url ?? '');
  const peoplevox = config.peoplevox
    ? createWarehouse({
        config: config.peoplevox,
        settings: settings.current,
        clock,
        log,
        mayCall: lease.mayCall,
        known: () => knownOf(settings.current().peoplevox, probeBook.current().findings),
        onRefusedBeside: refusedBeside({ book: probeBook, ledger, clock, log }),
        onPoint,
        signal: stopping,
        pacerStore: {
          recent: ledger.calls.recent,
          record(at, operation, lane, uptime) {
            metrics.called(operation, lane);
            return ledger.calls.record(at, operation, lane, uptime);
          },
        },
      })
    : null;
  const inLane = (lane: 'orders' | 'follow' | 'reconcile' | 'bulk') =>
    peoplevox?.inLane(lane) ?? noWarehouse();
  const warehouse = inLane('orders');
  const peoplevoxView = () =>
    peoplevox?.health() ?? {
      state: 'not_asked_yet' as const,
      words: 'Not configured here.',
      lastAnswerAt: null,
    };
  const templateWatch = createTemplateWatch({
    lacking: () => peoplevox?.lackingColumns() ?? null,
    read: () => inLane('reconcile').missingColumns(),
    mayAsk: () => peoplevox !== null && lease.held() && live.current().on,
    problems: ledger,
    clock,
    log,
  });
  const peoplevoxLook = createPeoplevoxWatch({ view: peoplevoxView, problems: ledger, clock });

  const changes = await openChangesBook(ledger, config.peoplevox?.url ?? '');
  const prober = createProber({
    calls: peoplevox?.probeCalls ?? null,
    ledger,
    book: probeBook,
    lease,
    clock,
    settings: settings.current,
    signal: stopping,
    unique: () =>
      randomInt(36 ** 5, 36 ** 6)
        .toString(36)
        .toUpperCase(),
    log,
  });

  const runs = journeyRuns(
    {
      ledger: ledger as Ledger,
      shop,
      warehouse,
      clock,
      settings: settings.current,
      log,
      findings: async () => probeBook.current().findings,
      changes,
      hint: (name, ids) => runner.hint(name, ids),
    },
    { follow: inLane('follow'), reconcile: inLane('reconcile'), bulk: inLane('bulk') },
  );
  const changesRead = () =>
    changesAreRead(
      changes.current(),
      runner.view('readStockChanges'),
      settings.current().stock.changesSeconds,
      settings.current().stock,
      clock.now(),
    );
  const plans = journeyPlans(runs, settings.current, ledger.nextSendAt, changesRead);
  const runner = await createJourneyRunner(plans, {
    clock,
    store: ledger,
    log,
    chance: Math.random,
    observe: (journey, outcome, seconds) => {
      metrics.ran(journey, outcome, seconds);
      void look();
    },
    onStop(failure) {
      if (failure instanceof LeaseLost) lease.lost();
      else void shopWatch.frozen(failure.message).catch(logFault);
    },
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

  return {
    config,
    clock,
    log,
    ledger,
    settings,
    pairing,
    shop,
    shopWatch,
    lease,
    live,
    metrics,
    /** null where it is not configured, which only commands that never call it may do */
    peoplevox,
    /** Peoplevox in the lane of orders; where it is not configured, every call says so */
    warehouse,
    peoplevoxView,
    peoplevoxLook: look,
    templateWatch,
    prober,
    changes,
    changesRead,
    runner,
    dayStart,
  };
}
