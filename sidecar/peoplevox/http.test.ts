import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { NotConnected, Silent } from '../domain/errors.ts';
import { VirtualClock } from '../testing/virtualClock.ts';
import { createHttp } from './http.ts';
import { MovableClock } from './testing/tenant.ts';

async function listening(answer: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

function http(url: string, clock: MovableClock | VirtualClock = new MovableClock()) {
  const made = createHttp(url, clock);
  onTestFinished(() => made.close());
  return made;
}

test('sends what Peoplevox wants to see', async () => {
  const seen: unknown[] = [];
  const { url } = await listening((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      seen.push(request.method, request.headers['content-type'], request.headers.soapaction, body);
      response.end('<ok/>');
    });
  });
  expect(await http(url).post('SaveData', '<é/>', 1_000)).toEqual({ status: 200, body: '<ok/>' });
  expect(seen).toEqual(['POST', 'text/xml; charset=utf-8', '"http://www.peoplevox.net/SaveData"', '<é/>']);
});

test('nobody listening, and a host that is not there, mean that nothing was sent', async () => {
  const { server, url } = await listening(() => undefined);
  await new Promise((resolve) => server.close(resolve));
  await expect(http(url).post('SaveData', 'x', 1_000)).rejects.toThrow(
    new NotConnected('Peoplevox refuses the connection.'),
  );
  await expect(http('http://pvx.invalid/').post('SaveData', 'x', 5_000)).rejects.toBeInstanceOf(NotConnected);
});

test('a certificate nobody vouches for means that nothing was sent', async () => {
  // a server that speaks no TLS: the handshake fails before a byte of the request is written
  const { url } = await listening((_request, response) => response.end());
  await expect(http(url.replace('http:', 'https:')).post('SaveData', 'x', 1_000)).rejects.toBeInstanceOf(
    NotConnected,
  );
});

test('a connection cut before or within the answer is silence', async () => {
  const { url } = await listening((request) => request.socket.destroy());
  await expect(http(url).post('SaveData', 'x', 1_000)).rejects.toBeInstanceOf(Silent);
  const half = await listening((request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('<half', () => request.socket.destroy());
  });
  await expect(http(half.url).post('SaveData', 'x', 1_000)).rejects.toBeInstanceOf(Silent);
});

test('no answer within the time is silence', async () => {
  const clock = new VirtualClock();
  let arrived = () => {};
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const { url } = await listening(() => arrived());
  const post = http(url, clock).post('SaveData', 'x', 120_000);
  const ended = expect(post).rejects.toThrow(new Silent('Peoplevox did not answer within 120 seconds.'));
  await arrival;
  await clock.advance(120_000);
  await ended;
});

test('too many calls means that nothing was done; any other status is left to who reads the body', async () => {
  const { url } = await listening((_request, response) => response.writeHead(429).end('slow down'));
  await expect(http(url).post('SaveData', 'x', 1_000)).rejects.toBeInstanceOf(NotConnected);
  const other = await listening((_request, response) => response.writeHead(503).end('away'));
  expect(await http(other.url).post('SaveData', 'x', 1_000)).toEqual({ status: 503, body: 'away' });
});

test('a server that closed the last connection meanwhile does not turn the next call into silence', async () => {
  const { server, url } = await listening((_request, response) => response.end('<ok/>'));
  const client = http(url);
  await client.post('GetData', 'x', 1_000);
  server.closeAllConnections();
  expect((await client.post('SaveData', 'x', 1_000)).body).toBe('<ok/>');
});
