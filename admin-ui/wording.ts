// Words of the screen that are not about one order: owners, journeys, problems.

import { __, _n, sprintf } from '@wordpress/i18n';
import type { Owner } from '../sidecar/domain/attention.ts';
import type { AttentionView, JourneyName, JourneyView, Overview } from '../sidecar/http/schemas/overview.ts';
import { pageLocale, span } from './timeWording.ts';

/** How good a state is. Each has an icon and a colour (State.tsx); its word is said beside it. */
export type Tone = 'good' | 'busy' | 'idle' | 'warning' | 'bad';
export interface StateWords {
  tone: Tone;
  words: string;
}

export const ownerWords = (): Record<Owner, string> => ({
  warehouse: __('Warehouse', 'pickwave'),
  customer_service: __('Customer service', 'pickwave'),
  merchandising: __('Merchandising', 'pickwave'),
  finance: __('Finance', 'pickwave'),
  site: __('Whoever runs the site', 'pickwave'),
});

export const journeyWords = (): Record<JourneyName, { name: string; does: string }> => ({
  noticeOrders: {
    name: __('Notice orders', 'pickwave'),
    does: __('asks the shop for orders that changed', 'pickwave'),
  },
  sendOrders: {
    name: __('Send orders', 'pickwave'),
    does: __('takes paid orders to Peoplevox', 'pickwave'),
  },
  followOrders: {
    name: __('Follow orders', 'pickwave'),
    does: __('reads how far Peoplevox is with them', 'pickwave'),
  },
  finishHeld: {
    name: __('Finish held orders', 'pickwave'),
    does: __('looks in Peoplevox for orders left on our hold', 'pickwave'),
  },
  reconcileOrders: {
    name: __('Compare orders', 'pickwave'),
    does: __('checks every paid order against Peoplevox, and the other way', 'pickwave'),
  },
  watchLate: {
    name: __('Watch for late orders', 'pickwave'),
    does: __('tells of orders that wait too long', 'pickwave'),
  },
  recordDespatches: {
    name: __('Record despatches', 'pickwave'),
    does: __('brings tracking to the shop and closes orders', 'pickwave'),
  },
  updateStock: {
    name: __('Update stock', 'pickwave'),
    does: __('writes available less promised into the shop', 'pickwave'),
  },
  readStockChanges: {
    name: __('Read stock changes', 'pickwave'),
    does: __('reads what changed since the whole stock report was read', 'pickwave'),
  },
  tellShop: {
    name: __('Mark orders', 'pickwave'),
    does: __('shows on each order in the shop what needs somebody', 'pickwave'),
  },
});

type Standing = Pick<JourneyView, 'state' | 'paused'>;

export function journeyState({ state, paused }: Standing): StateWords {
  if (paused && state !== 'running') return { tone: 'idle', words: __('Paused', 'pickwave') };
  switch (state) {
    case 'going':
      return { tone: 'good', words: __('Going', 'pickwave') };
    case 'idle':
      return { tone: 'idle', words: __('Has not run yet', 'pickwave') };
    case 'waiting':
      return { tone: 'idle', words: __('Waiting', 'pickwave') };
    case 'failing':
      return { tone: 'bad', words: __('Failing', 'pickwave') };
    case 'running':
      return { tone: 'busy', words: __('At work', 'pickwave') };
  }
}

// The worst first: what one card says of several journeys.
const order: Tone[] = ['bad', 'warning', 'idle', 'busy', 'good'];

/** One state for several journeys: the worst of them. */
export function worstState(journeys: readonly Standing[]): StateWords {
  // What has not run yet is not bad news: some journeys only run when there is something to do.
  const place = (journey: Standing) =>
    journey.state === 'idle' && !journey.paused ? order.length : order.indexOf(journeyState(journey).tone);
  const [worst] = [...journeys].sort((a, b) => place(a) - place(b)).map(journeyState);
  return worst ?? { tone: 'idle', words: __('Unknown', 'pickwave') };
}

export function peoplevoxState(state: Overview['peoplevox']['state']): StateWords {
  switch (state) {
    case 'answering':
      return { tone: 'good', words: __('Answering', 'pickwave') };
    case 'not_asked_yet':
      return { tone: 'idle', words: __('Not asked yet', 'pickwave') };
    case 'away':
      return { tone: 'bad', words: __('Does not answer', 'pickwave') };
    case 'login_refused':
      return { tone: 'bad', words: __('Refuses the login', 'pickwave') };
  }
}

/**
 * What Peoplevox's own trouble does to the journeys is said once, with Peoplevox: they wait for it. What fails them otherwise is
 * left as it is.
 */
