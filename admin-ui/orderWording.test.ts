import { expect, test } from 'vitest';
import { may, orderActions, type Transfer, transfers, warehouseFacts } from '../sidecar/domain/transfer.ts';
import { orders } from './dev/answers.ts';
import { factWords, nextStep, refusalWords, stateOf, toldWords, whyNot } from './orderWording.ts';

const order = (change: object) => {
  const [first] = orders();
  if (!first) throw new Error('no order to start from');
  return { ...first, attention: [], ...change };
};

const unpaid = { shopStatus: 'pending', paidAt: null, dueAt: null, attention: [] };

test('every combination of facts has words of its own, and none is left blank', () => {
  const complete = warehouseFacts.map((warehouse) =>
    factWords({ transfer: 'complete', warehouse, warehouseWord: 'Booked', ...unpaid }),
  );
  expect(new Set(complete).size).toBe(warehouseFacts.length);
  const others = transfers
    .filter((transfer) => transfer !== 'complete')
    .map((transfer) => factWords({ transfer, warehouse: 'none', warehouseWord: '', ...unpaid }));
  expect(new Set(others).size).toBe(transfers.length - 1);
  expect([...complete, ...others].filter((words) => words === '')).toEqual([]);
});

test("a status we do not know is shown in Peoplevox's own word", () => {
  expect(
    factWords({ transfer: 'complete', warehouse: 'other', warehouseWord: 'Quarantined', ...unpaid }),
  ).toContain('Quarantined');
});

test('an order that waits says what for, by its status in the shop', () => {
  const waiting = { transfer: 'waiting', warehouse: 'none', warehouseWord: '', ...unpaid } as const;
  const words = (shopStatus: string) => factWords({ ...waiting, shopStatus });
  expect(words('pending')).toBe('Pending payment');
  expect(words('failed')).toBe('The payment failed');
  expect(words('on-hold')).toContain('On hold: waiting for the payment');
  expect(words('packing')).toBe('Waiting: orders that are "packing" do not go');
  expect(nextStep({ ...waiting, shopStatus: 'on-hold' })).toContain('Processing');
  expect(nextStep({ ...waiting, shopStatus: 'packing' })).toContain('Settings');
});

test('an order that is held back is not said to be unpaid', () => {
  const waiting = { transfer: 'waiting', warehouse: 'none', warehouseWord: '', ...unpaid } as const;
  const paid = { ...waiting, paidAt: '2026-11-23T09:14:02Z' };
  expect(factWords({ ...paid, shopStatus: 'processing' })).toBe('Held back, not sent');
  expect(factWords({ ...paid, shopStatus: 'on-hold' })).toBe('On hold in the shop, not sent');
});

test('an order to be paid on delivery is not said to wait for its payment', () => {
  const open = orders().find(({ attention }) => attention.length > 0);
  const held = order({
    transfer: 'waiting',
    ...unpaid,
    shopStatus: 'processing',
    attention: open?.attention,
  });
  expect(stateOf(held).words).toBe('Held back, not sent');
});

test('an open exception gives the next step, but never replaces the facts', () => {
  const open = orders().find(({ shopNumber }) => shopNumber === '1044');
  if (!open) throw new Error('order 1044 is missing');
  expect(nextStep(open)).toBe(open.attention[0]?.next);
  expect(stateOf(open).words).toBe('On hold in Peoplevox, set by a person there');
});

test('how old a state is counts from what made it so', () => {
  const times = { sentAt: '2026-11-23T09:00:00Z', allocatedAt: '2026-11-23T10:00:00Z', changedAt: 'later' };
  expect(stateOf(order({ transfer: 'complete', warehouse: 'new', ...times })).since).toBe(times.sentAt);
  expect(stateOf(order({ transfer: 'complete', warehouse: 'allocated', ...times })).since).toBe(
    times.allocatedAt,
  );
  expect(stateOf(order({ transfer: 'complete', warehouse: 'picked', ...times })).since).toBe('later');
});

test('a button is grey exactly when the server would refuse, and says why', () => {
  for (const transfer of transfers) {
    for (const warehouse of warehouseFacts) {
      const allowed = orderActions.filter((action) => may(action, transfer, warehouse));
      for (const action of orderActions) {
        const reason = whyNot(action, { transfer, warehouse, may: allowed });
        if (allowed.includes(action)) expect(reason).toBeNull();
        else expect(reason).toMatch(/\w.*\.$/);
      }
    }
  }
});

test('what the server forbids for another reason is grey too', () => {
  const transfer: Transfer = 'due';
  expect(whyNot('send_again', { transfer, warehouse: 'none', may: [] })).toMatch(/at work on it/);
});

test('whether the customer was told is never guessed', () => {
  expect(toldWords(null)).toBeNull();
  expect(toldWords('mail_disabled')).toContain('switched off');
  expect(toldWords('something new')).toBe('something new');
  expect(refusalWords('more_than_ordered')).toBe('more was despatched than ordered');
});
