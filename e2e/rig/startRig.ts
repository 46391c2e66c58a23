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
  /** the first one */
  sidecar: SidecarProcess;
  /** of the constants; nothing is signed with it where the shop is paired by code */
  secret: string;
  /** another sidecar for this shop; same port unless given */
  startSidecar(more?: Partial<SidecarOptions>): Promise<SidecarProcess>;
  /** asks the sidecar as staff do: through WordPress, as the administrator */
  api<T>(path: string, init?: { method?: string; body?: unknown }): Promise<{ status: number; body: T }>;
  stop(): Promise<void>;
}

export interface RigOptions {
  /** default: constants in wp-config.php and the sidecar's environment; code: neither knows of the other yet */
  pairing?: 'constants' | 'code';
  settings?: Record<string, unknown>;
  /** for every sidecar of this rig */
  env?: Record<string, string>;
  /** for the first sidecar */
  sidecar?: Partial<SidecarOptions>;
  wordpress?: Options;
}

export async function startRig(options: RigOptions = {}): Promise<Rig> {
  const byCode = options.pairing === 'code';
  const secret = randomBytes(32).toString('hex');
  const port = await freePort();
  const site = await startWordPress({
    nothingInBackground: true,
    ...options.wordpress,
    constants: {
      ...(byCode ? {} : { PICKWAVE_SIDECAR_URL: `http://127.0.0.1:${port}`, PICKWAVE_SECRET: secret }),
      ...options.wordpress?.constants,
    },
  });
  const items = Object.keys(site.products).map((code) => ({ code, stock: 1000 }));
  const peoplevox = await startPeoplevox({ seed: { items } });
  const started: SidecarProcess[] = [];
  const begin = async (more: Partial<SidecarOptions> = {}) => {
    const one = await startSidecar({
      port,
      shop: byCode ? null : { url: site.url, secret },
      peoplevox,
      settings: options.settings ?? {},
      ...more,
      env: { ...options.env, ...more.env },
    });
    started.push(one);
    return one;
  };
  const rig: Rig = {
    site,
    peoplevox,
    sidecar: await begin(options.sidecar),
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
