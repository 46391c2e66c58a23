// The shop's lease: one sidecar works for a shop at a time. Without it no call to Peoplevox is made and nothing is written (design.md section 4).

import type { Attention, AttentionCode } from '../domain/attention.ts';
import { LeaseLost } from '../domain/errors.ts';
import type { Clock } from '../domain/ports.ts';
import { Alarm } from './alarm.ts';

interface LeaseAnswer {
  granted: boolean;
  epoch: number;
  holder: string | null;
  expires_at: string | null;
}
interface Deps {
  shop: { lease(seconds: number, release?: boolean): Promise<LeaseAnswer> };
  problems: {
    openProblem(problem: Attention, at: Date): Promise<void>;
    closeProblem(code: AttentionCode, at: Date): Promise<void>;
  };
  clock: Clock;
  seconds: number;
  /** the epoch this ledger held last; null where it never held one */
  memory: { lastEpoch(): Promise<number | null>; saveEpoch(epoch: number): Promise<void> };
  /** somebody else held the lease since this ledger last did, and made calls that this ledger does not know of */
  afterOthers: () => Promise<void>;
  /** gained or lost */
  onChange: (held: boolean) => void;
  log: { info(fields: object, words: string): void; warn(fields: object, words: string): void };
}

/** `keep` runs until its signal fires. The epoch counts only until it runs out by our own clock, which began before the shop's. */
export function createLease({ shop, problems, clock, seconds, memory, afterOthers, onChange, log }: Deps) {
  let epoch = 0;
  let until = Number.NEGATIVE_INFINITY;
  let words = 'Not asked for yet.';
  let wasHeld = false;
  const alarm = new Alarm(clock);

  const held = () => clock.monotonic() < until;

  function tell(): void {
    if (held() === wasHeld) return;
    wasHeld = held();
    log.info({ epoch, held: wasHeld }, wasHeld ? 'the lease is ours' : 'the lease is not ours');
    onChange(wasHeld);
  }

  async function elsewhere(reason: string): Promise<void> {
    until = Number.NEGATIVE_INFINITY;
    words = reason;
    tell();
    await problems.openProblem({ code: 'lease_elsewhere', reason }, clock.now());
  }

  /** Each new grant is one epoch more: where ours is not the next after the last we held, another had it in between. */
  async function begin(granted: number): Promise<void> {
    const last = await memory.lastEpoch();
    const alone = granted === last || granted === (last ?? 0) + 1;
    if (!alone) await afterOthers();
    await memory.saveEpoch(granted);
  }

  /** Asks once. Never throws. */
  async function renew(): Promise<void> {
    const asked = clock.monotonic();
    try {
      const answer = await shop.lease(seconds);
      if (!answer.granted) return await elsewhere(inWords(answer));
      if (answer.epoch !== epoch) await begin(answer.epoch);
      epoch = answer.epoch;
      until = asked + seconds * 1000;
      tell();
      await problems.closeProblem('lease_elsewhere', clock.now());
    } catch (failure) {
      words = (failure as Error).message;
      tell();
    }
  }

  return {
    /** null where it is not held */
    epoch: () => (held() ? epoch : null),
    held,
    view: () => ({ held: held(), words: held() ? 'This sidecar works for the shop.' : words }),
    renew,
    /** Throws LeaseLost where it is not held. */
    require(): void {
      if (!held()) throw new LeaseLost('This sidecar does not hold the lease of the shop');
    },
    /** The shop said that it is another's now: stop at once and ask again. */
    async lost(): Promise<void> {
      if (!held()) return;
      await elsewhere('The shop gave the lease to another sidecar.');
      alarm.ring();
    },
    /** Something changed (paired, say): ask now. */
    wake: () => alarm.ring(),
    async keep(signal: AbortSignal): Promise<void> {
      signal.addEventListener('abort', () => alarm.ring());
      while (!signal.aborted) {
        await renew();
        const left = until - clock.monotonic();
        await alarm.sleep(Math.min(seconds * 333, left > 0 ? left : 5_000));
        tell();
      }
    },
    /** Gives it back, so that another need not wait for it to run out. */
    async release(): Promise<void> {
      if (!held()) return;
      until = Number.NEGATIVE_INFINITY;
      words = 'Given back.';
      wasHeld = false;
      await shop.lease(seconds, true).catch((failure: Error) => {
        log.warn({ reason: failure.message }, 'the lease could not be given back; it runs out by itself');
      });
    },
  };
}

const inWords = ({ holder, expires_at }: LeaseAnswer) =>
  `${holder ?? 'Another sidecar'} works for this shop${expires_at ? `, until ${expires_at} or longer` : ''}. Stop one of the two.`;
