// npm test: sets this clone up, then runs every suite. One line for each; what failed is shown in full.
// `npm test -- --only unit,browser` runs some of them.

import { parseArgs } from 'node:util';
import { addUp, closingLine, judge } from './lib/counts.mjs';
import { say } from './lib/run.mjs';
import { setUp } from './lib/setUp.mjs';
import { suites } from './lib/suites.mjs';
import { resultLine } from './lib/tell.mjs';
import { haveWordPressSources } from './lib/wordpressSources.mjs';

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const chosen = choose(values.only);
const levels = new Set(['node', ...chosen.flatMap(({ needs }) => needs), ...phpForChecks()]);
/** @type {Awaited<ReturnType<typeof setUp>>} */
const unavailable = await setUp([.../** @type {Set<import('./lib/setUp.mjs').Level>} */ (levels)]).catch(
  (error) => {
    say(`${error.message}\n${closingLine({ passed: 0, failed: 1, skipped: 0 })}`);
    process.exit(1);
  },
);

/** @type {import('./lib/counts.mjs').Counts[]} */
const results = [];
for (const suite of chosen) results.push(await runSuite(suite));
const total = addUp(results);
say(closingLine(total));
process.exitCode = total.failed === 0 ? 0 : 1;

/** @param {string | undefined} only */
function choose(only) {
  const names = only?.split(',') ?? suites.map(({ name }) => name);
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    say(`There is no suite ${unknown.join(', ')}. There are: ${suites.map(({ name }) => name).join(', ')}.`);
    process.exit(2);
  }
  return suites.filter(({ name }) => names.includes(name));
}

/** The checks want PHP, but do the rest without it. */
function phpForChecks() {
  return chosen.some(({ name }) => name === 'check') ? ['php'] : [];
}

/** @param {import('./lib/suites.mjs').Suite} suite */
async function runSuite(suite) {
  const why = suite.needs.map((level) => unavailable[level]).filter((reason) => reason !== undefined);
  const maySkip = !(suite.onRealShop && haveWordPressSources());
  if (why.length > 0) return cannotRun(suite, why.join('\n'), maySkip);
  const started = performance.now();
  const ended = await suite.run({ phpMissing: unavailable.php });
  const { counts, complaints } = judge({ ...ended, maySkip });
  const outcome = counts.failed > 0 ? 'failed' : 'passed';
  say(resultLine(outcome, suite.title, closingLine(counts), (performance.now() - started) / 1000));
  if (outcome === 'failed') say([ended.output, ...complaints].join('\n'));
  return counts;
}

/** @param {import('./lib/suites.mjs').Suite} suite @param {string} why @param {boolean} maySkip */
async function cannotRun(suite, why, maySkip) {
  const tests = await suite.list().catch(() => 1);
  const counts = { passed: 0, failed: maySkip ? 0 : tests, skipped: maySkip ? tests : 0 };
  say(resultLine(maySkip ? 'skipped' : 'failed', suite.title, closingLine(counts), 0));
  say(maySkip ? why : `${why}\nWordPress and WooCommerce are here, so these tests have to run.`);
  return counts;
}
