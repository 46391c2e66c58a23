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
  /** How the Peoplevox differs from one as it is known. */
  toggles?: Partial<Toggles>;
  /** Settings of the sidecar in force from its start, by key: `orders.pollSeconds`. */
  settings?: Record<string, string | number>;
}

/** Paired by constants in wp-config.php and the sidecar's environment (docs/link.md). The sidecar is not started yet. */
export async function startWorld({ toggles = {}, settings = {} }: WorldOptions = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'pickwave-demo-'));
  const secret = randomBytes(32).toString('hex');
  const port = await freePort();
  const pvx = await startPeoplevox({ toggles, seed: warehouseSeed });
  const shop = await startShop({ secret, sidecarUrl: `http://127.0.0.1:${port}`, products });
  const sidecar = new SidecarProcess({
    dataDir: folder,
    port,
    environment: {
      PICKWAVE_SHOP_URL: shop.url,
      PICKWAVE_SHOP_SECRET: secret,
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
