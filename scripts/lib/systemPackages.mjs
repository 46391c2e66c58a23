// What npm cannot bring: Chromium, PHP, MariaDB. Installed where we are root on Debian or a child of it; elsewhere named.

import { run, say, which } from './run.mjs';

/**
 * One thing that has to be on the machine.
 * @typedef {object} Need
 * @property {string} what as a person knows it
 * @property {boolean} present
 * @property {string} apt
 * @property {string} brew
 * @property {string} dnf
 */

const maySetUp = () => process.getuid?.() === 0 && which('apt-get') !== null;

/**
 * Makes sure of what is needed, installing what is missing where we may.
 * @param {() => Need[] | Promise<Need[]>} look
 * @returns {Promise<Need[]>} what is missing all the same
 */
export async function ensure(look) {
  const missing = (await look()).filter(({ present }) => !present);
  if (missing.length === 0 || !maySetUp()) return missing;
  await install([...new Set(missing.flatMap(({ apt }) => apt.split(' ')))]);
  return (await look()).filter(({ present }) => !present);
}

/** @param {string[]} packages */
async function install(packages) {
  say(`Installing ${packages.join(' ')} …`);
  const quiet = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await run('apt-get', ['update', '-q'], quiet);
  const { code, output } = await run(
    'apt-get',
    ['install', '-q', '-y', '--no-install-recommends', ...packages],
    quiet,
  );
  if (code !== 0) say(`apt-get could not install them:\n${output.trim().split('\n').slice(-8).join('\n')}`);
}

/**
 * What is missing and how to get it, in a few lines.
 * @param {Need[]} missing
 */
export function howToGet(missing) {
  /** @param {'apt' | 'brew' | 'dnf'} tool */
  const packages = (tool) => [...new Set(missing.flatMap((need) => need[tool].split(' ')))].join(' ');
  return [
    `Missing: ${missing.map(({ what }) => what).join(', ')}. To get it:`,
    `  Debian, Ubuntu   sudo apt-get install ${packages('apt')}`,
    `  Fedora           sudo dnf install ${packages('dnf')}`,
    `  macOS            brew install ${packages('brew')}`,
  ].join('\n');
}
