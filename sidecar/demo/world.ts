// What the demo plays in: a simulated shop, a simulated Peoplevox, and the real sidecar between them.

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentName } from '../config.ts';
import type { Peoplevox } from '../simulator/peoplevox/peoplevox.ts';
import { startPeoplevox } from '../simulator/peoplevox/startPeoplevox.ts';
import type { Toggles } from '../simulator/peoplevox/toggles.ts';
import type { Shop } from '../simulator/shop/shop.ts';
import { startShop } from '../simulator/shop/startShop.ts';
import { products, warehouseSeed } from './catalogue.ts';
import { Screen } from './screen.ts';
import { freePort, SidecarProcess } from './sidecarProcess.ts';
import { until } from './until.ts';

export interface World {
  shop: Shop;
  pvx: Peoplevox;
  sidecar: SidecarProcess;
  /** What a person does on the screen. */
  screen: Screen;
  /** Ends everything, and removes what it wrote. */
  end(): Promise<void>;
}

export interface WorldOptions {
  /** By constants in wp-config.php and the sidecar's environment, or later, with a one-time code (docs/link.md, Pairing). */
  pairing: 'constants' | 'code';
  /** How the Peoplevox differs from one as it is known. */
  toggles?: Partial<Toggles>;
  /** Settings of the sidecar in force from its start, by key: `orders.pollSeconds`. */
  settings?: Record<string, string | number>;
}

/** The two stand-ins run, the sidecar is not started yet. */
export async function startWorld({ pairing, toggles = {}, settings = {} }: WorldOptions): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'pickwave-demo-'));
  const port = await freePort();
  const secret = randomBytes(32).toString('hex');
  const byConstants = pairing === 'constants';
  const pvx = await startPeoplevox({ toggles, seed: warehouseSeed });
  const shop = await startShop({
    ...(byConstants ? { secret, sidecarUrl: `http://127.0.0.1:${port}` } : {}),
    products,
  });
  const sidecar = new SidecarProcess({
    dataDir: folder,
    port,
    environment: {
      ...(byConstants ? { PICKWAVE_SHOP_URL: shop.url, PICKWAVE_SHOP_SECRET: secret } : {}),
      PICKWAVE_PEOPLEVOX_URL: pvx.url,
      PICKWAVE_PEOPLEVOX_CLIENT_ID: pvx.credentials.clientId,
      PICKWAVE_PEOPLEVOX_USERNAME: pvx.credentials.username,
      PICKWAVE_PEOPLEVOX_PASSWORD: pvx.credentials.password,
      ...Object.fromEntries(
        Object.entries(settings).map(([key, value]) => [environmentName(key), String(value)]),
      ),
    },
  });
  // However this process ends, nothing it started goes on.
  const atExit = () => {
    sidecar.abandon();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', atExit);
  const end = async () => {
    pvx.faults.clear();
    await sidecar.stop();
    await Promise.all([shop.stop(), pvx.stop()]);
    process.off('exit', atExit);
    atExit();
  };
  return { shop, pvx, sidecar, screen: new Screen(shop.url), end };
}

/** As a person does it on the screen. Gives the moment from which orders count; what is paid from now on does. */
export async function switchLive({ shop, screen }: Pick<World, 'shop' | 'screen'>): Promise<Date> {
  await screen.goLive();
  const { from } = (await shop.state()).live;
  if (from === null) throw new Error('The shop does not know since when Pickwave is live.');
  // The shop keeps payments by the whole second: what is paid in the second of going live may be either.
  const inSeconds = (time: number) => Math.floor(time / 1000);
  await until('the next second', () => inSeconds(Date.now()) > inSeconds(Date.parse(from)));
  return new Date(from);
}
