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
 * Installs those that are missing, if we may.
 * @param {Need[]} needs
 * @returns {Promise<Need[]>} those that are missing still; whoever asked looks again whether the others now work
 */
export async function installForUs(needs) {
  const missing = needs.filter(({ present }) => !present);
  if (missing.length === 0 || !maySetUp()) return missing;
  const packages = [...new Set(missing.flatMap(({ apt }) => apt.split(' ')))];
  say(`Installing ${packages.join(' ')} …`);
  const quiet = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await run('apt-get', ['update', '-q'], quiet);
  const { code, output } = await run(
    'apt-get',
    ['install', '-q', '-y', '--no-install-recommends', ...packages],
    quiet,
  );
  if (code === 0) return [];
  say(`apt-get could not install them:\n${output.trim().split('\n').slice(-8).join('\n')}`);
  return missing;
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
