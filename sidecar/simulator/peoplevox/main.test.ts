import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

test('runs in a process of its own until it is told to end', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', main, '--port', '0', '--control-port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  await expect.poll(() => said, { timeout: 15_000 }).toMatch(/Control at +http\S+\s/);
  const control = /Control at +(\S+)/.exec(said)?.[1];
  const status = (await (await fetch(`${control}/`)).json()) as { url: string };
  expect(said).toContain(status.url);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
