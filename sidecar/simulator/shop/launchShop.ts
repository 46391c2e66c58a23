// The simulated shop in a process of its own, which lives on when the sidecar under test is killed.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { connectShop } from './connectShop.ts';
import type { Shop, ShopOptions } from './shop.ts';

/** The clock is the system's. Ends with stop(), or when this process does. */
export async function launchShop(options: Omit<ShopOptions, 'now'> = {}): Promise<Shop> {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', main, '--end-with-input', '--options', JSON.stringify(options)],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const { controlUrl } = JSON.parse(await firstLine(child)) as { controlUrl: string };
  const shop = await connectShop(controlUrl);
  return {
    ...shop,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The shop has no output.');
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The simulated shop ended with ${code} before it was ready.`);
  });
  const line = once(createInterface(child.stdout), 'line').then(([text]) => String(text));
  ended.catch(() => undefined);
  return Promise.race([line, ended]);
}
