// Starts commands and waits for them. What they print is kept, so that a run that went well can stay quiet.

import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's top folder, with a slash at its end. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * @typedef {object} Ended
 * @property {number} code exit code; 127 where the command could not be started, 128 where a signal ended it
 * @property {string} output standard output and standard error, as they came
 * @property {number} seconds
 */

/**
 * Runs a command to its end. Never throws.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, show?: boolean }} [options] `env` is added
 *   to the environment; `show` lets the command write to the terminal, and `output` is then empty
 * @returns {Promise<Ended>}
 */
export function run(command, args, { cwd = root, env = {}, show = false } = {}) {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  return new Promise((done) => {
    /** @type {Buffer[]} */
    const parts = [];
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...(show ? {} : { NO_COLOR: '1', FORCE_COLOR: undefined }), ...env },
      stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    child.stdout?.on('data', (part) => parts.push(part));
    child.stderr?.on('data', (part) => parts.push(part));
    child.on('error', (error) =>
      done({ code: 127, output: `${command}: ${error.message}\n`, seconds: seconds() }),
    );
    child.on('close', (code) =>
      done({ code: code ?? 128, output: Buffer.concat(parts).toString('utf8'), seconds: seconds() }),
    );
  });
}

/** Where a program lies, looking through PATH; null where it is not.
 * @param {string} name
 * @param {string[]} [alsoIn] folders that are often missing from PATH */
export function which(name, alsoIn = []) {
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), ...alsoIn]) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not here; the next folder may have it.
    }
  }
  return null;
}

/** A program that an npm package of ours brings.
 * @param {string} name */
export const npmBin = (name) => join(root, 'node_modules', '.bin', name);

/** A line for the person who waits.
 * @param {string} line */
export const say = (line) => console.log(line);
