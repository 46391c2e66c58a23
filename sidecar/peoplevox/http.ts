// One POST to Peoplevox, and what its failure means: nothing was sent, or nobody knows (domain/errors.ts). No
// retries here.

import { Agent, buildConnector, type Dispatcher, request } from 'undici';
import { NotConnected, Silent } from '../domain/errors.ts';
import type { Clock } from '../domain/ports.ts';
import { soapAction } from './soap.ts';

export interface Http {
  /**
   * Sends one SOAP envelope and gives the body and the HTTP status of the answer. Throws NotConnected where
   * certainly nothing was sent, or the answer was 429; Silent where no answer came within the time.
   */
  post(operation: string, body: string, timeoutMs: number): Promise<{ status: number; body: string }>;
  close(): Promise<void>;
}

/** How a connection failed, in words that name no address. */
function connectionWords(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return "Peoplevox's host name is not found.";
  if (code === 'ECONNREFUSED') return 'Peoplevox refuses the connection.';
  if (/CERT|TLS|SSL/.test(code)) return `The connection to Peoplevox is not secure (${code}).`;
  return `No connection to Peoplevox could be made${code ? ` (${code})` : ''}.`;
}

export function createHttp(url: string, clock: Clock): Http {
  // What the connector reports failed before a byte of the request was written; everything else may have
  // arrived.
  const failedToConnect = new WeakSet<Error>();
  const connect = buildConnector({ timeout: 10_000 });
  const agent: Dispatcher = new Agent({
    connect: (options, callback) =>
      connect(options, (error, socket) => {
        if (error) {
          failedToConnect.add(error);
          callback(error, null);
        } else callback(null, socket);
      }),
    // the deadline below is the only one
    headersTimeout: 0,
    bodyTimeout: 0,
    // Each call has its own connection: on one that Peoplevox is just closing a save would be neither surely
    // sent nor surely lost.
    pipelining: 0,
  });

  async function exchange(operation: string, body: string, signal: AbortSignal) {
    const answer = await request(url, {
      method: 'POST',
      dispatcher: agent,
      headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: soapAction(operation) },
      body,
      signal,
    });
    return { status: answer.statusCode, body: await answer.body.text() };
  }

  return {
    async post(operation, body, timeoutMs) {
      const deadline = new AbortController();
      const answered = new AbortController();
      clock.wait(timeoutMs, answered.signal).then(
        () => deadline.abort(),
        () => undefined,
      );
      try {
        const answer = await exchange(operation, body, deadline.signal);
        if (answer.status === 429) throw new NotConnected('Peoplevox says there were too many calls.');
        return answer;
      } catch (thrown) {
        if (thrown instanceof NotConnected) throw thrown;
        if (thrown instanceof Error && failedToConnect.has(thrown)) {
          throw new NotConnected(connectionWords(thrown), { cause: thrown });
        }
        const words = deadline.signal.aborted
          ? `Peoplevox did not answer within ${timeoutMs / 1000} seconds.`
          : 'The connection to Peoplevox broke before its answer came.';
        throw new Silent(words, { cause: thrown });
      } finally {
        answered.abort();
      }
    },
    close: () => agent.close(),
  };
}
