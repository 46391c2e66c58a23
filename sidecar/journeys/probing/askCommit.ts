// Is a save there when it is answered? (peoplevox-api.md 2.0, ImportingQueueId; 10)

import type { Finding } from '../../domain/probe.ts';
import { finding, type Probing } from './probing.ts';
import { type OpenedTest, openTest } from './testOrder.ts';

/** Opens the test order that the other questions use: on hold, and not to be allocated. Throws where it never showed. */
export async function askCommit(
  probing: Probing,
  number: string,
): Promise<{ test: OpenedTest; findings: Finding[] }> {
  const { showed, ...test } = await openTest(probing, number, { onHold: true, mayAllocate: false });
  if (showed.notYetAt === null) return { test, findings: [finding(probing, 'commit', 'seen', 'at_once')] };
  probing.commitMs = showed.at - showed.answeredAt;
  const seconds = Math.ceil((showed.at - showed.askedAt) / 1000);
  return { test, findings: [finding(probing, 'commit', 'seen', 'later', { seconds })] };
}
