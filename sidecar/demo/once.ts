// `npm run demo -- --once`: plays the story, prints what became of it, and says whether all of it was right.

import { callsTable, checksInWords, ordersTable } from './story/report.ts';
import { paceInWords, playStory } from './story/story.ts';
import { WaitedInVain } from './until.ts';

/** Gives the exit code: 0 only if every check is right. */
export async function playOnce(print: (text: string) => void): Promise<number> {
  const started = performance.now();
  const seconds = () => ((performance.now() - started) / 1000).toFixed(1);
  print(paceInWords);
  try {
    const ending = await playStory((line) => print(`${seconds().padStart(5)} s  ${line}`));
    const failed = ending.checks.filter((one) => !one.right);
    print(`\n${ordersTable(ending)}\n\n${callsTable(ending)}\n\n${checksInWords(ending.checks)}\n`);
    print(
      failed.length === 0
        ? `All ${ending.checks.length} checks are right, judged on the books of the shop and of Peoplevox. ${seconds()} s.`
        : `${failed.length} of ${ending.checks.length} checks failed:\n${checksInWords(failed)}\n${seconds()} s.`,
    );
    return failed.length === 0 ? 0 : 1;
  } catch (failure) {
    if (!(failure instanceof WaitedInVain)) throw failure;
    print(`\n✗ The story got stuck after ${seconds()} s.\n${failure.message}`);
    return 1;
  }
}
