// What the answer to a save says where all its rows are of one sales order (the tenant probe asks so how many it takes). Pure.

import type { RepeatedOutcome } from '../domain/probe.ts';
import { words } from './client.ts';
import { nothingDone } from './exchange.ts';
import type { IntegrationResponse } from './soap.ts';

/**
 * TotalCount counts rows that were imported, and a status stands for each row of a header (peoplevox-api.md 2.5); one status alone may
 * stand for all rows of the sales order. What is in a queue has not been counted yet.
 */
export function judgeRepeated(sent: number, answer: IntegrationResponse): RepeatedOutcome {
  const { responseId, totalCount, detail, statuses, queued } = answer;
  if (nothingDone(answer)) return { kind: 'refused', words: words(detail) };
  if (responseId !== 0 || statuses.some(({ ok }) => !ok)) return { kind: 'part', words: words(detail) };
  const good = queued ? sent : Math.min(totalCount ?? sent, statuses.length > 1 ? statuses.length : sent);
  return good < sent
    ? { kind: 'part', words: `It counted ${good} of ${sent} rows.` }
    : { kind: 'answered', words: '' };
}
