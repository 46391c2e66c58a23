// The suites of `npm test`: what each needs, how it is run, how its tests are counted.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from './checks.mjs';
import { readJUnit, readPlaywright, readVitest } from './counts.mjs';
import { npmBin, root, run } from './run.mjs';

/**
 * @typedef {import('./counts.mjs').Counts} Counts
 * @typedef {{ counts: Counts | null, code: number, output: string }} Ended
 * @typedef {object} Suite
 * @property {string} name for --only
 * @property {string} title
 * @property {import('./setUp.mjs').Level[]} needs
 * @property {boolean} [onRealShop] where WordPress and WooCommerce are there, a test that is skipped has failed
 * @property {(context: Context) => Promise<Ended>} run
 * @property {() => Promise<number>} list how many tests it has, without running them; 1 where only running them would tell
 * @typedef {{ phpMissing: string | undefined }} Context
 */

/** @type {Suite[]} */
export const suites = [
  { name: 'check', title: 'checks', needs: ['node'], run: checks, list: async () => 1 },
  { name: 'unit', title: 'unit and property tests', needs: ['node'], ...vitest('vitest.config.ts') },
  {
    name: 'contract',
    title: 'contract on the simulated shop',
    needs: ['node'],
    ...vitest('vitest.contract.config.ts'),
  },
  {
    name: 'faults',
    title: 'the sidecar killed at every point',
    needs: ['node'],
    ...vitest('vitest.faults.config.ts'),
  },
  { name: 'story', title: "the demo's story", needs: ['node'], run: story, list: async () => 1 },
  { name: 'php', title: "the plugin's unit tests", needs: ['php'], run: phpunit, list: async () => 1 },
  {
    name: 'browser',
    title: 'browser on the simulated shop',
    needs: ['node', 'browser'],
    ...playwright('simulated', '--demo'),
  },
  {
    name: 'contract-woocommerce',
    title: 'contract on a real WooCommerce',
    needs: ['node', 'wordpress'],
    onRealShop: true,
    ...contractOnRealShop(),
  },
  {
    name: 'woocommerce',
    title: 'browser on a real WooCommerce',
    needs: ['node', 'browser', 'wordpress'],
    onRealShop: true,
    ...playwright('woocommerce', '--wordpress'),
  },
];

/** @param {Context} context @returns {Promise<Ended>} */
async function checks(context) {
  const results = await runChecks(context);
  const count = (/** @type {string} */ outcome) =>
    results.filter((result) => result.outcome === outcome).length;
  const told = results
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ name, output }) => `${name}:\n${output}`);
  return {
    counts: { passed: count('passed'), failed: count('failed'), skipped: count('skipped') },
    code: told.length,
    output: told.join('\n'),
  };
}

/** @param {string} config */
function vitest(config) {
  return {
    run: () =>
      reported('report.json', readVitest, (report) =>
        run(npmBin('vitest'), ['run', '--config', config, ...vitestReport(report)]),
      ),
    list: async () => {
      const { output } = await run(npmBin('vitest'), ['list', '--config', config, '--json']);
      return JSON.parse(output.slice(output.indexOf('['))).length;
    },
  };
}

/** @param {string} file */
const vitestReport = (file) => ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];

/** The same tests as on the simulated shop; their names say where they ran. */
function contractOnRealShop() {
  const config = 'vitest.contract.config.ts';
  const onReal = /real'? shop/;
  return {
    run: () =>
      reported(
        'report.json',
        (report) => readVitest(report, onReal),
        (report) => {
          const suite = [
            npmBin('vitest'),
            'run',
            '--config',
            config,
            '-t',
            onReal.source,
            ...vitestReport(report),
          ];
          return run(process.execPath, ['--import', 'tsx', 'e2e/wordpress/withShop.ts', ...suite]);
        },
      ),
    list: vitest(config).list,
  };
}

/** @param {string} project @param {string} screen which build of the screen it looks at */
function playwright(project, screen) {
  return {
    run: () =>
      reported('report.json', readPlaywright, async (report) => {
        const built = await run(process.execPath, ['scripts/build.mjs', screen]);
        if (built.code !== 0) return built;
        return run(npmBin('playwright'), ['test', '--project', project, '--reporter=list,json'], {
          env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
        });
      }),
    list: async () => {
      const { output } = await run(npmBin('playwright'), [
        'test',
        '--project',
        project,
        '--list',
        '--reporter=json',
      ]);
      const { stats } = JSON.parse(output.slice(output.indexOf('{')));
      return stats.expected + stats.skipped;
    },
  };
}

const plugin = join(root, 'plugin');

function phpunit() {
  return reported('report.xml', readJUnit, (report) =>
    run('php', ['vendor/bin/phpunit', '--log-junit', report], { cwd: plugin }),
  );
}

/** Each check that the story prints is a test. */
async function story() {
  const { code, output } = await run(process.execPath, ['scripts/demo.mjs', '--once']);
  const lines = (/** @type {string} */ mark) =>
    output.split('\n').filter((line) => line.startsWith(`${mark} `)).length;
  const counts = { passed: lines('✓'), failed: lines('✗'), skipped: 0 };
  return { code, output, counts: counts.passed + counts.failed > 0 ? counts : null };
}

/**
 * Runs a suite that writes its report to a file.
 * @param {string} name
 * @param {(report: string) => Counts} read
 * @param {(report: string) => Promise<import('./run.mjs').Ended>} start
 * @returns {Promise<Ended>}
 */
async function reported(name, read, start) {
  const folder = mkdtempSync(join(tmpdir(), 'pickwave-report-'));
  try {
    const { code, output } = await start(join(folder, name));
    return { code, output, counts: readable(join(folder, name), read) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} file @param {(report: string) => Counts} read @returns {Counts | null} */
function readable(file, read) {
  try {
    return read(readFileSync(file, 'utf8'));
  } catch {
    // A runner that crashed leaves no report or half of one; what it printed says why.
    return null;
  }
}
