// A real WooCommerce with the plugin, a simulated Peoplevox and the real sidecar between them.

import { randomBytes } from 'node:crypto';
import type { Peoplevox } from '../../sidecar/simulator/peoplevox/peoplevox.ts';
import { startPeoplevox } from '../../sidecar/simulator/peoplevox/startPeoplevox.ts';
import { freePort } from '../wordpress/phpServer.ts';
import { type Options, type Site, startWordPress } from '../wordpress/startWordPress.ts';
import { type SidecarOptions, type SidecarProcess, startSidecar } from './sidecarProcess.ts';

export interface Rig {
  site: Site;
  peoplevox: Peoplevox;
  /** the one at work now */
  sidecar: SidecarProcess;
  secret: string;
  /** another sidecar for this shop; same port unless given */
  startSidecar(more?: Partial<SidecarOptions>): Promise<SidecarProcess>;
  /** asks the sidecar as staff do: through WordPress, as the administrator */
  api<T>(path: string, init?: { method?: string; body?: unknown }): Promise<{ status: number; body: T }>;
  stop(): Promise<void>;
}

export async function startRig(
  options: { settings?: Record<string, unknown>; wordpress?: Options } = {},
): Promise<Rig> {
  const secret = randomBytes(32).toString('hex');
  const port = await freePort();
  const site = await startWordPress({
    nothingInBackground: true,
    ...options.wordpress,
    constants: {
      PICKWAVE_SIDECAR_URL: `http://127.0.0.1:${port}`,
      PICKWAVE_SECRET: secret,
      ...options.wordpress?.constants,
    },
  });
  const items = Object.keys(site.products).map((code) => ({ code, stock: 1000 }));
  const peoplevox = await startPeoplevox({ seed: { items } });
  const started: SidecarProcess[] = [];
  const begin = async (more: Partial<SidecarOptions> = {}) => {
    const one = await startSidecar({
      port,
      shop: { url: site.url, secret },
      peoplevox,
      settings: options.settings ?? {},
      ...more,
    });
    started.push(one);
    return one;
  };
  const rig: Rig = {
    site,
    peoplevox,
    sidecar: await begin(),
    secret,
    startSidecar: begin,
    api: (path, init) => askAsStaff(site, path, init),
    async stop() {
      for (const one of started) await one.stop();
      await peoplevox.stop();
      await site.stop();
    },
  };
  return rig;
}

async function askAsStaff<T>(
  site: Site,
  path: string,
  init: { method?: string; body?: unknown } = {},
): Promise<{ status: number; body: T }> {
  const { username, applicationPassword } = site.admin;
  const answer = await fetch(`${site.restUrl}pickwave/v1/admin/${path}`, {
    method: init.method ?? 'GET',
    headers: {
      authorization: `Basic ${Buffer.from(`${username}:${applicationPassword}`).toString('base64')}`,
      'content-type': 'application/json',
    },
    ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
  });
  return { status: answer.status, body: (await answer.json()) as T };
}
