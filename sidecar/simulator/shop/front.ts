// The web server in front of the plugin: addresses, permalinks, caches, and everything that can go wrong on the way.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Faults } from './faults.ts';
import type { Answer } from './plugin/answers.ts';
import { noRoute } from './plugin/answers.ts';
import { answerPlugin, type Plugin, pluginRoute } from './plugin/routes.ts';
import type { Toggles } from './shop.ts';
import { iso } from './store.ts';

const linkHeaders = ['x-pickwave-timestamp', 'x-pickwave-nonce', 'x-pickwave-from', 'x-pickwave-signature'];
const noStore = 'private, no-store, max-age=0';

export class Front {
  readonly faults = new Faults();
  readonly #plugin: Plugin;
  readonly #folder: string;
  readonly #cache = new Map<string, string>();
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #port: number;

  constructor(plugin: Plugin, { port = 0, folder = '' }: { port?: number; folder?: string }) {
    this.#plugin = plugin;
    this.#port = port;
    this.#folder = folder.replace(/\/+$/, '');
  }

  async open(): Promise<number> {
    const server = createServer((request, reply) => void this.#handle(request, reply));
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    await new Promise<void>((done, failed) => {
      server.once('error', failed);
      server.listen(this.#port, '127.0.0.1', done);
    });
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
    return this.#port;
  }

  /** Nobody listens any more; open() takes the same port again. */
  async close(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = null;
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((done) => server.close(() => done()));
  }

  async toggle(change: Partial<Toggles>): Promise<void> {
    const { toggles } = this.#plugin.store;
    Object.assign(toggles, change);
    if (change.cachedAnswers === false) this.#cache.clear();
    if (toggles.refuseConnections) await this.close();
    else if (!this.#server) await this.open();
  }

  async #handle(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const { store } = this.#plugin;
    const url = new URL(request.url ?? '/', 'http://shop');
    const route = this.#routeOf(url);
    const name = route === null ? null : pluginRoute(route);
    const fault = this.faults.next(name, store.toggles);
    const body = await bodyOf(request).catch(() => null);
    if (body === null) return;

    const entry: (typeof store.data.requests)[number] = {
      at: iso(store.now()),
      method: request.method ?? 'GET',
      route: name ?? url.pathname,
      from:
        typeof request.headers['x-pickwave-from'] === 'string' ? request.headers['x-pickwave-from'] : null,
      status: null,
      code: null,
      fault: fault?.kind ?? null,
    };
    store.data.requests.push(entry);
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'reset') return void request.socket.destroy();

    const key = `${request.method} ${request.url}`;
    const cached = store.toggles.cachedAnswers ? this.#cache.get(key) : undefined;
    const send = (status: number, text: string, type: string) => {
      entry.status = status;
      const headers = { 'content-type': type, 'cache-control': noStore };
      reply
        .writeHead(status, headers)
        .end(fault?.kind === 'truncate' ? text.slice(0, text.length / 2) : text);
    };
    if (cached !== undefined) return send(200, cached, 'application/json');
    if (fault?.kind === 'status') return send(fault.status, page('Error'), 'text/html');
    if (fault?.kind === 'html') return send(200, page('Just a moment…'), 'text/html');
    if (route === null) return send(404, page('Page not found'), 'text/html');

    const headers = { ...request.headers };
    if (fault?.kind === 'strip_headers') for (const header of linkHeaders) delete headers[header];
    const answer = await this.#answer({ request, route, url, headers, body });
    const text = JSON.stringify(answer.body);
    entry.code = (answer.body as { code?: string } | null)?.code ?? null;
    if (store.toggles.cachedAnswers && answer.status === 200) this.#cache.set(key, text);
    if (fault?.kind === 'slow') await new Promise((done) => setTimeout(done, fault.ms));
    if (fault?.kind === 'lose_answer') return void request.socket.destroy();
    send(answer.status, text, 'application/json; charset=UTF-8');
  }

  /** The REST route, by path or by `rest_route`; null for any other page. */
  #routeOf(url: URL): string | null {
    const asked = url.searchParams.get('rest_route');
    if (asked !== null) return asked;
    const rest = `${this.#folder}/wp-json`;
    if (this.#plugin.store.toggles.plainPermalinks || !url.pathname.startsWith(rest)) return null;
    const route = url.pathname.slice(rest.length);
    return route === '' ? '/' : route.startsWith('/') ? decodeURIComponent(route) : null;
  }

  async #answer(asked: {
    request: IncomingMessage;
    route: string;
    url: URL;
    headers: IncomingMessage['headers'];
    body: Buffer;
  }): Promise<Answer> {
    const { request, route, url, headers, body } = asked;
    if (route === '/') return { status: 200, body: { name: 'Shop', namespaces: ['wc/v3', 'pickwave/v1'] } };
    if (pluginRoute(route) === null) return noRoute().answer;
    return answerPlugin(this.#plugin, {
      method: methodOf(request),
      route: route.replace(/\/+$/, ''),
      rawQuery: url.search.slice(1),
      headers,
      body,
    });
  }
}

/** wp.apiFetch sends PUT and DELETE as POST with the real method beside it, and WordPress takes its word. */
function methodOf({ method = 'GET', headers }: IncomingMessage): string {
  const instead = headers['x-http-method-override'];
  return method === 'POST' && typeof instead === 'string' ? instead.toUpperCase() : method;
}

const page = (title: string) =>
  `<!DOCTYPE html><html><head><title>${title}</title></head><body></body></html>`;

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
