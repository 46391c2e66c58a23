// npm run bench -- orders, second part: what a day costs in calls, by journey.

import { callsAllowed } from './callsMade.ts';
import { spenders } from './day/callsByJourney.ts';
import { type Day, type DayOptions, liveADay } from './day/day.ts';
import { type Figure, type Report, rounded } from './report.ts';

/** Calls a day that settings allow as they come: 12 in 15 seconds. */
const budget = (24 * 60 * 60 * 12) / 15;
/** A night looks back over so many days, of which this run has lived only one; a page has so many sales orders. */
const nightly = { days: 14, rowsAPage: 250 };

export async function dayBench(options: DayOptions & { tell(line: string): void }): Promise<Report> {
  options.tell(`A day of ${options.orders} orders, ${options.skus} SKUs, seed ${options.seed} …`);
  const day = await liveADay(options);
  const of = (fate: string) => day.orders.filter((one) => one.fate === fate).length;
  const nightPages = Math.ceil((options.orders * nightly.days) / nightly.rowsAPage);
  return {
    title: `A day of ${day.orders.length} orders, all journeys on their schedules; seed ${options.seed}`,
    figures: [
      { what: 'calls, log-ins included', value: day.calls, key: 'day_calls', target: { atMost: budget } },
      ...spenders.map((spender) => ({
        what: `  for ${spender}`,
        value: day.byJourney[spender],
        key: `day_calls_${spender.replaceAll(/[^a-z]+/g, '_')}`,
      })),
      {
        what: 'share of the calls that are allowed',
        value: rounded((day.calls / budget) * 100, 1),
        unit: '%',
        key: 'day_budget_share',
      },
      ...reconciliationFigures(day, nightPages),
      {
        what: 'most calls in any 15 seconds, an update of the sidecar included',
        value: day.maxCalls15s,
        key: 'day_max_calls_15s',
        target: { atMost: callsAllowed },
      },
      ...(['half', 'most', 'all'] as const).map((which) => ({
        what: `from placed to pickable: ${waitWords[which]}`,
        value: rounded(day.seconds[which], 1),
        unit: 's',
        key: `day_seconds_${which}`,
      })),
    ],
    notes: [
      `${day.despatches} despatches came back; cancelled before picking ${of('cancelled')}, address changed ${of('readdressed')}, postcode put right ${of('corrected')}, cannot go ${of('flawed')}.`,
      `The busiest hour began at ${day.busiestHour.hour}:00 and took ${day.busiestHour.calls} calls. Telling the shop and watching the time ask Peoplevox nothing.`,
      'Settings as they come; a tenth of the orders within 20 minutes at noon; three lost answers, an ended session, three triggers in a hundred lost, the sidecar updated in the peak.',
      `The night here finds one day of sales orders; with 14 such days behind it, it reads about ${nightPages} pages more, which the second share counts.`,
    ],
    faults: day.faults,
  };
}

const waitWords = {
  half: 'half of the orders within',
  most: '95 in 100 within',
  all: 'the slowest, lost answers and late stock included',
};

function reconciliationFigures({ calls, byJourney }: Day, nightPages: number): Figure[] {
  const share = (more: number) => rounded(((byJourney.reconciliation + more) / (calls + more)) * 100, 2);
  return [
    {
      what: 'share of reconciliation',
      value: share(0),
      unit: '%',
      key: 'day_reconciliation_share',
      target: { atMost: 5 },
    },
    {
      what: 'the same, with 14 such days to look back on',
      value: share(nightPages),
      unit: '%',
      key: 'day_reconciliation_share_14_days',
      target: { atMost: 5 },
    },
  ];
}
