// npm leaves a platform's package out of package-lock.json when the registry it asked does not have it (mirrors often lag
// behind with the binaries of other platforms), and then its own `npm ci` refuses the file. So the gaps are looked for by
// `npm run check` and filled in by `node scripts/completeLock.mjs`: the package that wants them names their exact version.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

/**
 * @typedef {{ version?: string, resolved?: string, dev?: boolean, optional?: boolean, cpu?: string[], os?: string[],
 *   libc?: string[], optionalDependencies?: Record<string, string> }} Package
 * @typedef {{ packages: Record<string, Package> }} Lock
 */

export const lockFile = join(root, 'package-lock.json');

/** @returns {Lock} */
export const readLockFile = () => JSON.parse(readFileSync(lockFile, 'utf8'));

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];

/**
 * The entries that the lock file lacks, by their path in it.
 * @param {Lock} lock
 * @returns {Record<string, Package>}
 */
export function missingPlatformPackages({ packages }) {
  const there = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
  /** @type {Record<string, Package>} */
  const missing = {};
  for (const { optionalDependencies = {}, dev } of Object.values(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const platform = platformOf(name);
      if (there.has(name) || !platform) continue;
      missing[`node_modules/${name}`] = { version, ...(dev && { dev }), optional: true, ...platform };
    }
  }
  return missing;
}

/** Names go system-processor-library: `@biomejs/cli-linux-x64-musl`.
 * @param {string} name
 * @returns {Pick<Package, 'os' | 'cpu' | 'libc'> | null} */
function platformOf(name) {
  const words = (name.split('/').at(-1) ?? '').split('-');
  const at = words.findIndex((word) => systems.includes(word));
  const [system, processor, library] = words.slice(at);
  if (at === -1 || !system || !processor) return null;
  const libc = library?.startsWith('musl') ? ['musl'] : library?.startsWith('gnu') ? ['glibc'] : null;
  return { os: [system], cpu: [processor], ...(libc && { libc }) };
}
