// Is it going, and what needs me? And the switches: live, each journey, the login of Peoplevox.

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Refused } from '../domain/errors.ts';
import type { HttpDeps } from './deps.ts';
import { who } from './linkAuth.ts';
import { HttpProblem } from './problems.ts';
import {
  JourneyParams,
  JourneyRunAnswer,
  JourneyView,
  LiveAnswer,
  LiveBody,
  Overview,
} from './schemas/overview.ts';
import { attentionView, journeyView } from './views.ts';

/** So many exceptions of orders stand on the overview; the rest is in the list of orders. */
const shownProblems = 100;

export const overviewRoutes =
  (deps: HttpDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/api/overview', { schema: { response: { 200: Overview } } }, () => overview(deps));

    app.post('/api/live', { schema: { body: LiveBody, response: { 200: LiveAnswer } } }, async (request) => {
      try {
        const { live, warnings } = await deps.live.switch(request.body.on, who(request));
        return { on: live.on, from: live.from?.toISOString() ?? null, changedBy: live.by, warnings };
      } catch (failure) {
        if (failure instanceof Refused) throw new HttpProblem(409, 'cannot_go_live', failure.message);
        throw failure;
      }
    });

    app.post(
      '/api/journeys/:name/run',
      { schema: { params: JourneyParams, response: { 200: JourneyRunAnswer } } },
      async (request) => {
        const kept = deps.journeys.ask(request.params.name);
        return kept === null ? { started: true, words: 'It runs now.' } : { started: false, words: kept };
      },
    );
    for (const [verb, paused] of [
      ['pause', true],
      ['resume', false],
    ] as const)
      app.post(
        `/api/journeys/:name/${verb}`,
        { schema: { params: JourneyParams, response: { 200: JourneyView } } },
        async (request) => {
          const { name } = request.params;
          await deps.journeys.pause(name, paused, who(request));
          return journeyOf(deps, name);
        },
      );

    app.post(
      '/api/peoplevox/try-again',
      { schema: { response: { 200: JourneyRunAnswer } } },
      async (request) => {
        await deps.peoplevox.tryLoginAgain(who(request));
        return { started: true, words: 'Peoplevox is asked again with the next call.' };
      },
    );
  };

function journeyOf(deps: HttpDeps, name: string) {
  const found = deps.journeys.views().find((journey) => journey.name === name);
  if (!found) throw new HttpProblem(404, 'not_found', `There is no journey ${name}.`);
  return journeyView(found);
}

export async function overview(deps: HttpDeps): Promise<Overview> {
  const { clock, live, lease, shop, peoplevox, journeys, ledger } = deps;
  const [figures, problems, usage, pairing, [today]] = await Promise.all([
    ledger.figures(deps.dayStart()),
    ledger.openProblems(shownProblems),
    peoplevox.usage(),
    deps.pairing.current(),
    ledger.stockDays(1),
  ]);
  const { on, from, by } = live.current();
  const { lastAnswerAt, ...theShop } = shop.view();
  const theWarehouse = peoplevox.view();
  return {
    version: deps.version,
    now: clock.now().toISOString(),
    live: { on, from: from?.toISOString() ?? null, changedBy: by },
    shop: { ...theShop, url: pairing.shopUrl, lastAnswerAt: lastAnswerAt?.toISOString() ?? null },
    lease: lease.view(),
    peoplevox: {
      state: theWarehouse.state,
      words: theWarehouse.words,
      host: peoplevox.host,
      lastAnswerAt: theWarehouse.lastAnswerAt?.toISOString() ?? null,
      callsUsed: usage.inWindow,
      callsAllowed: usage.allowed,
      windowSeconds: usage.windowSeconds,
      callsToday: usage.today,
    },
    journeys: journeys.views().map(journeyView),
    orders: {
      waitingToSend: figures.counts.waiting_to_send,
      needAttention: figures.counts.attention,
      inPeoplevox: figures.counts.in_peoplevox,
      sentToday: figures.sentToday,
      medianSeconds: figures.medianSeconds,
      p95Seconds: figures.p95Seconds,
    },
    stock: today ? { ...today.last, readAt: today.last.readAt.toISOString() } : null,
    problems: problems.map((one) => attentionView(one)),
  };
}
