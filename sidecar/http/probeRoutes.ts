// The tenant probe: how it stands, and its start. It runs in the background.

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { sku } from '../domain/ids.ts';
import { knownOf, probeQuestions, probeSteps } from '../domain/probe.ts';
import { findingWords, probeWords, stepWords } from '../domain/probeWords.ts';
import type { HttpDeps } from './deps.ts';
import { who } from './linkAuth.ts';
import { HttpProblem } from './problems.ts';
import { ProbeBody, ProbeView } from './schemas/probe.ts';

export const probeRoutes =
  ({ probe }: HttpDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/api/probe', { schema: { response: { 200: ProbeView } } }, () => probeView(probe));

    app.post('/api/probe', { schema: { body: ProbeBody, response: { 200: ProbeView } } }, async (request) => {
      const { item, allocate } = request.body;
      const kept = probe.start({ item: sku(item.trim()), allocate }, who(request));
      if (kept !== null) throw new HttpProblem(409, 'probe_cannot_start', kept);
      return probeView(probe);
    });
  };

function probeView({ book, kept, marginSeconds }: HttpDeps['probe']): ProbeView {
  const { run, findings } = book();
  const measured = knownOf({}, findings).stockLagSeconds;
  const margin = marginSeconds();
  return {
    run,
    step: run && {
      words: stepWords[run.step],
      number: probeSteps.indexOf(run.step) + 1,
      of: probeSteps.length,
    },
    questions: probeQuestions.map((question) => {
      const finding = findings.find((one) => one.question === question) ?? null;
      const { question: asked, until } = probeWords[question];
      return { question: asked, finding, words: finding ? findingWords(finding) : '', until };
    }),
    lag: measured === null ? '' : lagWords(measured, margin),
    lagCovered: measured === null || measured <= margin,
    kept: kept(),
  };
}

function lagWords(measured: number, margin: number): string {
  const words = `The stock report lagged ${measured} s at most; the margin in Settings is ${margin} s.`;
  return measured <= margin
    ? words
    : `${words} Set it to ${measured} s or more, or units that are promised may be offered again.`;
}
