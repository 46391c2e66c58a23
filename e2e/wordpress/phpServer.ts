// The web server: PHP's own, with several workers, so that a request may ask the sidecar, which asks the shop in turn.

import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type ServerProcess, startServer } from './serverProcess.ts';

const router = fileURLToPath(new URL('php/router.php', import.meta.url));

/** Settings of PHP, for the web server and for the command line. */
export const phpSettings = [
  ...['-d', 'memory_limit=512M'],
  ...['-d', 'max_execution_time=120'],
  ...['-d', 'display_errors=stderr'],
  ...['-d', 'error_reporting=32767'],
];
const opcache = [
  ...['-d', 'opcache.enable=1'],
  ...['-d', 'opcache.memory_consumption=256'],
  ...['-d', 'opcache.max_accelerated_files=20000'],
  ...['-d', 'opcache.revalidate_freq=0'],
];

/** A port that is free now. Another program may take it before it is used, so whoever uses it tries again. */
export function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Serves `documents` at 127.0.0.1. */
export function startPhpServer(documents: string, port: number, workers: number): Promise<ServerProcess> {
  const args = [...phpSettings, ...opcache, '-S', `127.0.0.1:${port}`, '-t', documents, router];
  return startServer('php', args, ' started', {
    PHP_CLI_SERVER_WORKERS: String(workers),
    PICKWAVE_DOCUMENTS: documents,
  });
}
