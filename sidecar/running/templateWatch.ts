// Do the templates of Peoplevox have the columns that no order may go without? Read once where it is not known, and every minute while
// it is not so; every save that reads a template brings news too. Told as a problem of the whole.

import type { Attention, AttentionCode } from '../domain/attention.ts';
import { SyncError } from '../domain/errors.ts';
import type { Clock } from '../domain/ports.ts';

interface Deps {
  /** as last read, without a call; null where that is not known */
  lacking: () => { template: string; columns: string[] }[] | null;
  /** reads the templates: two calls to Peoplevox */
  read: () => Promise<unknown>;
  /** whether calls may be made now */
  mayAsk: () => boolean;
  problems: {
    openProblem(problem: Attention, at: Date): Promise<void>;
    closeProblem(code: AttentionCode, at: Date): Promise<void>;
  };
  clock: Clock;
  log: { warn(fields: object, words: string): void };
}

const lookMs = 5_000;
const readAgainMs = 60_000;

export function createTemplateWatch({ lacking, read, mayAsk, problems, clock, log }: Deps) {
  let readAt = Number.NEGATIVE_INFINITY;
  let told: string | null = null;

  async function readAgain(): Promise<void> {
    const known = lacking();
    const settled = known !== null && known.length === 0;
    if (settled || !mayAsk() || clock.monotonic() - readAt < readAgainMs) return;
    readAt = clock.monotonic();
    try {
      await read();
    } catch (failure) {
      // whatever keeps Peoplevox from answering is told elsewhere
      if (!(failure instanceof SyncError)) throw failure;
    }
  }

  async function tell(): Promise<void> {
    const now = lacking();
    if (now === null) return;
    const reason = now.map(({ template, columns }) => `"${template}" lacks ${columns.join(', ')}.`).join(' ');
    if (reason === told) return;
    if (reason === '') await problems.closeProblem('template_column_missing', clock.now());
    else
      await problems.openProblem(
        { code: 'template_column_missing', reason: `${reason} No order can be sent.` },
        clock.now(),
      );
    told = reason;
  }

  return {
    async look(): Promise<void> {
      await readAgain();
      await tell();
    },
    async keep(signal: AbortSignal): Promise<void> {
      while (!signal.aborted) {
        await this.look().catch((failure: Error) => {
          log.warn({ reason: failure.message }, 'what the templates lack could not be noted');
        });
        await clock.wait(lookMs, signal).catch(() => undefined);
      }
    },
  };
}
