// The one session with Peoplevox: shared by all calls, renewed by age, renewed once when Peoplevox says it
// ended, and never a storm of log-ins (peoplevox-api.md 1.4 and 1.5; complaint 13).

import { LoginRefused, NotConnected, Silent } from '../domain/errors.ts';
import type { PeoplevoxDeps } from './deps.ts';
import { type Answered, type Call, type Exchange, nothingDone, saysOneOf } from './exchange.ts';
import type { Health } from './health.ts';
import type { Lane } from './lanes.ts';
import type { Both, Flight } from './pacer.ts';
import type { Parameters } from './soap.ts';
import type { TwoAtOnce } from './twoAtOnce.ts';

/**
 * After Peoplevox refused user name or password, the log-in is tried this seldom by itself; how it locks
 * accounts is not known.
 */
const loginProbeMs = 60 * 60_000;
/**
 * After a log-in that failed for another reason, or sessions that never worked: a minute, then doubled each
 * time.
 */
const firstPauseMs = 60_000;

export interface Session {
  /** Makes a call with the session. Throws LoginRefused, NotConnected, Silent, Stopping. */
  call(lane: Lane, operation: string, subject: string, parameters: Parameters): Promise<Answered>;
  /**
   * Two calls of one operation at the same moment. Gives both answers, or what was thrown instead; nothing is repeated, not even after
   * a session that ended. Throws as `call`, and Refused as Pacer.pair.
   */
  pair(
    lane: Lane,
    operation: string,
    calls: [Omit<Asked, 'operation'>, Omit<Asked, 'operation'>],
  ): Promise<Both<Answered>>;
  /** Forgets session, refusal and pauses. */
  tryLoginAgain(): void;
}

interface Asked {
  operation: string;
  subject: string;
  parameters: Parameters;
}

interface Open {
  id: string;
  since: number;
  /** an answer came that was not about the session */
  worked: boolean;
}

export function createSession(
  { config, settings, clock, log }: Pick<PeoplevoxDeps, 'config' | 'settings' | 'clock' | 'log'>,
  exchange: Exchange,
  { health, twoAtOnce }: { health: Health; twoAtOnce: TwoAtOnce },
): Session {
  let open: Open | null = null;
  let loggingIn: Promise<Open> | null = null;
  let refused: { at: number; words: string } | null = null;
  let pause: { until: number; words: string } | null = null;
  let pauses = 0;
  let neverWorked = 0;

  /** Peoplevox's words without what must not be shown. */
  function shown(words: string): string {
    let text = words.trim().slice(0, 300);
    for (const secret of [config.password, config.username]) if (secret) text = text.replaceAll(secret, '…');
    return text;
  }

  function pauseLogins(words: string): NotConnected {
    const milliseconds = Math.min(loginProbeMs, firstPauseMs * 2 ** pauses);
    pauses += 1;
    pause = { until: clock.monotonic() + milliseconds, words };
    health.away(words);
    return new NotConnected(words);
  }

  function refuse(words: string): LoginRefused {
    refused = { at: clock.monotonic(), words };
    open = null;
    health.loginRefused(words);
    log.warn({}, 'Peoplevox refuses the login; no more logins are tried but one an hour');
    return new LoginRefused(words);
  }

  /**
   * Always in the first lane: an order may be waiting for the session that a stock page asks for. Alone: whether a log-in ends the session
   * of a call under way is not known (peoplevox-api.md 1.5).
   */
  async function logIn(): Promise<Open> {
    const { password } = settings().peoplevox;
    const parameters = {
      clientId: config.clientId,
      username: config.username,
      password:
        password === 'plain' ? config.password : Buffer.from(config.password, 'utf8').toString('base64'),
    };
    let answer: Answered | null;
    try {
      answer = await exchange.call({
        lane: 'orders',
        operation: 'Authenticate',
        subject: '',
        parameters,
        session: null,
        alone: true,
      });
    } catch (thrown) {
      // whatever became of the log-in, the call it was for was not made
      if (thrown instanceof Silent) throw new NotConnected(thrown.message, { cause: thrown });
      throw thrown;
    }
    const detail = answer?.detail ?? '';
    const comma = detail.indexOf(',');
    if (answer?.responseId === 0 && comma >= 0) {
      refused = null;
      open = { id: detail.slice(comma + 1).trim(), since: clock.monotonic(), worked: false };
      return open;
    }
    const words = shown(detail) || 'Peoplevox refused the login without saying why.';
    const { loginTexts, sessionTexts } = settings().peoplevox;
    // A password in the wrong form is answered with a session text (US region), and punctuation varies
    // (peoplevox-api.md 1.4).
    if (saysOneOf(words, [...loginTexts, ...sessionTexts, 'security'])) throw refuse(words);
    throw pauseLogins(words);
  }

  async function current(): Promise<Open> {
    if (refused && clock.monotonic() - refused.at < loginProbeMs) throw new LoginRefused(refused.words);
    const lifeMs = settings().peoplevox.sessionMinutes * 60_000;
    if (open && clock.monotonic() - open.since < lifeMs) return open;
    if (pause && clock.monotonic() < pause.until) throw new NotConnected(pause.words);
    loggingIn ??= logIn().finally(() => {
      loggingIn = null;
    });
    return loggingIn;
  }

  function worked(session: Open): void {
    session.worked = true;
    neverWorked = 0;
    pauses = 0;
    pause = null;
  }

  /**
   * A session that ended is renewed at once; a second one in a row that never worked is a fault, not an age.
   */
  function ended(session: Open, flight: Flight): void {
    if (open !== session) return;
    open = null;
    twoAtOnce.sessionEnded(clock.monotonic() - session.since, flight);
    neverWorked = session.worked ? 0 : neverWorked + 1;
    if (neverWorked >= 2) throw pauseLogins('Peoplevox accepts the login and then refuses the session.');
  }

  const within = (session: Open, lane: Lane, asked: Asked): Call => ({
    lane,
    ...asked,
    session: { userId: settings().peoplevox.userId, clientId: config.clientId, sessionId: session.id },
    stillWanted: () => open === session,
  });

  return {
    async pair(lane, operation, [one, other]) {
      for (;;) {
        const session = await current();
        const both = await exchange.pair([
          within(session, lane, { operation, ...one }),
          within(session, lane, { operation, ...other }),
        ]);
        if (both !== null) return both;
      }
    },
    async call(lane, operation, subject, parameters) {
      let renewed = false;
      for (;;) {
        const session = await current();
        const flight = { shared: false };
        const answer = await exchange.call(within(session, lane, { operation, subject, parameters }), flight);
        // while it waited for its turn another call found the session ended, or the login refused
        if (answer === null) continue;
        const { sessionTexts, loginTexts } = settings().peoplevox;
        if (nothingDone(answer) && saysOneOf(answer.detail, sessionTexts)) {
          ended(session, flight);
          if (renewed) throw new NotConnected(shown(answer.detail));
          // beside another call the session of both may have ended for that
          renewed = !flight.shared;
          continue;
        }
        if (nothingDone(answer) && saysOneOf(answer.detail, loginTexts)) throw refuse(shown(answer.detail));
        worked(session);
        return answer;
      }
    },
    tryLoginAgain() {
      open = null;
      refused = null;
      pause = null;
      pauses = 0;
      neverWorked = 0;
    },
  };
}
