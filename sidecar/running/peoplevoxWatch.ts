// What Peoplevox's last answers mean for the shop, told as problems of the whole. It makes no calls of its own: they are scarce.

import type { Attention, AttentionCode } from '../domain/attention.ts';
import type { Clock } from '../domain/ports.ts';

export interface PeoplevoxView {
  state: 'answering' | 'not_asked_yet' | 'away' | 'login_refused';
  words: string;
  lastAnswerAt: Date | null;
}

interface Deps {
  view: () => PeoplevoxView;
  problems: {
    openProblem(problem: Attention, at: Date): Promise<void>;
    closeProblem(code: AttentionCode, at: Date): Promise<void>;
  };
  clock: Clock;
}

/** One lost answer is no news; this long without any is. */
const awayAfterMs = 60_000;

/** Call it after each journey and every few seconds. */
export function createPeoplevoxWatch({ view, problems, clock }: Deps) {
  let awaySince: number | null = null;
  let told: PeoplevoxView['state'] | null = null;

  return async function look(): Promise<void> {
    const { state, words } = view();
    if (state !== 'away') awaySince = null;
    else awaySince ??= clock.monotonic();
    if (state === 'not_asked_yet') return;
    if (awaySince !== null && clock.monotonic() - awaySince < awayAfterMs) return;
    if (state === told && state === 'answering') return;

    const at = clock.now();
    if (state === 'away') await problems.openProblem({ code: 'peoplevox_away', reason: words }, at);
    else await problems.closeProblem('peoplevox_away', at);
    if (state === 'login_refused')
      await problems.openProblem({ code: 'login_refused', reason: `Peoplevox answered: "${words}"` }, at);
    else if (state === 'answering') await problems.closeProblem('login_refused', at);
    told = state;
  };
}
