// The sidecar: opened, started, stopped. The parts are joined in parts.ts.

import { setMaxListeners } from 'node:events';
import type { AddressInfo } from 'node:net';
import pino, { type Logger } from 'pino';
import type { Config } from './config.ts';
import type { Clock } from './domain/ports.ts';
import { localApp, publicApp } from './http/apps.ts';
import { httpDeps } from './httpDeps.ts';
import { markInterrupted } from './journeys/markInterrupted.ts';
import { openLedger } from './ledger/openLedger.ts';
import { joinParts, type Parts } from './parts.ts';
import { newToken, removeDoor, writeDoor } from './running/door.ts';
import { keepHouse } from './running/housekeeping.ts';
import { systemClock } from './running/systemClock.ts';

export interface SidecarOptions {
  config: Config;
  clock?: Clock;
  log?: Logger;
  /** how long to wait for another process to let go of the data directory */
  lockWaitMs?: number;
}
export type Sidecar = Awaited<ReturnType<typeof openSidecar>>;

const peoplevoxLookMs = 5_000;
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
    const stopping = new AbortController();
    // each loop and each wait under way listens to it, which is more than the ten that Node takes for a leak
    setMaxListeners(50, stopping.signal);
    return await withDoors(await joinParts(config, clock, log, bare, stopping.signal), stopping);
  } catch (failure) {
    await bare.close();
    throw failure;
  }
}

async function withDoors(parts: Parts, stopping: AbortController) {
  const {
    config,
    clock,
    log,
    ledger,
    shop,
    shopWatch,
    lease,
    peoplevox,
    peoplevoxLook,
    prober,
    runner,
    templateWatch,
  } = parts;
  const deps = httpDeps(parts);
  const token = newToken();
  const app = await publicApp(deps);
  const local = await localApp(deps, token);
  const loops: Promise<unknown>[] = [];

  /** Whoever has the directory open finds nothing half-way but what a crash left. */
  async function mark(): Promise<void> {
    const interrupted = await markInterrupted(ledger, await ledger.calls.lastAt());
    if (interrupted > 0)
      log.warn({ orders: interrupted }, 'orders were cut off while they were sent; they are asked for');
    await prober.tellOfCutOff();
  }
  async function keepLooking(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await peoplevoxLook();
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
      await mark();
      const { signal } = stopping;
      loops.push(
        shopWatch.keep(signal),
        lease.keep(signal),
        runner.keep(signal),
        keepLooking(signal),
        templateWatch.keep(signal),
        keepHouse({ tidy: ledger.tidy, clock, log }, signal),
      );
    },

    /** For one command: who the shop is, asked once, and the lease, kept until the stop. */
    async ready(): Promise<void> {
      await mark();
      await shopWatch.look();
      await lease.renew();
      loops.push(lease.keep(stopping.signal));
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
        Promise.allSettled([...loops, prober.settled()]),
        clock.wait(stopWithinMs, cut.signal).catch(() => undefined),
      ]);
      cut.abort();
      await lease.release();
      await Promise.allSettled([shop.close(), peoplevox?.close()]);
      await ledger.close();
    },
  };
}
