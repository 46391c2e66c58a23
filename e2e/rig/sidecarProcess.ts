// The real sidecar in a process of its own, so that it can be killed as a power cut would.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/lib/run.mjs';

export interface SidecarOptions {
  port: number;
  shop: { url: string; secret: string } | null;
  peoplevox: { url: string; credentials: { clientId: string; username: string; password: string } };
  /** default: a new one, which is removed by `stop` */
  dataDir?: string;
  /** `{ 'orders.pollSeconds': 5 }` */
  settings?: Record<string, unknown>;
  env?: Record<string, string>;
  /** what Node is given to run `pickwave`; default: the command as it is shipped */
  program?: string[];
}

const shipped = [join(root, 'sidecar/bin/pickwave.mjs')];

export interface SidecarProcess {
  readonly url: string;
  readonly dataDir: string;
  /** what it has printed so far */
  output(): string;
  /** resolves when the process is gone, by whatever cause */
  readonly ended: Promise<void>;
  /** SIGKILL: no handler runs, nothing is flushed */
  kill(): Promise<void>;
  /** SIGTERM, and waits until it has stopped gracefully */
  stop(): Promise<void>;
}

export async function startSidecar(options: SidecarOptions): Promise<SidecarProcess> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'pickwave-sidecar-'));
  const child = spawn(process.execPath, [...(options.program ?? shipped), 'serve'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment(options, dataDir) },
  });
  let printed = '';
  const listen = (part: Buffer) => {
    printed += part.toString('utf8');
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const ended = new Promise<void>((done) => child.on('close', () => done()));
  const url = `http://127.0.0.1:${options.port}`;
  const sidecar: SidecarProcess = {
    url,
    dataDir,
    output: () => printed,
    ended,
    kill: () => end(child, 'SIGKILL', ended),
    stop: async () => {
      await end(child, 'SIGTERM', ended);
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
    },
  };
  await answering(sidecar, child);
  return sidecar;
}

function environment(options: SidecarOptions, dataDir: string): Record<string, string> {
  const { shop, peoplevox, settings = {} } = options;
  const set = Object.entries(settings).map(([key, value]) => [
    `PICKWAVE_SETTINGS_${key.replaceAll('.', '_').toUpperCase()}`,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return {
    PICKWAVE_DATA_DIR: dataDir,
    PICKWAVE_PORT: String(options.port),
    PICKWAVE_PEOPLEVOX_URL: peoplevox.url,
    PICKWAVE_PEOPLEVOX_CLIENT_ID: peoplevox.credentials.clientId,
    PICKWAVE_PEOPLEVOX_USERNAME: peoplevox.credentials.username,
    PICKWAVE_PEOPLEVOX_PASSWORD: peoplevox.credentials.password,
    ...(shop ? { PICKWAVE_SHOP_URL: shop.url, PICKWAVE_SHOP_SECRET: shop.secret } : {}),
    ...Object.fromEntries(set),
    ...options.env,
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals, ended: Promise<void>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  await ended;
}

/** Until /healthz answers; a sidecar that was told to die at a point may be gone before. */
async function answering(sidecar: SidecarProcess, child: ChildProcess): Promise<void> {
  let gone = false;
  void sidecar.ended.then(() => {
    gone = true;
  });
  const deadline = Date.now() + 30_000;
  while (!gone) {
    const answer = await fetch(`${sidecar.url}/healthz`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    if (Date.now() > deadline) throw new Error(`The sidecar did not start:\n${sidecar.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (child.signalCode === null) throw new Error(`The sidecar ended at once:\n${sidecar.output()}`);
}
