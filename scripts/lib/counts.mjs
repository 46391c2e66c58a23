// What the test runners report, brought to three numbers.

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** The last line of `npm test` and `npm run check`.
 * @param {Counts} counts */
export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/** @param {Counts[]} all @returns {Counts} */
export const addUp = (all) => ({
  passed: sum(all.map(({ passed }) => passed)),
  failed: sum(all.map(({ failed }) => failed)),
  skipped: sum(all.map(({ skipped }) => skipped)),
});

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, next) => total + next, 0);

/**
 * Vitest's JSON report. A file that could not even be loaded has no tests, but is a failure.
 * @param {string} report
 * @param {RegExp} [only] counts only tests whose full name matches
 * @returns {Counts}
 */
export function readVitest(report, only = /(?:)/) {
  /** @type {{ testResults: { status: string, assertionResults: { status: string, fullName: string }[] }[] }} */
  const { testResults } = JSON.parse(report);
  const notLoaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const tests = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ fullName }) => only.test(fullName));
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const failed = tests.filter(({ status }) => status === 'failed').length;
  return { passed, failed: failed + notLoaded.length, skipped: tests.length - passed - failed };
}

/** Playwright's JSON report. A test that only passed when tried again has failed once, and counts so.
 * @param {string} report @returns {Counts} */
export function readPlaywright(report) {
  const { stats, errors } = JSON.parse(report);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/** PHPUnit's JUnit report: the outermost suite has the totals.
 * @param {string} report @returns {Counts} */
export function readJUnit(report) {
  const outermost = /<testsuite\s[^>]*>/.exec(report)?.[0] ?? '';
  const number = (/** @type {string} */ name) =>
    Number(new RegExp(`\\s${name}="(\\d+)"`).exec(outermost)?.[1] ?? 0);
  const failed = number('failures') + number('errors');
  return { passed: number('tests') - failed - number('skipped'), failed, skipped: number('skipped') };
}

/**
 * The last word on a suite. A runner that crashed, or ran nothing, has not passed; and where nothing excuses a skip, it
 * is a failure.
 * @param {{ counts: Counts | null, code: number, maySkip: boolean }} ended `counts` null where there is no report
 * @returns {{ counts: Counts, complaints: string[] }}
 */
export function judge({ counts, code, maySkip }) {
  if (!counts)
    return failure(`It ended with code ${code} and reported nothing.`, { passed: 0, failed: 0, skipped: 0 });
  const { passed, failed, skipped } = counts;
  if (passed + failed + skipped === 0) return failure('It ran no test.', counts);
  if (skipped > 0 && !maySkip) {
    const complaint = `${skipped} skipped: everything they need is here, so each counts as failed.`;
    return { counts: { passed, failed: failed + skipped, skipped: 0 }, complaints: [complaint] };
  }
  if (code !== 0 && failed === 0)
    return failure(`It ended with code ${code}, though no test failed.`, counts);
  return { counts, complaints: [] };
}

/** @param {string} complaint @param {Counts} counts */
const failure = (complaint, counts) => ({
  counts: { ...counts, failed: counts.failed + 1 },
  complaints: [complaint],
});
