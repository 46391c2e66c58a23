import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// npm run peoplevox -- --port N --control-port M: the simulated Peoplevox in a process of its own.

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

const setup = path('./setup.mjs');
if (existsSync(setup)) {
  const { status } = spawnSync(process.execPath, [setup, 'node'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
} else if (!existsSync(path('../node_modules'))) {
  console.error('The npm packages are not installed: run npm ci first.');
  process.exit(1);
}

const simulator = spawn(
  process.execPath,
  ['--import', 'tsx', path('../sidecar/simulator/peoplevox/main.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit', cwd: path('..') },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => simulator.kill(signal));
simulator.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
