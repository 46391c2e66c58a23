// A server process that ends with this one, whatever happens to this one.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const keeper = fileURLToPath(new URL('keeper.mjs', import.meta.url));

export interface ServerProcess {
  /** What it has printed so far. */
  output(): string;
  /** Resolves when the server and its workers are gone. */
  stop(): Promise<void>;
}

/**
 * Starts a server and waits until it has printed `ready`.
 * Throws, with what it printed, where it ends or is silent for 30 seconds instead.
 */
export async function startServer(
  command: string,
  args: string[],
  ready: string,
  env: Record<string, string> = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [keeper, command, ...args], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let printed = '';
  const ended = new Promise<void>((done) => child.on('close', () => done()));
  const server = {
    output: () => printed,
    stop: () => {
      child.stdin.end();
      return ended;
    },
  };

  const isReady = new Promise<true>((done) => {
    const listen = (part: Buffer) => {
      printed += part.toString('utf8');
      if (printed.includes(ready)) done(true);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
  });
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((done) => {
    timer = setTimeout(() => done(false), 30_000);
  });
  const came = await Promise.race([isReady, ended.then(() => false), tooLate]);
  clearTimeout(timer);
  if (came) return server;
  await server.stop();
  throw new Error(`${command} did not start:\n${printed}`);
}
