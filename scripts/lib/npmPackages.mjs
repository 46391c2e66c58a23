// npm packages as package-lock.json has them, better-sqlite3 compiled where no ready binary is to be had.

import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, run, say, which } from './run.mjs';
import { ensure } from './systemPackages.mjs';

/** @typedef {Record<string, { version?: string, optional?: boolean }>} Locked */

/** Makes node_modules match package-lock.json and better-sqlite3 load. Throws with what to do where it cannot. */
export async function setUpNpmPackages() {
  if (!installedIsLocked(readLock('package-lock.json'), readLock('node_modules/.package-lock.json'))) {
    await npmCi();
  }
  if ((await loadsAddon()).code !== 0) await compileAddon();
}

/**
 * Whether what npm says it installed is what the lock file asks for. npm leaves out optional packages of other platforms.
 * @param {Locked | null} wanted
 * @param {Locked | null} installed
 */
export function installedIsLocked(wanted, installed) {
  if (!wanted || !installed) return false;
  return (
    Object.entries(installed).every(([path, { version }]) => wanted[path]?.version === version) &&
    Object.entries(wanted).every(([path, { optional }]) => path === '' || optional || path in installed)
  );
}

/** @param {string} path @returns {Locked | null} */
function readLock(path) {
  const file = join(root, path);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : null;
}

async function npmCi() {
  say('Installing npm packages: two to four minutes the first time …');
  const install = () => run('npm', ['ci', '--no-audit', '--no-fund'], { env: headersOfNode() });
  let { code, output, seconds } = await install();
  // better-sqlite3 is compiled during this; where a compiler was missing, it is worth one more try with it.
  const lacked = compilers().some(({ present }) => !present);
  if (code !== 0 && /gyp/.test(output) && lacked && (await ensure(compilers)).length === 0) {
    ({ code, output, seconds } = await install());
  }
  if (code === 0) return say(`npm packages are installed (${seconds.toFixed(0)} s).`);
  throw new Error(`npm ci failed:\n${whatWentWrong(output)}\n${compilerAdvice()}`);
}

/** npm surrounds the reason with warnings before it and its usage after it.
 * @param {string} output */
const whatWentWrong = (output) =>
  output
    .split('\n')
    .filter((line) => !line.startsWith('npm warn'))
    .slice(0, 60)
    .join('\n');

/** The addon has to be of this Node: one compiled for another says so only when it is opened. */
const loadsAddon = () =>
  run(process.execPath, ['-e', "new (require('better-sqlite3'))(':memory:').close()"], { cwd: root });

async function compileAddon() {
  await ensure(compilers);
  say('Compiling better-sqlite3 for this Node: about a minute …');
  const built = await run('npm', ['rebuild', 'better-sqlite3'], { env: headersOfNode() });
  const loaded = await loadsAddon();
  if (loaded.code !== 0) {
    throw new Error(
      `better-sqlite3 does not load:\n${whatWentWrong(built.output)}\n${loaded.output}\n${compilerAdvice()}`,
    );
  }
}

/**
 * node-gyp downloads the headers of the running Node unless it is told where they lie. A distribution's Node has them
 * under its own prefix (/usr/include/node), and they have to be of exactly this version.
 * @returns {Record<string, string>}
 */
function headersOfNode() {
  for (const binary of new Set([process.execPath, realpathSync(process.execPath)])) {
    const prefix = dirname(dirname(binary));
    const header = join(prefix, 'include', 'node', 'node_version.h');
    if (existsSync(header) && versionIn(readFileSync(header, 'utf8')) === process.versions.node) {
      return { npm_config_nodedir: prefix };
    }
  }
  return {};
}

/** @param {string} header text of node_version.h */
const versionIn = (header) =>
  ['MAJOR', 'MINOR', 'PATCH']
    .map((part) => new RegExp(`#define NODE_${part}_VERSION (\\d+)`).exec(header)?.[1])
    .join('.');

/** @returns {import('./systemPackages.mjs').Need[]} */
const compilers = () =>
  [
    { program: 'python3', apt: 'python3', brew: 'python3', dnf: 'python3' },
    { program: 'make', apt: 'make', brew: 'make', dnf: 'make' },
    { program: 'g++', apt: 'g++', brew: 'gcc', dnf: 'gcc-c++' },
  ].map(({ program, ...packages }) => ({ what: program, present: which(program) !== null, ...packages }));

function compilerAdvice() {
  const missing = compilers().filter(({ present }) => !present);
  if (missing.length === 0) return '';
  return `better-sqlite3 has to be compiled here, and that needs ${missing.map(({ what }) => what).join(', ')}.`;
}
