import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { salesOrderNumber } from '../domain/ids.ts';
import { judgeSave, type OrderRows } from './saveAnswer.ts';
import type { IntegrationResponse } from './soap.ts';

const answer = (change: Partial<IntegrationResponse>): IntegrationResponse => ({
  responseId: 0,
  totalCount: 0,
  detail: '',
  statuses: [],
  queued: false,
  ...change,
});
/** `A: ['MUG', 'TEE']` is order A with a row for each item. */
const orders = (items: Record<string, string[]>): OrderRows[] =>
  Object.entries(items).map(([number, codes]) => ({
    number: salesOrderNumber(number),
    rows: codes.map((value) => [
      { column: 'SalesOrderNumber', value: number },
      { column: 'ItemCode', value },
    ]),
  }));
const status = (reference: string, ok = true) => ({ reference, ok });
function kinds(of: OrderRows[], change: Partial<IntegrationResponse>) {
  const judged = judgeSave(of, answer(change));
  if (judged.kind === 'nothing_imported') return judged.kind;
  return Object.fromEntries([...judged.outcomes].map(([number, { kind }]) => [number, kind]));
}
const two = orders({ A: ['MUG'], B: ['TEE'] });

describe('yes', () => {
  test('is saved, with statuses or without', () => {
    expect(kinds(two, {})).toEqual({ A: 'saved', B: 'saved' });
    expect(kinds(two, { statuses: [status('A'), status('B')] })).toEqual({ A: 'saved', B: 'saved' });
  });
  test('with an Error among the statuses is no for that order', () => {
    expect(kinds(two, { statuses: [status('A', false), status('B')] })).toEqual({ A: 'refused', B: 'saved' });
    expect(kinds(two, { statuses: [status('?', false)] })).toEqual({ A: 'unsure', B: 'unsure' });
  });
  test('but queued is no answer yet', () => {
    expect(kinds(two, { queued: true })).toEqual({ A: 'silent', B: 'silent' });
  });
});

describe('no', () => {
  const no = (change: Partial<IntegrationResponse>) => ({ responseId: -1, ...change });
  test('with nothing imported may be sent again in parts', () => {
    expect(judgeSave(two, answer(no({ detail: ' Bad file ' })))).toEqual({
      kind: 'nothing_imported',
      words: 'Bad file',
    });
  });
  test('without a count leaves everything open', () => {
    expect(kinds(two, no({ totalCount: null }))).toEqual({ A: 'unsure', B: 'unsure' });
  });
  test('with a count goes by complete statuses', () => {
    expect(kinds(two, no({ totalCount: 1, statuses: [status('A'), status('B', false)] }))).toEqual({
      A: 'saved',
      B: 'refused',
    });
  });
  test('gives each refused order the lines of Detail that name it', () => {
    const three = orders({ 'WC-1': ['A'], 'WC-10': ['B'], 'WC-2': ['C'] });
    const judged = judgeSave(
      three,
      answer(
        no({
          totalCount: 1,
          detail: 'Line 2: WC-1 no item\nLine 3: WC-10 no site',
          statuses: [status('WC-1', false), status('WC-10', false), status('WC-2')],
        }),
      ),
    );
    expect(judged).toMatchObject({ kind: 'settled' });
    const outcomes = judged.kind === 'settled' ? judged.outcomes : new Map();
    expect(outcomes.get('WC-1')).toEqual({ kind: 'refused', words: 'Line 2: WC-1 no item' });
    expect(outcomes.get('WC-10')).toEqual({ kind: 'refused', words: 'Line 3: WC-10 no site' });
  });
  test('whose statuses do not agree with its count is not believed', () => {
    expect(kinds(two, no({ totalCount: 2, statuses: [status('A'), status('B', false)] }))).toEqual({
      A: 'unsure',
      B: 'unsure',
    });
    expect(kinds(two, no({ totalCount: 2, statuses: [status('A'), status('B')] }))).toEqual({
      A: 'unsure',
      B: 'unsure',
    });
  });
  test('goes by item codes only where each belongs to one order', () => {
    const shared = orders({ A: ['MUG'], B: ['MUG'] });
    const statuses = [status('MUG'), status('MUG', false)];
    expect(kinds(shared, no({ totalCount: 1, statuses }))).toEqual({ A: 'unsure', B: 'unsure' });
    expect(kinds(two, no({ totalCount: 1, statuses: [status('MUG'), status('TEE', false)] }))).toEqual({
      A: 'saved',
      B: 'refused',
    });
  });
  test('for an order alone, of which not all rows were taken, is no', () => {
    const one = orders({ A: ['MUG', 'TEE'] });
    expect(kinds(one, no({ totalCount: 1 }))).toEqual({ A: 'refused' });
    expect(kinds(one, no({ totalCount: 2 }))).toEqual({ A: 'unsure' });
  });
});

test('no order is called saved of which a row was refused, nor refused of which none was, whatever way the tenant answers', () => {
  const tenant = fc.record({
    reference: fc.constantFrom('order number', 'item code'),
    listing: fc.constantFrom('every row', 'good rows', 'none', 'per order'),
  });
  const batch = fc.array(
    fc.array(fc.record({ item: fc.constantFrom('MUG', 'TEE', 'CAP', 'PEN', 'BAG'), good: fc.boolean() }), {
      minLength: 1,
      maxLength: 4,
    }),
    { minLength: 2, maxLength: 5 },
  );
  fc.assert(
    fc.property(batch, tenant, (plan, { reference, listing }) => {
      const sent = orders(
        Object.fromEntries(plan.map((rows, i) => [`WC-${i}`, rows.map(({ item }) => item)])),
      );
      const rows = plan.flatMap((own, i) => own.map((row) => ({ ...row, number: `WC-${i}` })));
      const imported = rows.filter(({ good }) => good).length;
      if (imported === 0 || imported === rows.length) return;
      const perOrder = plan.map((own, i) =>
        status(
          `WC-${i}`,
          own.every(({ good }) => good),
        ),
      );
      const perRow = rows
        .filter(({ good }) => listing === 'every row' || good)
        .map(({ item, good, number }) => status(reference === 'order number' ? number : item, good));
      const statuses = listing === 'none' ? [] : listing === 'per order' ? perOrder : perRow;
      const outcomes: Record<string, string> = Object(
        kinds(sent, { responseId: -1, totalCount: imported, statuses }),
      );
      plan.forEach((own, i) => {
        const whole = own.every(({ good }) => good);
        expect(['unsure', whole ? 'saved' : 'refused']).toContain(outcomes[`WC-${i}`]);
      });
    }),
    { numRuns: 500 },
  );
});
