// A door in front of a server that writes down when each request came, so that a test knows who asked.

import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WatchedDoor {
  /** the same address as the server's, but through the door */
  url: string;
  /** when each request came, milliseconds since 1970 */
  knocks: number[];
  stop(): Promise<void>;
}

export async function watchedDoor(behind: string): Promise<WatchedDoor> {
  const target = new URL(behind);
  const knocks: number[] = [];
  const server = createServer((asked, answer) => {
    knocks.push(Date.now());
    const { method, url: path, headers } = asked;
    const onward = request({ host: target.hostname, port: target.port, method, path, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const url = new URL(behind);
  url.port = String(port);
  return {
    url: url.href,
    knocks,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
