// The whole sidecar between the two stand-ins, in this process and on a data directory that goes away: for tests of the routes and of running.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LightMyRequestResponse } from 'fastify';
import pino from 'pino';
import { type Config, environmentName, readConfig } from '../config.ts';
import { newNonce, queryPairs, sign } from '../link/signature.ts';
import { openSidecar, type Sidecar } from '../main.ts';
import { startPeoplevox } from '../simulator/peoplevox/startPeoplevox.ts';
import type { Toggles as PeoplevoxToggles } from '../simulator/peoplevox/toggles.ts';
import { startShop } from '../simulator/shop/startShop.ts';

export const stageSecret = 'stage-secret-stage-secret-stage-secret';
const skus = ['SCARF-RED', 'HAT-BLUE'];

export interface StageOptions {
  /** paired by the environment (default), or by nothing */
  paired?: boolean;
  /** more of the environment */
  environment?: Record<string, string>;
  /** what Peoplevox does otherwise */
  peoplevox?: Partial<PeoplevoxToggles>;
}
export type Stage = Awaited<ReturnType<typeof startStage>>;

export async function startStage(options: StageOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'pickwave-stage-'));
  const paired = options.paired ?? true;
  const shop = await startShop({
    ...(paired ? { secret: stageSecret, sidecarUrl: 'http://127.0.0.1:9' } : {}),
    products: skus.map((sku) => ({ sku, price: '12.50', stock: 100 })),
  });
  const peoplevox = await startPeoplevox({
    toggles: { rateWindowMs: 1000, ...options.peoplevox },
    seed: { items: skus.map((code) => ({ code, stock: 100 })) },
  });
  const environment = {
    PICKWAVE_DATA_DIR: join(folder, 'data'),
    PICKWAVE_PORT: '0',
    // 15 calls in 15 seconds is proved elsewhere; here nobody waits for it
    [environmentName('peoplevox.windowSeconds')]: '1',
    [environmentName('orders.batchGapSeconds')]: '0',
    PICKWAVE_PEOPLEVOX_URL: peoplevox.url,
    PICKWAVE_PEOPLEVOX_CLIENT_ID: peoplevox.credentials.clientId,
    PICKWAVE_PEOPLEVOX_USERNAME: peoplevox.credentials.username,
    PICKWAVE_PEOPLEVOX_PASSWORD: peoplevox.credentials.password,
    ...(paired ? { PICKWAVE_SHOP_URL: shop.url, PICKWAVE_SHOP_SECRET: stageSecret } : {}),
    ...options.environment,
  };
  const opened: Sidecar[] = [];

  /** Another one on the same directory, or on one of its own. */
  async function open(change: Partial<Config> = {}): Promise<Sidecar> {
    const config = { ...readConfig(environment), ...change };
    const sidecar = await openSidecar({ config, log: pino({ level: 'silent' }) });
    opened.push(sidecar);
    return sidecar;
  }
  /** It listens, the shop knows where, and the journeys run. */
  async function run(sidecar: Sidecar): Promise<string> {
    const address = await sidecar.listen();
    if (paired) await shop.pairByConstants(address, stageSecret);
    await sidecar.start();
    return address;
  }

  return {
    shop,
    peoplevox,
    environment,
    folder,
    open,
    run,
    async stop() {
      for (const sidecar of opened) await sidecar.stop();
      await Promise.all([shop.stop(), peoplevox.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface AskOptions {
  method?: string;
  body?: unknown;
  secret?: string;
  from?: string;
  timestamp?: number;
  nonce?: string;
  /** changed after signing */
  tamper?: { url?: string; payload?: string; headers?: Record<string, string> };
}

/** A request as the plugin signs it. */
export async function askSigned(
  sidecar: Sidecar,
  url: string,
  from: string,
  options: AskOptions = {},
): Promise<LightMyRequestResponse> {
  const { method = options.body === undefined ? 'GET' : 'POST', tamper = {} } = options;
  const payload = options.body === undefined ? '' : JSON.stringify(options.body);
  const [route = '', query = ''] = url.split('?');
  const headers = sign(
    { method, route, query: queryPairs(query), body: payload, from: options.from ?? from },
    options.secret ?? stageSecret,
    { timestamp: options.timestamp ?? Date.now() / 1000, nonce: options.nonce ?? newNonce() },
  );
  return sidecar.app.inject({
    method: method as 'GET',
    url: tamper.url ?? url,
    headers: { ...headers, 'content-type': 'application/json', ...tamper.headers },
    ...(payload === '' && tamper.payload === undefined ? {} : { payload: tamper.payload ?? payload }),
  });
}
