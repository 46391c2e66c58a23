// The real screen as a page of its own: the demo's bundle and, under the same address, the REST API of a shop.

import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { root, run } from '../../scripts/lib/run.mjs';

export interface ServedScreen {
  /** http://127.0.0.1:N/ */
  readonly url: string;
  close(): Promise<void>;
}

const page = `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Pickwave</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/screen.css">
<script>window.pickwave = { root: "/wp-json/" };</script>
</head>
<body><main><div id="pickwave-screen"></div></main><script src="/screen.js"></script></body>
</html>`;

const files: Record<string, string> = {
  '/screen.js': 'text/javascript; charset=utf-8',
  '/screen.css': 'text/css; charset=utf-8',
};

/** Builds the screen where it is missing or stale. `shopUrl` without a slash at the end. */
export async function serveScreen(shopUrl: string): Promise<ServedScreen> {
  await built();
  const server = createServer((request, response) => {
    answer(shopUrl, request, response).catch(() => {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<title>The shop is away</title>');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

let building: Promise<void> | null = null;
function built(): Promise<void> {
  building ??= run(process.execPath, [join(root, 'scripts/build.mjs'), '--demo']).then(({ code, output }) => {
    if (code !== 0) throw new Error(`The screen could not be built:\n${output}`);
  });
  return building;
}

async function answer(shopUrl: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://screen');
  if (pathname.startsWith('/wp-json/')) return handOn(shopUrl, request, response);
  const type = files[pathname];
  if (type) {
    response.writeHead(200, { 'content-type': type });
    response.end(await readFile(join(root, 'build/demo', pathname)));
    return;
  }
  response.writeHead(pathname === '/' ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
  response.end(pathname === '/' ? page : '');
}

const handedOn = ['content-type', 'x-http-method-override', 'accept'];

/** To the shop and back. */
async function handOn(shopUrl: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const headers = handedOn.flatMap((name) => {
    const value = request.headers[name];
    return typeof value === 'string' ? [[name, value] as [string, string]] : [];
  });
  const answered = await fetch(`${shopUrl}${request.url}`, {
    method: request.method ?? 'GET',
    headers,
    ...(parts.length > 0 ? { body: new Uint8Array(Buffer.concat(parts)) } : {}),
  });
  response.writeHead(answered.status, {
    'content-type': answered.headers.get('content-type') ?? 'application/json',
    'cache-control': 'no-store',
  });
  response.end(Buffer.from(await answered.arrayBuffer()));
}
