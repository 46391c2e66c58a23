import { expect, test } from 'vitest';
import { orderDetail } from './dev/answers.ts';
import { timelineOf } from './timeline.ts';

function order(orderId: number, change: object = {}) {
  const detail = orderDetail(orderId);
  if (!detail) throw new Error(`no order ${orderId}`);
  return { ...detail, ...change };
}

test('an order despatched in part tells its story in order, with delays', () => {
  const times = {
    paidAt: '2026-11-23T09:14:02Z',
    sentAt: '2026-11-23T09:14:07Z',
    allocatedAt: '2026-11-23T09:15:07Z',
  };
  const story = timelineOf(order(1042, times), 'en-GB');
  expect(story.map(({ title, took }) => [title, took])).toEqual([
    ['Paid', null],
    ['Sent', '5 s'],
    ['Allocated', '1 min'],
    ['Despatched', expect.any(String)],
    ['Despatched', expect.any(String)],
    ['Now', null],
  ]);
  expect(story[1]?.words).toEqual(['SO-1042', '3 lines']);
  expect(story[3]?.words).toEqual([
    'DES88121',
    '2 × SCARF-RED-M',
    'Royal Mail AB123456789GB',
    'customer told',
  ]);
});

test('a despatch that waits or was refused says so, with the reason', () => {
  const [despatch] = order(1042).despatches;
  const refused = { ...despatch, outcome: 'refused', why: 'more_than_ordered', told: null };
  const words = timelineOf(order(1042, { despatches: [refused] })).flatMap((step) => step.words);
  expect(words).toContain('not recorded in the shop: more was despatched than ordered');
  expect(timelineOf(order(1042)).flatMap((step) => step.words)).toContain('not in the shop yet');
});

test('what has not happened is not in the story', () => {
  const titles = timelineOf(order(1037)).map(({ title }) => title);
  expect(titles).toEqual(['Not paid yet', 'Now']);
});

test('an order that waits for something else than money is not called unpaid', () => {
  const unpaid = { paidAt: null, dueAt: null, transfer: 'waiting' };
  const first = (change: object) => timelineOf(order(1037, { ...unpaid, ...change }))[0];
  expect(first({ shopStatus: 'pending' })?.title).toBe('Not paid yet');
  expect(first({ shopStatus: 'on-hold' })?.title).toBe('Not paid yet');
  expect(first({ shopStatus: 'on-hold', attention: order(1044).attention })?.title).toBe('Placed');
  const packing = first({ shopStatus: 'awaiting-packing' });
  expect(packing?.title).toBe('Placed');
  expect(packing?.words).toContain('no payment recorded in the shop');
});

test('numbers that an order went under before stay in its story', () => {
  const otherNumbers = [
    {
      number: 'SO-1045',
      role: 'former',
      why: 'resent',
      left: 'cancelled',
      sentAt: '2026-11-23T09:00:00Z',
      since: '2026-11-23T10:00:00Z',
    },
  ];
  const story = timelineOf(order(1045, { otherNumbers, salesOrderNumber: 'SO-1045-R1' }), 'en-GB');
  expect(story.slice(1, 4).map(({ title, words }) => [title, words[0]])).toEqual([
    ['Sent', 'SO-1045'],
    ['Sent again', 'SO-1045 was cancelled in Peoplevox'],
    ['Sent', 'SO-1045-R1'],
  ]);
  const linked = otherNumbers.map((one) => ({ ...one, why: 'linked' }));
  const titles = timelineOf(order(1045, { otherNumbers: linked, salesOrderNumber: 'ALL-7' }), 'en-GB');
  expect(titles.slice(1, 4).map(({ title }) => title)).toEqual(['Sent', 'Linked', 'Allocated']);
});

test('a despatched order ends with its despatch', () => {
  expect(timelineOf(order(1041)).at(-1)?.title).toBe('Despatched');
});

test('an order to be paid on delivery begins when it was accepted', () => {
  const times = { paidAt: null, dueAt: '2026-11-23T09:14:02Z', sentAt: '2026-11-23T09:14:07Z' };
  const [first, second] = timelineOf(order(1046, times));
  expect(first).toMatchObject({ title: 'Accepted', at: times.dueAt });
  expect(first?.words).toContain('not paid in advance');
  expect(second).toMatchObject({ title: 'Sent', took: '5 s' });
});

test('what has just been told is not said again as how it stands now', () => {
  expect(timelineOf(order(1045)).at(-1)?.title).toBe('Allocated');
  expect(timelineOf(order(1043)).at(-1)).toMatchObject({ title: 'Now', words: ['Picked'] });
});

test('an order that waits too long says for what, since when, and since when it is late', () => {
  const late = {
    code: 'not_picked_in_time',
    since: '2026-11-23T09:15:00Z',
    lateAt: '2026-11-26T09:15:00Z',
    told: true,
  };
  const last = timelineOf(order(1045, { late }), 'en-GB').at(-1);
  expect(last).toMatchObject({ title: 'Now', tone: 'warning' });
  expect(last?.words[0]).toBe('Allocated');
  expect(last?.words[1]).toMatch(/^waiting to be picked since Mon,? 23 Nov 2026/);
  expect(last?.words[2]).toMatch(/^late since Thu,? 26 Nov 2026/);
  const soon = timelineOf(order(1043, { late: { ...late, told: false } }), 'en-GB').at(-1);
  expect(soon?.tone).toBe('good');
  expect(soon?.words[2]).toMatch(/^late from Thu,? 26 Nov 2026.* on$/);
});
