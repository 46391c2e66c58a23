// What `npm run check` looks at. Each check is one command or one small function, and has one line in the result.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { missingPlatformPackages, readLockFile } from './lockFile.mjs';
import { npmBin, root, run } from './run.mjs';

/**
 * @typedef {{ code: number, output: string }} Found
 * @typedef {{ name: string, needsPhp?: boolean, run: () => Promise<Found> }} Check
 * @typedef {{ name: string, outcome: 'passed' | 'failed' | 'skipped', output: string, seconds: number }} Result
 */

const plugin = join(root, 'plugin');
/** @param {string} name @param {string[]} args */
const phpTool = (name, args) => run('php', [join(plugin, 'vendor/bin', name), ...args], { cwd: plugin });

/** @type {Check[]} */
const checks = [
  { name: 'types', run: () => run(npmBin('tsc'), ['-p', 'tsconfig.json']) },
  { name: 'types of the screen', run: () => run(npmBin('tsc'), ['-p', 'admin-ui/tsconfig.json']) },
  { name: 'lint and format', run: () => run(npmBin('biome'), ['ci', '--error-on-warnings', '--colors=off']) },
  { name: 'import directions', run: importDirections },
  { name: 'pure domain', run: pureDomain },
  { name: 'dead code', run: () => run(npmBin('knip'), []) },
  { name: 'lock file', run: async () => complaintsAboutLockFile() },
  {
    name: 'PHP static analysis',
    needsPhp: true,
    run: () => phpTool('phpstan', ['analyse', '--no-progress', '--memory-limit=1G']),
  },
  { name: 'PHP style', needsPhp: true, run: () => phpTool('phpcs', ['-q']) },
];

/**
 * Runs all checks, two at a time, the ones that take longest first.
 * @param {{ phpMissing?: string | undefined, tell?: (result: Result) => void }} options `phpMissing`: why PHP is not here
 * @returns {Promise<Result[]>}
 */
export async function runChecks({ phpMissing, tell = () => {} }) {
  const waiting = [...checks];
  /** @type {Result[]} */
  const results = [];
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const result = await judge(check, phpMissing);
      results.push(result);
      tell(result);
    }
  };
  await Promise.all([lane(), lane()]);
  return results;
}

/** @param {Check} check @param {string | undefined} phpMissing @returns {Promise<Result>} */
async function judge({ name, needsPhp, run: look }, phpMissing) {
  if (needsPhp && phpMissing) return { name, outcome: 'skipped', output: phpMissing, seconds: 0 };
  const started = performance.now();
  const { code, output } = await look();
  return {
    name,
    outcome: code === 0 ? 'passed' : 'failed',
    output,
    seconds: (performance.now() - started) / 1000,
  };
}

function importDirections() {
  const folders = ['sidecar', 'admin-ui', 'e2e', 'scripts'].filter((folder) =>
    existsSync(join(root, folder)),
  );
  return run(npmBin('depcruise'), ['--config', '.dependency-cruiser.cjs', ...folders]);
}

/** @returns {Promise<Found>} */
async function pureDomain() {
  const { impurities } = await import('./purity.mjs');
  const found = impurities(join(root, 'sidecar/domain'));
  return { code: found.length, output: found.join('\n') };
}

/** @returns {Found} */
function complaintsAboutLockFile() {
  const lock = readLockFile();
  const missing = Object.keys(missingPlatformPackages(lock)).map((path) => `${path} is missing`);
  const bound = Object.entries(lock.packages).filter(([, { resolved }]) => resolved);
  const complaints = [...missing, ...bound.map(([path]) => `${path} is bound to one registry by "resolved"`)];
  const advice = [
    'Run `node scripts/completeLock.mjs` for what is missing;',
    'npm writes no "resolved" with the setting omit-lockfile-registry-resolved.',
  ];
  return {
    code: complaints.length,
    output: [...complaints, ...(complaints.length > 0 ? advice : [])].join('\n'),
  };
}
