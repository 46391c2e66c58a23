// Two stand-ins that live on while the sidecar between them is killed and started again.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPeoplevox } from '../../sidecar/simulator/peoplevox/startPeoplevox.ts';
import { startShop } from '../../sidecar/simulator/shop/startShop.ts';
import { bundledSidecar } from '../rig/bundledSidecar.ts';
import { type SidecarProcess, startSidecar } from '../rig/sidecarProcess.ts';
import { freePort } from '../wordpress/phpServer.ts';

const secret = 'fault-secret-fault-secret-fault-secret';
const skus = ['SCARF', 'HAT', 'MUG'];

/** The tenant of these tests is fifteen times as fast as Peoplevox: the law is 15 calls a second, and ours is 12. */
const settings = {
  'peoplevox.windowSeconds': 1,
  'orders.batchGapSeconds': 0,
  'orders.pollSeconds': 5,
  'orders.lateCommitSeconds': 1,
  'orders.askAgainSeconds': 0,
  'stock.marginSeconds': 0,
};

export type World = Awaited<ReturnType<typeof startWorld>>;

export async function startWorld() {
  const program = await bundledSidecar();
  const port = await freePort();
  const shop = await startShop({
    secret,
    sidecarUrl: `http://127.0.0.1:${port}`,
    products: skus.map((sku) => ({ sku, stock: 1000 })),
  });
  const peoplevox = await startPeoplevox({
    toggles: { rateWindowMs: 1000 },
    seed: { items: skus.map((code) => ({ code, stock: 1000 })) },
  });
  const dataDir = mkdtempSync(join(tmpdir(), 'pickwave-faults-'));
  const points = join(dataDir, 'points');
  let sidecar: SidecarProcess | null = null;

  const world = {
    shop,
    peoplevox,
    dataDir,
    port,
    secret,
    settings,
    /** starts the sidecar on the same data directory; with `crashAt` it kills itself at that point */
    async start(crashAt?: string) {
      sidecar = await startSidecar({
        port,
        dataDir,
        shop: { url: shop.url, secret },
        peoplevox,
        settings,
        program,
        env: {
          PICKWAVE_TEST: '1',
          PICKWAVE_POINTS_FILE: points,
          PICKWAVE_LOG_LEVEL: 'warn',
          ...(crashAt ? { PICKWAVE_CRASH_AT: crashAt } : {}),
        },
      });
      return sidecar;
    },
    /** what the screen would ask, through the shop; null while nobody answers */
    async ask<T>(path: string, method = 'GET', body?: unknown): Promise<T | null> {
      const answer = await fetch(`${shop.url}/wp-json/pickwave/v1/admin/${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return answer.ok ? (JSON.parse(text) as T) : null;
    },
    run: (journey: string) => world.ask(`journeys/${journey}/run`, 'POST', {}),
    /** labels passed so far, in order */
    passed: () =>
      readFileSync(points, 'utf8')
        .split('\n')
        .filter((label) => label !== ''),
    /** stops the sidecar gracefully */
    async end() {
      await sidecar?.stop();
    },
    async stop() {
      await sidecar?.stop();
      await peoplevox.stop();
      await shop.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return world;
}
