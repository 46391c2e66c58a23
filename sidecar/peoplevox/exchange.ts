// One call: its turn at the pacer, the request, the answer read, and what both mean for our picture of
// Peoplevox.

import { Faulted, NotConnected, Silent } from '../domain/errors.ts';
import type { PeoplevoxDeps } from './deps.ts';
import type { Health } from './health.ts';
import type { Http } from './http.ts';
import type { Lane } from './lanes.ts';
import type { Both, Flight, Pacer } from './pacer.ts';
import {
  envelope,
  type IntegrationResponse,
  type Parameters,
  readAnswer,
  type SessionCredentials,
} from './soap.ts';

export interface Call {
  lane: Lane;
  operation: string;
  /** the template or report it is about, by its usual name; empty for Authenticate */
  subject: string;
  parameters: Parameters;
  session: SessionCredentials | null;
  /** asked when its turn has come */
  stillWanted?: () => boolean;
  /** nothing else is under way meanwhile */
  alone?: boolean;
}

export interface Answered extends IntegrationResponse {
  /** when the call was made, its turn having come: the answer is no older than this */
  askedAt: Date;
}

export interface Exchange {
  /**
   * Gives Peoplevox's answer, be it yes or no; null where the call was no longer wanted. Throws NotConnected
   * where certainly nothing was done, Silent where nobody knows, Stopping, and what `mayCall` throws.
   */
  call(call: Call, flight?: Flight): Promise<Answered | null>;
  /** Two calls of one lane and operation at the same moment, as Pacer.pair. Null where the first was no longer wanted. */
  pair(calls: [Call, Call]): Promise<Both<Answered> | null>;
}

/** Whether the words of an answer hold one of these texts, in whatever case. */
export const saysOneOf = (words: string, texts: readonly string[]) =>
  texts.some((text) => words.toLowerCase().includes(text.toLowerCase()));

/** A refusal that came with nothing imported, so nothing was done. */
export const nothingDone = ({ responseId, totalCount }: IntegrationResponse) =>
  responseId !== 0 && (totalCount ?? 0) <= 0;

export function createExchange(
  {
    settings,
    clock,
    log,
    mayCall,
    onPoint,
  }: Pick<PeoplevoxDeps, 'settings' | 'clock' | 'log' | 'mayCall' | 'onPoint'>,
  { pacer, http, health }: { pacer: Pacer; http: Http; health: Health },
): Exchange {
  async function ask({ operation, parameters, session }: Call): Promise<IntegrationResponse> {
    const { timeoutSeconds, busyTexts } = settings().peoplevox;
    const response = await http.post(
      operation,
      envelope(operation, parameters, session),
      timeoutSeconds * 1000,
    );
    const read = readAnswer(operation, response.body);
    const badStatus = response.status < 200 || response.status > 299;
    if (read.kind !== 'answer' || badStatus) {
      const words = read.kind === 'answer' ? 'Peoplevox answered that it failed.' : read.words;
      throw new Faulted(badStatus ? `${words} (HTTP status ${response.status})` : words);
    }
    health.answered(clock.now());
    if (nothingDone(read.answer) && saysOneOf(read.answer.detail, busyTexts)) {
      throw new NotConnected('Peoplevox says there were too many calls.');
    }
    return read.answer;
  }

  const made = (call: Call) => {
    const { lane, operation, subject } = call;
    const label = subject === '' ? `pvx:${operation}` : `pvx:${operation}:${subject}`;
    return async () => {
      await onPoint?.(`${label}:before`);
      mayCall?.();
      const began = clock.monotonic();
      const askedAt = clock.now();
      try {
        const answer = await ask(call);
        const milliseconds = Math.round(clock.monotonic() - began);
        const { responseId, totalCount } = answer;
        log.debug({ operation, subject, lane, milliseconds, responseId, totalCount }, 'Peoplevox answered');
        return { ...answer, askedAt };
      } catch (thrown) {
        if (thrown instanceof NotConnected || thrown instanceof Silent) health.away(thrown.message);
        const failure = thrown instanceof Error ? thrown.name : 'unknown';
        log.warn({ operation, subject, lane, failure }, 'Peoplevox gave no answer');
        throw thrown;
      } finally {
        await onPoint?.(`${label}:after`);
      }
    };
  };

  return {
    call(call, flight = { shared: false }) {
      const { lane, operation, stillWanted, alone = false } = call;
      return pacer.run(lane, operation, made(call), { stillWanted, alone, flight });
    },
    pair([one, other]) {
      const { lane, operation, stillWanted } = one;
      return pacer.pair(lane, operation, [made(one), made(other)], stillWanted);
    },
  };
}
