// npm run check: types, lint and format, import directions, dead code, PHP static analysis. What fails is shown in full.

import { runChecks } from './lib/checks.mjs';
import { closingLine } from './lib/counts.mjs';
import { say } from './lib/run.mjs';
import { setUp } from './lib/setUp.mjs';
import { resultLine } from './lib/tell.mjs';

const unavailable = await setUp(['node', 'php']).catch((error) => {
  say(error.message);
  process.exit(1);
});
const results = await runChecks({
  phpMissing: unavailable.php,
  tell: (result) => {
    say(resultLine(result.outcome, result.name, '', result.seconds));
    if (result.outcome !== 'passed') say(result.output);
  },
});
const count = (/** @type {string} */ outcome) =>
  results.filter((result) => result.outcome === outcome).length;
say(closingLine({ passed: count('passed'), failed: count('failed'), skipped: count('skipped') }));
process.exit(count('failed') === 0 ? 0 : 1);
