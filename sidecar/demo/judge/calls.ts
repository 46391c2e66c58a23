// Was the law of 15 calls in 15 seconds kept, restart and retries included? (design.md section 10, row 8)

import { type Check, check } from './check.ts';
import type { Evidence } from './evidence.ts';

/** `starts`: how often the sidecar was started. One log-in each is enough, since nobody ended its session. */
export function judgeCalls(evidence: Evidence, starts: number): Check[] {
  const { calls, violations, mostCallsInWindow, rateLimit } = evidence;
  const logins = calls.filter((call) => call.operation === 'Authenticate').length;
  return [
    check(
      `Peoplevox never had to refuse a call for coming too soon (at most ${mostCallsInWindow} of ${rateLimit} in one window)`,
      [
        ...violations.map(({ operation, callsInWindow }) => `${operation} came as call ${callsInWindow + 1}`),
        ...(rateLimit === 0 ? ['the limit was not enforced'] : []),
        ...(mostCallsInWindow > rateLimit ? [`${mostCallsInWindow} calls started in one window`] : []),
      ],
    ),
    check(
      `It logged in once for each time it was started`,
      logins === starts ? [] : [`${logins} log-ins for ${starts} starts`],
    ),
  ];
}

/** Calls by operation and template, most first, for the closing table. */
export function callsSpent({
  calls,
}: Pick<Evidence, 'calls'>): { what: string; calls: number; rows: number }[] {
  const spent = new Map<string, { what: string; calls: number; rows: number }>();
  for (const { operation, template, action, rowsSent } of calls) {
    const what = [operation, template, action === null ? '' : `(Action ${action})`].filter(Boolean).join(' ');
    const before = spent.get(what) ?? { what, calls: 0, rows: 0 };
    spent.set(what, { what, calls: before.calls + 1, rows: before.rows + rowsSent });
  }
  return [...spent.values()].sort(
    (one, other) => other.calls - one.calls || (one.what < other.what ? -1 : 1),
  );
}
