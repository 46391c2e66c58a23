// The shop's controls over HTTP: POST /_control/<call> with a JSON list of arguments (README.md).

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Shop, ShopRefused, shopCallNames } from './shop.ts';

type Controlled = Omit<Shop, 'controlUrl'>;

export async function openControl(
  shop: Controlled,
  port: number,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, reply) => void answer(shop, request, reply));
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', done);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeIdleConnections();
      }),
  };
}

async function answer(shop: Controlled, request: IncomingMessage, reply: ServerResponse): Promise<void> {
  const send = (status: number, body: unknown) =>
    reply
      .writeHead(status, { 'content-type': 'application/json', connection: 'close' })
      .end(JSON.stringify(body));
  try {
    const name = /^\/_control\/(\w+)$/.exec(request.url ?? '')?.[1] ?? '';
    const call = callOf(shop, name);
    if (!call || request.method !== 'POST')
      return void send(404, { code: 'no_such_call', message: `POST /_control/<${shopCallNames.join('|')}>` });
    const args = await argumentsOf(request);
    send(200, { result: (await call(...args)) ?? null });
  } catch (failure) {
    if (failure instanceof ShopRefused) send(409, { code: failure.code, message: failure.message });
    else send(400, { code: 'bad_call', message: (failure as Error).message });
  }
}

type Call = (...args: unknown[]) => Promise<unknown>;

function callOf(shop: Controlled, name: string): Call | null {
  if (name === 'clone')
    return async () => {
      const { url, restUrl, controlUrl } = await shop.clone();
      return { url, restUrl, controlUrl };
    };
  // Not waited for: the answer has to get out before this server ends.
  if (name === 'stop')
    return async () => {
      setImmediate(() => void shop.stop());
    };
  if (name === 'where') return async () => ({ url: shop.url, restUrl: shop.restUrl });
  const known = shopCallNames.find((one) => one === name);
  return known ? (shop[known] as Call) : null;
}

async function argumentsOf(request: IncomingMessage): Promise<unknown[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8').trim();
  const args: unknown = text === '' ? [] : JSON.parse(text);
  if (!Array.isArray(args)) throw new TypeError('The arguments have to be a JSON list.');
  return args;
}
