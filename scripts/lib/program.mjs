// Starts one of our TypeScript programs in the foreground, once this clone is ready for it.

import { spawn } from 'node:child_process';
import { root, say } from './run.mjs';
import { setUp } from './setUp.mjs';

/**
 * Sets up, then runs the program with this process's arguments and terminal until it ends, and ends with its exit code.
 * A signal to this process goes on to the program, which ends in its own time. A terminal's Ctrl-C reaches both by itself, so
 * a program has to bear it twice.
 * @param {string} file from the top of the repository
 * @param {import('./setUp.mjs').Level[]} levels
 */
export async function runProgram(file, levels) {
  const unavailable = Object.values(await setUp(levels).catch((error) => [error.message]));
  if (unavailable.length > 0) {
    say(unavailable.join('\n'));
    process.exit(1);
  }
  const program = spawn(process.execPath, ['--import', 'tsx', file, ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => program.kill(signal));
  program.on('exit', (code) => process.exit(code ?? 1));
}
