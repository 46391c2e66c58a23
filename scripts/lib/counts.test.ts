import { describe, expect, test } from 'vitest';
import { addUp, closingLine, judge, readJUnit, readPlaywright, readVitest } from './counts.mjs';

const ended = { counts: { passed: 3, failed: 0, skipped: 0 }, code: 0, maySkip: true };

describe('the last word on a suite', () => {
  test('a clean run stands as reported', () => {
    expect(judge(ended)).toEqual({ counts: ended.counts, complaints: [] });
  });

  test('a runner that left no report has failed', () => {
    expect(judge({ ...ended, counts: null, code: 1 }).counts.failed).toBe(1);
    expect(judge({ ...ended, counts: null, code: 0 }).counts.failed).toBe(1);
  });

  test('a run without a test has failed', () => {
    expect(judge({ ...ended, counts: { passed: 0, failed: 0, skipped: 0 } }).counts.failed).toBe(1);
  });

  test('an exit code that no failed test explains is a failure', () => {
    expect(judge({ ...ended, code: 1 }).counts).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  test('a skip that nothing excuses is a failure', () => {
    const counts = { passed: 3, failed: 1, skipped: 2 };
    expect(judge({ counts, code: 1, maySkip: false }).counts).toEqual({ passed: 3, failed: 3, skipped: 0 });
    expect(judge({ counts, code: 1, maySkip: true }).counts).toEqual(counts);
  });
});

describe('reports', () => {
  const named = (fullName: string, status: string) => ({ fullName, status });
  const vitest = JSON.stringify({
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [named('stock, real shop is written', 'failed')] },
      {
        status: 'passed',
        assertionResults: [
          named('stock, real shop is read', 'passed'),
          named('stock, simulated shop is read', 'passed'),
          named('stock, simulated shop is lost', 'todo'),
          named('stock, simulated shop is found', 'pending'),
        ],
      },
    ],
  });

  test("Vitest's, with a file that could not be loaded", () => {
    expect(readVitest(vitest)).toEqual({ passed: 2, failed: 2, skipped: 2 });
  });

  test("Vitest's, of one kind of test only", () => {
    expect(readVitest(vitest, /real shop/)).toEqual({ passed: 1, failed: 2, skipped: 0 });
  });

  test("Playwright's: passing at the second try is failing once", () => {
    const report = {
      stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 },
      errors: [{ message: 'no' }],
    };
    expect(readPlaywright(JSON.stringify(report))).toEqual({ passed: 4, failed: 3, skipped: 2 });
  });

  test("PHPUnit's totals are those of the outermost suite", () => {
    const report = `<?xml version="1.0"?><testsuites>
      <testsuite name="all" tests="9" assertions="20" errors="1" warnings="0" failures="2" skipped="3" time="1">
        <testsuite name="one" tests="4" errors="1" failures="0" skipped="0"/></testsuite></testsuites>`;
    expect(readJUnit(report)).toEqual({ passed: 3, failed: 3, skipped: 3 });
  });
});

test('the closing line adds up all suites', () => {
  const total = addUp([ended.counts, { passed: 1, failed: 2, skipped: 3 }]);
  expect(closingLine(total)).toBe('4 passed, 2 failed, 3 skipped');
});
