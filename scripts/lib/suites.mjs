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
    ...vitest('vitest.contract.config.ts', { PICKWAVE_CONTRACT_SHOP: 'simulated' }),
  },
  { name: 'php', title: "the plugin's unit tests", needs: ['php'], run: phpunit, list: async () => 1 },
  {
    name: 'browser',
    title: 'browser on the simulated shop',
    needs: ['node', 'browser'],
    ...playwright('simulated'),
  },
  {
    name: 'contract-woocommerce',
    title: 'contract on a real WooCommerce',
    needs: ['node', 'wordpress'],
    onRealShop: true,
    ...vitest('vitest.contract.config.ts', { PICKWAVE_CONTRACT_SHOP: 'woocommerce' }),
  },
  {
    name: 'woocommerce',
    title: 'browser on a real WooCommerce',
    needs: ['node', 'browser', 'wordpress'],
    onRealShop: true,
    ...playwright('woocommerce'),
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

/** @param {string} config @param {Record<string, string>} [env] */
function vitest(config, env = {}) {
  return {
    run: () =>
      reported('report.json', readVitest, (report) => {
        const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
        return run(npmBin('vitest'), ['run', '--config', config, ...reporters], { env });
      }),
    list: async () => {
      const { output } = await run(npmBin('vitest'), ['list', '--config', config, '--json'], { env });
      return JSON.parse(output.slice(output.indexOf('['))).length;
    },
  };
}

/** @param {string} project */
function playwright(project) {
  return {
    run: () =>
      reported('report.json', readPlaywright, (report) =>
        run(npmBin('playwright'), ['test', '--project', project, '--reporter=list,json'], {
          env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
        }),
      ),
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
