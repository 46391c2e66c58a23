// A command asks the sidecar that runs, by its local door; where none runs it opens the data directory itself and asks the same routes.

import type { Config } from '../config.ts';
import { type Door, readDoor } from '../running/door.ts';

/** The sidecar said no; `message` is for people. */
export class Declined extends Error {
  override readonly name = 'Declined';
}

export interface Asked {
  /** a sidecar is running; else this command opened the ledger itself, for as long as it takes */
  running: boolean;
  /** Throws Declined with the sidecar's words. */
  ask<T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<T>;
}

interface Reply {
  status: number;
  json: unknown;
}

/** How long a command waits for another command to let go of the ledger. */
const lockWaitMs = 3_000;

/** `reachesShop`: the command needs the shop and its lease, which a running sidecar has. Throws what openSidecar throws. */
export async function withSidecar<T>(
  config: Config,
  { reachesShop }: { reachesShop: boolean },
  work: (sidecar: Asked) => Promise<T>,
): Promise<T> {
  const door = readDoor(config.dataDir);
  if (door && (await opens(door)))
    return work({ running: true, ask: asking((method, path, body) => overHttp(door, method, path, body)) });

  // only here: a question to a running sidecar is answered sooner without loading all of it
  const [{ openSidecar }, { default: pino }] = await Promise.all([import('../main.ts'), import('pino')]);
  const sidecar = await openSidecar({ config, lockWaitMs, log: pino({ level: 'silent' }) });
  try {
    if (reachesShop) await sidecar.ready();
    return await work({
      running: false,
      ask: asking(async (method, path, body) => {
        const reply = await sidecar.local.inject({
          method,
          url: path,
          headers: { authorization: `Bearer ${sidecar.token}` },
          ...(body ? { payload: body } : {}),
        });
        return { status: reply.statusCode, json: reply.json() };
      }),
    });
  } finally {
    await sidecar.stop();
  }
}

const asking =
  (send: (method: 'GET' | 'POST' | 'PUT', path: string, body?: object) => Promise<Reply>): Asked['ask'] =>
  async (method, path, body) => {
    const { status, json } = await send(method, path, body);
    if (status >= 400) throw new Declined((json as { message?: string }).message ?? `It answered ${status}.`);
    // the routes' response schemas are what they answer
    return json as never;
  };

/** The file may be left over from a sidecar that was killed. */
async function opens(door: Door): Promise<boolean> {
  try {
    return (await overHttp(door, 'GET', '/api/settings')).status === 200;
  } catch {
    return false;
  }
}

async function overHttp(door: Door, method: string, path: string, body?: object): Promise<Reply> {
  const reply = await fetch(`${door.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${door.token}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: reply.status, json: await reply.json() };
}
