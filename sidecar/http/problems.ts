// Errors are always {code, message}, and the message says what to do.

import type { FastifyError, FastifyInstance } from 'fastify';
import { SyncError } from '../domain/errors.ts';
import type { HttpDeps } from './deps.ts';

/** Thrown by routes and hooks; answered as it is. `more` goes beside code and message. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: number;
  readonly code: string;
  readonly more: object;
  constructor(status: number, code: string, message: string, more: object = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.more = more;
  }
}

export function answerProblems(app: FastifyInstance, log: HttpDeps['log']): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof HttpProblem)
      return reply.code(error.status).send({ code: error.code, message: error.message, ...error.more });
    // What the shop or Peoplevox said, in words meant for people.
    if (error instanceof SyncError)
      return reply.code(502).send({ code: 'other_side', message: error.message });
    if (error.validation)
      return reply
        .code(400)
        .send({ code: 'bad_request', message: `The request is not right: ${error.message}.` });
    const status = error.statusCode ?? 500;
    if (status === 429)
      return reply
        .code(429)
        .send({ code: 'too_many_requests', message: 'Too many requests. Wait a minute and try again.' });
    if (status < 500) return reply.code(status).send({ code: 'bad_request', message: error.message });
    log.error({ err: error, route: request.routeOptions.url }, 'a request failed');
    return reply.code(500).send({
      code: 'fault',
      message: 'A fault in the sidecar; its log has the details. Try again; if it lasts, tell support.',
    });
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({
      code: 'not_found',
      message: `The sidecar has no ${request.method} ${request.url.split('?')[0]}. Are plugin and sidecar of the same version?`,
    }),
  );
}
