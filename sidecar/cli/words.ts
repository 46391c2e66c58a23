// What the commands print for people. Pure.

import type { CheckResult } from '../http/deps.ts';
import type { Overview } from '../http/schemas/overview.ts';
import type { ProbeView } from '../http/schemas/probe.ts';
import type { SettingView } from '../http/schemas/settings.ts';
import type { StockWhyView } from '../http/schemas/stock.ts';

const ago = (then: string | null, now: string): string => {
  if (then === null) return 'never';
  const seconds = Math.max(0, Math.round((Date.parse(now) - Date.parse(then)) / 1000));
  if (seconds < 90) return `${seconds} s ago`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min ago`;
  return `${Math.round(seconds / 3600)} h ago`;
};

export function statusWords(overview: Overview, running: boolean): string {
  const { live, shop, lease, peoplevox, orders, journeys, problems, now } = overview;
  const lines = [
    running
      ? `Pickwave ${overview.version} is running.`
      : 'The sidecar is not running. Start it with "pickwave serve". This is what its ledger says:',
    live.on
      ? `Live since ${live.from}.`
      : 'Not live: nothing is sent or written. Switch it on with "pickwave live on".',
    `Shop:      ${shop.url ?? 'none'}. ${shop.words}`,
    ...(running
      ? [
          `Lease:     ${lease.words}`,
          `Peoplevox: ${peoplevox.words} ${peoplevox.callsUsed} of ${peoplevox.callsAllowed} calls in ${peoplevox.windowSeconds} s used.`,
        ]
      : []),
    `Orders:    ${orders.waitingToSend} waiting, ${orders.inPeoplevox} in Peoplevox, ${orders.needAttention} need attention, ${orders.sentToday} sent today.`,
    ...journeys.map(
      ({ name, state, lastSuccessAt, lastResult, problem, paused }) =>
        `  ${name.padEnd(17)} ${(paused ? 'paused' : state).padEnd(8)} ${ago(lastSuccessAt, now).padEnd(11)} ${problem ?? lastResult ?? ''}`,
    ),
    ...problems.map(
      ({ words, reason, next, shopNumber }) =>
        `! ${shopNumber === null ? '' : `Order ${shopNumber}: `}${words}. ${reason} ${next}`,
    ),
  ];
  return lines.map((line) => line.trimEnd()).join('\n');
}

const signs = { pass: 'ok  ', warn: 'warn', fail: 'FAIL' };

export const checkWords = (checks: CheckResult[]): string =>
  checks.map(({ outcome, name, words }) => `${signs[outcome]}  ${name.padEnd(16)} ${words}`).join('\n');

/** What the probe found out, and how its last test ended. */
export function reportWords({ run, questions, lag, kept }: ProbeView): string {
  const ends = {
    running: 'is under way',
    done: 'came to its end',
    stopped: 'was stopped',
    refused: 'was not begun',
  };
  const lines = [
    run === null
      ? 'This Peoplevox was not tested yet. Start with "pickwave probe --item CODE".'
      : `The test with ${run.item} by ${run.by} ${ends[run.state]}. ${run.why}`.trimEnd(),
    ...questions.flatMap(({ question, words, finding, until }) => [
      question,
      ...(words === '' ? ['    Not asked yet.'] : [`    ${words}`]),
      ...(finding?.answer == null ? [`    Until it is known: ${until}`] : []),
    ]),
    ...(lag === '' ? [] : [lag]),
    ...(kept === null || run !== null ? [] : [kept]),
    ...(run?.orders ?? [])
      .filter(({ end }) => end === 'open' || end === 'left')
      .map(({ number, why }) => `! ${number} may still be open in Peoplevox. ${why}`.trimEnd()),
  ];
  return lines.join('\n');
}

/** Each sentence in a line, then every order that units are promised to. */
export const stockWords = ({ sku, words, stock, orders }: StockWhyView): string =>
  [
    stock === null ? sku : `${sku}: ${stock} in the shop`,
    ...words.map((sentence) => `  ${sentence}`),
    ...orders.map(({ number, status, units }) => `    order ${number}, ${status}: ${units}`),
  ].join('\n');

export const settingWords = ({ key, value, source, title }: SettingView): string =>
  `${key} = ${JSON.stringify(value)}${source === 'default' ? '' : `  (${source})`}\n    ${title}`;
