// For the tests beside: a paired shop with its own clock, and the sidecar's side of the link.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { newNonce, sign } from '../../link/signature.ts';
import type { Shop, ShopOptions } from './shop.ts';
import { startShop } from './startShop.ts';

export const secret = 'a shared secret of at least 32 characters';

export class TestClock {
  #now: number;
  constructor(start = '2026-03-02T09:00:00Z') {
    this.#now = Date.parse(start);
  }
  now = (): Date => new Date(this.#now);
  advance(ms: number): void {
    this.#now += ms;
  }
}

/** A shop that ends with the test, paired with a sidecar that does not exist unless one is given. */
export async function shopFor(
  options: ShopOptions = {},
): Promise<{ shop: Shop; clock: TestClock; ask: Ask }> {
  const clock = new TestClock();
  const shop = await startShop({
    now: clock.now,
    secret,
    sidecarUrl: 'http://127.0.0.1:9',
    toggles: { triggers: 'blocked' },
    ...options,
  });
  onTestFinished(() => shop.stop());
  return { shop, clock, ask: asker(shop.url, clock) };
}

export interface Reply {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever was answered
  body: any;
}
export type Ask = (path: string, body: unknown) => Promise<Reply>;

/** Signed POSTs to shop/<path>, as the sidecar sends them. */
export function asker(url: string, clock: TestClock, holder = 'warehouse-1'): Ask {
  return async (path, body) => {
    const route = `/pickwave/v1/shop/${path}`;
    const text = JSON.stringify(body);
    const stamp = { timestamp: Math.floor(clock.now().getTime() / 1000), nonce: newNonce() };
    const headers = sign({ method: 'POST', route, body: text, from: `sidecar ${holder}` }, secret, stamp);
    const reply = await fetch(`${url}/wp-json${route}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: text,
    });
    return { status: reply.status, body: await reply.json() };
  };
}

/** The epoch of a lease taken for five minutes. */
export async function takeLease(ask: Ask, holder = 'warehouse-1'): Promise<number> {
  const { body } = await ask('lease', { holder, seconds: 300 });
  return body.epoch;
}

export interface HeardRequest {
  method: string;
  url: string;
  headers: NodeJS.Dict<string | string[]>;
  body: string;
}

/** Something that listens where the sidecar would, and answers what it is told. */
export async function sidecarStandIn(
  answer: (request: HeardRequest) => { status: number; body: unknown } = () => ({ status: 202, body: {} }),
): Promise<{ url: string; heard: HeardRequest[]; stop: () => Promise<void> }> {
  const heard: HeardRequest[] = [];
  const server: Server = createServer(async (request, reply) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = request;
    const one = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
    heard.push(one);
    const { status, body } = answer(one);
    reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const stop = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  onTestFinished(stop);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard, stop };
}
