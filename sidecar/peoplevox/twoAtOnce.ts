// Whether two calls may be under way at once, and what is thought of a call that went wrong beside another (design.md section 5; whether a
// tenant bears it is unknown beforehand, peoplevox-api.md 1.5, and may change).

import { Faulted, NotConnected, Silent } from '../domain/errors.ts';
import { words } from './client.ts';
import type { PeoplevoxDeps } from './deps.ts';
import { type Call, type Exchange, nothingDone, saysOneOf } from './exchange.ts';
import type { Flight } from './pacer.ts';

/** A session that Peoplevox ends of itself is older than this (peoplevox-api.md 1.5: about half an hour). */
const youngMs = 5 * 60_000;

export class TwoAtOnce {
  readonly #deps: Pick<PeoplevoxDeps, 'settings' | 'known' | 'onRefusedBeside'>;
  /** a save failed beside another call: whether that was why, the next call shows that is made alone */
  #doubt: string | null = null;

  constructor(deps: Pick<PeoplevoxDeps, 'settings' | 'known' | 'onRefusedBeside'>) {
    this.#deps = deps;
  }

  allowed(): 1 | 2 {
    const { known, settings } = this.#deps;
    const borne = settings().peoplevox.twoCallsAtOnce && known?.().parallelCalls === 'borne';
    return borne && this.#doubt === null ? 2 : 1;
  }

  /** A session ended: beside another call, and too young to have ended of itself. */
  sessionEnded(ageMs: number, { shared }: Flight): void {
    if (shared && ageMs < youngMs)
      this.#refused('Peoplevox ended the session while two calls were under way.');
  }

  /**
   * The same exchange. What was refused or failed beside another call, and may be repeated, is repeated alone: answered then, two calls
   * are not borne any more. A refusal that was meant as one costs a call more.
   */
  over(exchange: Exchange): Exchange {
    return {
      pair: (calls) => exchange.pair(calls),
      call: (call, flight) => this.#call(exchange, call, flight),
    };
  }

  async #call(exchange: Exchange, call: Call, flight: Flight = { shared: false }) {
    let why: string;
    try {
      const answer = await exchange.call(call, flight);
      if (answer !== null && !flight.shared) this.#answeredAlone();
      const { sessionTexts, loginTexts } = this.#deps.settings().peoplevox;
      const ofSession = answer !== null && saysOneOf(answer.detail, [...sessionTexts, ...loginTexts]);
      if (answer === null || !flight.shared || !nothingDone(answer) || ofSession) return answer;
      why = words(answer.detail);
    } catch (thrown) {
      if (!flight.shared && (thrown instanceof Silent || thrown instanceof NotConnected)) this.#doubt = null;
      if (!(thrown instanceof Faulted) || !flight.shared) throw thrown;
      why = thrown.message;
      if (call.operation === 'SaveData') {
        // perhaps half of it was done: it is no call to repeat
        this.#doubt ??= why;
        throw thrown;
      }
    }
    const again = await exchange.call({ ...call, alone: true });
    if (again !== null && !nothingDone(again)) this.#refused(why);
    return again;
  }

  #answeredAlone(): void {
    if (this.#doubt !== null) this.#refused(this.#doubt);
    this.#doubt = null;
  }

  #refused(why: string): void {
    if (this.#deps.known?.().parallelCalls === 'borne') this.#deps.onRefusedBeside?.(why);
  }
}
