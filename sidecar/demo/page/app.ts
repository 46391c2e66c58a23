// The demo's own server: the page, the shop's REST API under the same origin, and the panel's calls. On loopback only.

import { readFile } from 'node:fs/promises';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { FloorRefusal } from '../../simulator/peoplevox/floorActions.ts';
import { ShopRefused } from '../../simulator/shop/shop.ts';
import type { World } from '../world.ts';
import { act, NoSuchAction } from './actions.ts';
import { liveParts } from './livePanel.ts';
import type { Memory } from './memory.ts';
import { demoPage } from './page.ts';
import { look } from './view.ts';

const screenFolder = new URL('../../../build/demo/', import.meta.url);
const files: Record<string, { url: URL; type: string }> = {
  '/screen.js': { url: new URL('screen.js', screenFolder), type: 'text/javascript; charset=utf-8' },
  '/screen.css': { url: new URL('screen.css', screenFolder), type: 'text/css; charset=utf-8' },
  '/demo.js': { url: new URL('demo.js', import.meta.url), type: 'text/javascript; charset=utf-8' },
  '/demo.css': { url: new URL('demo.css', import.meta.url), type: 'text/css; charset=utf-8' },
};

/** Not listening yet. */
export function demoApp(world: World, memory: Memory, settingsInWords: string): FastifyInstance {
  const app = Fastify({ forceCloseConnections: true });
  // Only this page may use it: no other site through a name that leads to 127.0.0.1, none by a plain form.
  app.addHook('onRequest', async (request, reply) => {
    const { host, origin } = request.headers;
    if (!isLoopback(`http://${host}`) || (origin !== undefined && !isLoopback(origin)))
      return reply.code(403).send({ message: 'The demo answers on this machine only.' });
  });

  app.get('/', (_, reply) => reply.type('text/html; charset=utf-8').send(demoPage(settingsInWords).text));
  for (const [path, { url, type }] of Object.entries(files))
    app.get(path, async (_, reply) => reply.type(type).send(await readFile(url)));

  app.get('/demo/look', async () => liveParts(await look(world, memory)));
  app.post<{ Params: { name: string } }>('/demo/act/:name', async (request, reply) => {
    try {
      return { message: await act(request.params.name, request.body, world, memory) };
    } catch (failure) {
      return reply.code(statusOf(failure)).send({ message: (failure as Error).message });
    }
  });

  app.register(async (shop) => {
    shop.removeAllContentTypeParsers();
    shop.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
    shop.all('/wp-json/*', (request, reply) => handOn(world.shop.url, request, reply));
  });
  return app;
}

const loopback = ['127.0.0.1', 'localhost', '[::1]'];
const isLoopback = (url: string) => URL.canParse(url) && loopback.includes(new URL(url).hostname);

function statusOf(failure: unknown): number {
  if (failure instanceof NoSuchAction) return 404;
  if (failure instanceof TypeError) return 400;
  return failure instanceof FloorRefusal || failure instanceof ShopRefused ? 409 : 500;
}

const handedOn = ['content-type', 'x-http-method-override', 'accept'];

/** To the shop and back, as if this were its address. */
async function handOn(shopUrl: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const headers = handedOn.flatMap((name) => {
    const value = request.headers[name];
    return typeof value === 'string' ? [[name, value] as [string, string]] : [];
  });
  const body = Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : null;
  try {
    const answer = await fetch(`${shopUrl}${request.url}`, { method: request.method, headers, body });
    return reply
      .code(answer.status)
      .type(answer.headers.get('content-type') ?? 'application/json')
      .header('cache-control', 'no-store')
      .send(Buffer.from(await answer.arrayBuffer()));
  } catch {
    return reply.code(502).type('text/html').send('<title>The shop is away</title>');
  }
}
