import { expect, test } from 'vitest';
import { attentionKinds } from '../sidecar/domain/attention.ts';
import type { AttentionView, JourneyView, Overview } from '../sidecar/http/schemas/overview.ts';
import {
  accuracyWords,
  groupProblems,
  journeyState,
  ownerWords,
  reasons,
  toldOnce,
  whoWords,
  worstState,
} from './wording.ts';

function problem(id: number, code: keyof typeof attentionKinds, more: Partial<AttentionView>): AttentionView {
  const { words, owner, next } = attentionKinds[code];
  return {
    id,
    code,
    words,
    owner,
    next,
    reason: 'SCARF-RED-XL',
    detail: null,
    since: '2026-11-23T10:00:00Z',
    orderId: id,
    shopNumber: String(id),
    mayDismiss: false,
    ...more,
  };
}

test('orders with one cause are one line, as old as the oldest of them', () => {
  const groups = groupProblems([
    problem(1051, 'unknown_sku', { since: '2026-11-23T10:00:00Z' }),
    problem(1047, 'unknown_sku', { since: '2026-11-23T08:00:00Z' }),
    problem(1050, 'bad_postcode', { reason: 'SW1A 1A', since: '2026-11-23T07:00:00Z' }),
  ]);
  expect(groups.map(({ code }) => code)).toEqual(['bad_postcode', 'unknown_sku']);
  expect(groups[1]).toMatchObject({ since: '2026-11-23T08:00:00Z', reasons: ['SCARF-RED-XL'] });
  expect(groups[1]?.orders.map(({ orderId }) => orderId)).toEqual([1051, 1047]);
});

test('what concerns everything comes before what concerns single orders', () => {
  const groups = groupProblems([
    problem(1, 'unknown_sku', { since: '2026-11-23T01:00:00Z' }),
    problem(2, 'login_refused', { orderId: null, shopNumber: null, since: '2026-11-23T09:00:00Z' }),
  ]);
  expect(groups.map(({ code }) => code)).toEqual(['login_refused', 'unknown_sku']);
  expect(groups[0]?.orders).toEqual([]);
});

test('two causes of the whole are never merged, even when they are of one kind', () => {
  const whole = { orderId: null, shopNumber: null };
  const groups = groupProblems([
    problem(1, 'template_column_missing', { ...whole, reason: 'Attribute 4' }),
    problem(2, 'template_column_missing', { ...whole, reason: 'Attribute 5' }),
  ]);
  expect(groups.map(({ reasons }) => reasons)).toEqual([['Attribute 4'], ['Attribute 5']]);
});

const journey = (state: JourneyView['state'], paused = false) => ({ state, paused });

test('several journeys are as good as the worst of them', () => {
  expect(worstState([journey('going'), journey('failing'), journey('waiting')]).words).toBe('Failing');
  expect(worstState([journey('going'), journey('going', true)]).words).toBe('Paused');
  expect(worstState([journey('going'), journey('running')]).words).toBe('At work');
  // Nothing to send yet is no reason not to be going.
  expect(worstState([journey('idle'), journey('going')]).words).toBe('Going');
  expect(worstState([journey('idle')]).words).toBe('Has not run yet');
});

test('what keeps several journeys is said once, and is told apart from a fault', () => {
  const view = (
    name: JourneyView['name'],
    state: JourneyView['state'],
    problem: string | null,
  ): JourneyView => ({
    ...journey(state),
    name,
    problem,
    lastStartedAt: null,
    lastSuccessAt: null,
    nextRunAt: null,
    failingSince: null,
    lastResult: null,
  });
  const found = reasons([
    view('sendOrders', 'waiting', 'Not live yet.'),
    view('followOrders', 'waiting', 'Not live yet.'),
    view('noticeOrders', 'failing', 'The shop does not answer.'),
    view('finishHeld', 'going', null),
  ]);
  expect(found).toMatchObject([
    { words: 'Not live yet.', fails: false, of: ['sendOrders', 'followOrders'] },
    { words: 'The shop does not answer.', fails: true, of: ['noticeOrders'] },
  ]);
});

test('a paused journey that is still finishing its run is at work', () => {
  expect(journeyState(journey('running', true)).words).toBe('At work');
});

test('every owner that a kind of exception can have has a name', () => {
  const names = ownerWords();
  for (const { owner } of Object.values(attentionKinds)) expect(names[owner]).toMatch(/\w/);
});

test('the journal names journeys in words and people as they are', () => {
  expect(whoWords('sendOrders')).toBe('Send orders');
  expect(whoWords('Anna Smith')).toBe('Anna Smith');
});

test('what is wrong with Peoplevox is not said again by each journey that waits for it', () => {
  const words = 'System : Security:Invalid Username or Password';
  const failing = (name: JourneyView['name'], problem: string): JourneyView => ({
    name,
    state: 'failing',
    paused: false,
    lastStartedAt: null,
    lastSuccessAt: null,
    nextRunAt: null,
    problem,
    failingSince: '2026-11-23T10:00:00Z',
    lastResult: null,
  });
  const journeys = [failing('sendOrders', words), failing('noticeOrders', 'The shop does not answer.')];
  const view = (state: Overview['peoplevox']['state']) =>
    toldOnce({ journeys, peoplevox: { state, words } as Overview['peoplevox'] });
  expect(view('login_refused')).toMatchObject([
    { state: 'waiting', problem: 'Waits for Peoplevox.', failingSince: null },
    { state: 'failing', problem: 'The shop does not answer.' },
  ]);
  expect(view('answering')).toEqual(journeys);
});

test('stock is all right, or how far from it; never rounded up to all', () => {
  const stock = { readAt: '2026-11-26T08:00:00Z', checked: 9_800, off: 0, offUnits: 0 };
  expect(accuracyWords(stock)).toBe('all 9,800 SKUs were right when last read');
  expect(accuracyWords({ ...stock, off: 14, offUnits: 23 })).toBe(
    '99.85 % of 9,800 SKUs were right when last read; off: 14, by 23 units',
  );
  expect(accuracyWords({ ...stock, checked: 100_000, off: 1, offUnits: 1 })).toContain('99.99 %');
});
