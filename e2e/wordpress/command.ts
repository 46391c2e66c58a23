// PHP on the command line, inside a site's WordPress.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { phpSettings } from './phpServer.ts';

const script = fileURLToPath(new URL('php/run.php', import.meta.url));

/**
 * Runs PHP code and gives what it returns. `$args` holds `args`.
 * Throws, with what PHP printed, where it dies, or prints what it should not.
 */
export function runInWordPress(
  documents: string,
  code: string,
  { args = null, installing = false }: { args?: unknown; installing?: boolean } = {},
): Promise<unknown> {
  return new Promise((done, failed) => {
    const child = spawn('php', [...phpSettings, script], { stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
    const [, stdout, stderr, answer] = child.stdio;
    let printed = '';
    let json = '';
    stdout?.on('data', (part) => {
      printed += part;
    });
    stderr?.on('data', (part) => {
      printed += part;
    });
    answer?.on('data', (part) => {
      json += part;
    });
    child.on('error', failed);
    child.on('close', (exit) => {
      if (exit === 0 && json !== '') done(JSON.parse(json));
      else
        failed(
          new Error(
            `PHP in WordPress ended with ${exit}:\n${printed}\nwhile running:\n${code.slice(0, 400)}`,
          ),
        );
    });
    child.stdin?.end(JSON.stringify({ documents, installing, code, args }));
  });
}
