// Is the shop there, is it the right one and no copy, and do the clocks agree? Asked every half minute, told as problems of the whole.

import type { Attention, AttentionCode } from '../domain/attention.ts';
import { Refused, ShopFrozen } from '../domain/errors.ts';
import type { Clock } from '../domain/ports.ts';
import type { Pairing } from '../domain/records.ts';
import { Alarm } from './alarm.ts';

/** What is read of `shop/status` (docs/link.md). */
export interface ShopStatus {
  installation_id: string;
  shop_url: string;
  bound_url: string | null;
  frozen: boolean;
  time: string;
  /** IANA name or an offset like +02:00 */
  time_zone: string;
  live: { on: boolean; from: string | null };
}
export type ShopState = 'answering' | 'away' | 'copy' | 'not_paired';

interface Deps {
  shop: { status(): Promise<ShopStatus> };
  pairing: () => Promise<Pairing>;
  /** the shop said who it is, for the first time or at a new address */
  learnShop: (installationId: string, shopUrl: string) => Promise<void>;
  problems: {
    openProblem(problem: Attention, at: Date): Promise<void>;
    closeProblem(code: AttentionCode, at: Date): Promise<void>;
  };
  /** told of every good answer */
  onStatus: (status: ShopStatus) => Promise<void>;
  /** the shop became usable, or stopped being so */
  onChange: () => void;
  clock: Clock;
  log: { warn(fields: object, words: string): void };
}

const everyMs = 30_000;
const whileAwayMs = 5_000;
/** One lost answer is no news; this long without any is. */
const awayAfterMs = 30_000;
const clockOffMs = 60_000;

export function createShopWatch(deps: Deps) {
  const { shop, pairing, problems, clock, log } = deps;
  const alarm = new Alarm(clock);
  let state: ShopState = 'away';
  let words = 'The shop has not been asked yet.';
  let lastAnswerAt: Date | null = null;
  let lookedMs = Number.NEGATIVE_INFINITY;
  let troubleSince: number | null = null;
  /** it said that it is the shop we were paired with, and no copy */
  let verified = false;

  function become(next: ShopState, why: string): void {
    const changed = next !== state;
    state = next;
    words = why;
    if (changed) deps.onChange();
  }

  async function copy(reason: string): Promise<void> {
    verified = false;
    become('copy', reason);
    await problems.openProblem({ code: 'shop_is_copy', reason }, clock.now());
  }

  async function answered(status: ShopStatus, known: Pairing, askedAt: Date): Promise<void> {
    if (status.frozen)
      return copy(
        `The shop was paired at ${status.bound_url ?? 'another address'} and finds itself at ${status.shop_url}.`,
      );
    if (known.installationId !== null && known.installationId !== status.installation_id)
      return copy(
        `This sidecar works for the installation ${known.installationId}; the shop at ${status.shop_url} says it is ${status.installation_id}. ` +
          'A shop of its own needs a sidecar with a data directory of its own.',
      );
    if (known.installationId === null || known.shopUrl !== status.shop_url)
      await deps.learnShop(status.installation_id, status.shop_url);
    await problems.closeProblem('shop_is_copy', clock.now());
    await problems.closeProblem('shop_away', clock.now());
    verified = true;
    become('answering', 'The shop answers.');
    await compareClocks(Date.parse(status.time), askedAt);
    await deps.onStatus(status);
  }

  /** The shop read its clock some time between the question and the answer. */
  async function compareClocks(theirs: number, askedAt: Date): Promise<void> {
    const ours = (askedAt.getTime() + clock.now().getTime()) / 2;
    const seconds = Math.round(Math.abs(theirs - ours) / 1000);
    if (seconds * 1000 > clockOffMs) await clockOff(`${seconds} seconds apart`);
    else await problems.closeProblem('clock_off', clock.now());
  }
  const clockOff = (how: string) =>
    problems.openProblem(
      { code: 'clock_off', reason: `The clock of the shop and that of the sidecar are ${how}.` },
      clock.now(),
    );

  async function failed(failure: unknown): Promise<void> {
    const reason = (failure as Error).message;
    if (failure instanceof ShopFrozen) return copy(reason);
    if (failure instanceof Refused && reason.includes('pickwave_stale'))
      await clockOff('more than 300 seconds apart, so that the shop refuses every request');
    const lasting = troubleSince !== null && clock.monotonic() - troubleSince >= awayAfterMs;
    if (lasting || !verified) become('away', reason);
    if (lasting) await problems.openProblem({ code: 'shop_away', reason }, clock.now());
  }

  return {
    /** Asks once. Throws only what the ledger throws. */
    async look(): Promise<void> {
      lookedMs = clock.monotonic();
      const known = await pairing();
      if (known.secrets.length === 0) {
        troubleSince = null;
        verified = false;
        return become('not_paired', 'No shop is paired. Run "pickwave pair" and type the code in wp-admin.');
      }
      const askedAt = clock.now();
      let status: ShopStatus;
      try {
        status = await shop.status();
      } catch (failure) {
        log.warn({ reason: (failure as Error).message }, 'the shop did not give its status');
        troubleSince ??= clock.monotonic();
        return failed(failure);
      }
      troubleSince = null;
      await answered(status, known, askedAt);
    },
    /** News of every question to the shop, whoever asked it: after a silence the shop is looked at soon. */
    heard(ok: boolean): void {
      if (ok) lastAnswerAt = clock.now();
      else if (clock.monotonic() - lookedMs > whileAwayMs) alarm.ring();
    },
    /** A journey was told that the shop is a copy. */
    frozen: (reason: string) => copy(reason),
    /** Journeys may work for it. */
    usable: () => verified,
    view: () => ({ state, words, lastAnswerAt }),
    wake: () => alarm.ring(),
    async keep(signal: AbortSignal): Promise<void> {
      signal.addEventListener('abort', () => alarm.ring());
      while (!signal.aborted) {
        await this.look().catch((failure: Error) => {
          log.warn({ reason: failure.message }, 'what the shop said could not be noted');
        });
        await alarm.sleep(troubleSince === null && state === 'answering' ? everyMs : whileAwayMs);
      }
    },
  };
}