export function toldOnce({ journeys, peoplevox }: Pick<Overview, 'journeys' | 'peoplevox'>): JourneyView[] {
  if (peoplevox.state !== 'away' && peoplevox.state !== 'login_refused') return journeys;
  return journeys.map((journey) =>
    journey.problem === peoplevox.words
      ? { ...journey, state: 'waiting', problem: __('Waits for Peoplevox.', 'pickwave'), failingSince: null }
      : journey,
  );
}

/** What keeps or fails several journeys, each reason once; `fails` tells a fault from mere waiting. */
export function reasons(journeys: readonly JourneyView[]) {
  const found = new Map<string, { words: string; fails: boolean; since: string | null; of: JourneyName[] }>();
  for (const { name, state, problem, failingSince } of journeys) {
    if (!problem) continue;
    const reason = found.get(problem);
    if (reason) reason.of.push(name);
    else found.set(problem, { words: problem, fails: state === 'failing', since: failingSince, of: [name] });
  }
  return [...found.values()];
}

/** Several exceptions with one cause, as one line of the overview. */
export interface ProblemGroup {
  code: string;
  words: string;
  owner: Owner;
  next: string;
  since: string;
  /** The orders it is about; empty where it is about the whole. */
  orders: { orderId: number; shopNumber: string }[];
  reasons: string[];
  detail: string | null;
}

/** One line per cause, not per order; those about the whole first, then the oldest first. */
export function groupProblems(problems: readonly AttentionView[]): ProblemGroup[] {
  const groups = new Map<string, ProblemGroup>();
  for (const problem of problems) {
    const key = problem.orderId === null ? `${problem.code}:${problem.id}` : problem.code;
    const { code, words, owner, next, since, detail } = problem;
    const group = groups.get(key) ?? { code, words, owner, next, since, detail, orders: [], reasons: [] };
    if (since < group.since) group.since = since;
    if (problem.orderId !== null) {
      group.orders.push({
        orderId: problem.orderId,
        shopNumber: problem.shopNumber ?? String(problem.orderId),
      });
    }
    if (problem.reason && !group.reasons.includes(problem.reason)) group.reasons.push(problem.reason);
    groups.set(key, group);
  }
  const whole = (group: ProblemGroup) => (group.orders.length === 0 ? 0 : 1);
  return [...groups.values()].sort((a, b) => whole(a) - whole(b) || a.since.localeCompare(b.since));
}

export const ordersCounted = (count: number) =>
  /* translators: %d: number of orders */
  sprintf(_n('%d order', '%d orders', count, 'pickwave'), count);

export const linesWords = (count: number) =>
  /* translators: %d: number of lines of an order */
  sprintf(_n('%d line', '%d lines', count, 'pickwave'), count);

/** "4 of 12 calls used in 15 s" */
export const callsWords = ({
  callsUsed,
  callsAllowed,
  windowSeconds,
}: Pick<Overview['peoplevox'], 'callsUsed' | 'callsAllowed' | 'windowSeconds'>) =>
  sprintf(
    /* translators: 1: calls used, 2: calls allowed, 3: a length of time such as "15 s" */
    __('%1$d of %2$d calls used in %3$s', 'pickwave'),
    callsUsed,
    callsAllowed,
    span(windowSeconds),
  );

/** "99.86 % of 9,800 SKUs were right when last read; 14 were off, by 23 units" */
export function accuracyWords({ checked, off, offUnits }: NonNullable<Overview['stock']>): string {
  const number = new Intl.NumberFormat(pageLocale(), { maximumFractionDigits: 2 });
  if (off === 0)
    return sprintf(
      /* translators: %s: number of SKUs */
      _n('%s SKU was right when last read', 'all %s SKUs were right when last read', checked, 'pickwave'),
      number.format(checked),
    );
  // rounded down: what is not all right does not read as all
  const share = Math.floor(((checked - off) / checked) * 10_000) / 100;
  return sprintf(
    /* translators: 1: per cent, 2: number of SKUs, 3: SKUs whose number was wrong, 4: units */
    __('%1$s %% of %2$s SKUs were right when last read; off: %3$s, by %4$s units', 'pickwave'),
    number.format(share),
    number.format(checked),
    number.format(off),
    number.format(offUnits),
  );
}

/** Who did something: a journey by its name, anybody else as they are called. */
export function whoWords(who: string): string {
  const names: Record<string, { name: string }> = journeyWords();
  return names[who]?.name ?? who;
}

/** The command that starts the sidecar, and prints a code while no shop is paired. */
export const startCommand = 'npx pickwave serve';
/** The command that prints a new code. */
export const pairCommand = 'npx pickwave pair';
