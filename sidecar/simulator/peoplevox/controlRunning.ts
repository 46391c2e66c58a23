import Type from 'typebox';
import type { ControlApp } from './controlApp.ts';
import type { Peoplevox } from './peoplevox.ts';

const ClockMove = Type.Object(
  { advanceMs: Type.Optional(Type.Integer()), set: Type.Optional(Type.String()) },
  { additionalProperties: false },
);
const HowMany = Type.Object(
  { n: Type.Optional(Type.Integer({ minimum: 0 })) },
  { additionalProperties: false },
);

/** Routes about the running of the tenant: its clock, its sessions, whether it is there at all. */
export function runningRoutes(app: ControlApp, peoplevox: Omit<Peoplevox, 'controlUrl'>): void {
  const { clock } = peoplevox;
  app.get('/commit', () => ({ pending: peoplevox.pendingCommits() }));
  app.post('/commit', { schema: { body: Type.Union([HowMany, Type.Null()]) } }, (request) => ({
    applied: peoplevox.commit(request.body?.n),
  }));
  app.post('/sessions/expire', () => {
    peoplevox.expireSessions();
    return {};
  });
  app.post('/away', async () => {
    await peoplevox.goAway();
    return {};
  });
  app.delete('/away', async () => {
    await peoplevox.comeBack();
    return {};
  });
  app.get('/clock', () => ({ now: clock.now() }));
  app.post('/clock', { schema: { body: ClockMove } }, (request, reply) => {
    const { advanceMs, set } = request.body;
    if (set !== undefined && Number.isNaN(Date.parse(set))) {
      return reply.code(400).send({ message: `'${set}' is no ISO 8601 time` });
    }
    if (set !== undefined) clock.set(new Date(set));
    if (advanceMs !== undefined) clock.advance(advanceMs);
    return { now: clock.now() };
  });
  app.delete('/clock', () => {
    clock.reset();
    return { now: clock.now() };
  });
  app.post('/events/sent', async () => {
    await peoplevox.eventsSent();
    return {};
  });
  app.post('/reset', () => {
    peoplevox.reset();
    return {};
  });
}
