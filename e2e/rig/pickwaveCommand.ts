// npx pickwave, as an administrator types it.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../scripts/lib/run.mjs';

export interface Said {
  code: number | null;
  out: string;
  err: string;
}

/** Runs a command to its end with this environment and nothing but PATH and HOME beside it. */
export function pickwave(args: string[], env: Record<string, string>): Promise<Said> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [join(root, 'sidecar/bin/pickwave.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH, HOME, ...env },
  });
  const said: Said = { code: null, out: '', err: '' };
  child.stdout.on('data', (part) => {
    said.out += part;
  });
  child.stderr.on('data', (part) => {
    said.err += part;
  });
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done({ ...said, code }));
  });
}
