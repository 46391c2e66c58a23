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

/**
 * How much of it must be left when a call to Peoplevox goes out, for the way there and for clocks that tick apart; a sixth of a
 * short lease. A call that went out in time may be carried out after the lease is another's: no deadline of ours takes it back.
 * It is then the only one (each further call is asked for anew), its outcome counts as unknown here, and over there it is what a
 * late commit always is: whoever works next waits out the window of calls (`afterOthers`) and reads before it writes.
 */
const marginMs = (leaseSeconds: number) => Math.min(5_000, (leaseSeconds * 1000) / 6);

/**
 * `keep` runs until its signal fires. The epoch counts only until it runs out by our own clocks, which began before the shop's: by the
 * monotonic one, which a time server cannot turn back, and by the wall clock, which goes on while the machine sleeps.
 */
export function createLease({ shop, problems, clock, seconds, memory, afterOthers, onChange, log }: Deps) {
  let epoch = 0;
  let until = never;
  let words = 'Not asked for yet.';
  let wasHeld = false;
  const alarm = new Alarm(clock);

  const leftMs = () => Math.min(until.monotonic - clock.monotonic(), until.wall - clock.now().getTime());
  const held = () => leftMs() > 0;

  function tell(): void {
    if (held() === wasHeld) return;
    wasHeld = held();
    log.info({ epoch, held: wasHeld }, wasHeld ? 'the lease is ours' : 'the lease is not ours');
    onChange(wasHeld);
  }

  async function elsewhere(reason: string): Promise<void> {
    until = never;
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
    const askedFor = {
      monotonic: clock.monotonic() + seconds * 1000,
      wall: clock.now().getTime() + seconds * 1000,
    };
    try {
      const answer = await shop.lease(seconds);
      if (!answer.granted) return await elsewhere(inWords(answer));
      if (answer.epoch !== epoch) await begin(answer.epoch);
      epoch = answer.epoch;
      until = askedFor;
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
    /** Throws LeaseLost where no call to Peoplevox may go out now. */
    mayCall(): void {
      if (leftMs() <= marginMs(seconds))
        throw new LeaseLost('This sidecar does not hold the lease of the shop, or not for long enough');
    },
    /** A journey was turned away for it: stop at once and ask the shop whose it is. */
    lost(): void {
      if (!held()) return;
      until = never;
      words = 'It was lost, and is asked for again.';
      tell();
      alarm.ring();
    },
    /** Something changed (paired, say): ask now. */
    wake: () => alarm.ring(),
    async keep(signal: AbortSignal): Promise<void> {
      signal.addEventListener('abort', () => alarm.ring());
      while (!signal.aborted) {
        await renew();
        const left = leftMs();
        await alarm.sleep(Math.min(seconds * 333, left > 0 ? left : 5_000));
        tell();
      }
    },
    /** Gives it back, so that another need not wait for it to run out. */
    async release(): Promise<void> {
      if (!held()) return;
      until = never;
      words = 'Given back.';
      wasHeld = false;
      await shop.lease(seconds, true).catch((failure: Error) => {
        log.warn({ reason: failure.message }, 'the lease could not be given back; it runs out by itself');
      });
    },
  };
}

const never = { monotonic: Number.NEGATIVE_INFINITY, wall: Number.NEGATIVE_INFINITY };

const inWords = ({ holder, expires_at }: LeaseAnswer) =>
  `${holder ?? 'Another sidecar'} works for this shop${expires_at ? `, until ${expires_at} or longer` : ''}. Stop one of the two.`;
