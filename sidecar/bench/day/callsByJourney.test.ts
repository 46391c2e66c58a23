import { expect, test } from 'vitest';
import type { CallEntry } from '../../simulator/peoplevox/books.ts';
import { spenderOf } from './callsByJourney.ts';

const noon = new Date('2026-11-24T12:00:00Z');
const earlier = new Date('2026-11-24T11:00:00Z');
const call = (of: Partial<CallEntry>) =>
  ({
    operation: 'GetData',
    template: 'Sales orders',
    searchClause: '',
    orders: [],
    startedAt: noon,
    ...of,
  }) as CallEntry;
const asks = (...numbers: string[]) =>
  numbers.map((one) => `(SalesOrderNumber.Equals("${one}"))`).join(' OR ');
const since = (number: string) => (number === 'SENT' || number === 'CANARY' ? earlier : null);

test('a call of the orders lane is for sending, unless all it names went before', () => {
  expect(spenderOf(call({ searchClause: asks('NEW', 'CANARY') }), 'orders', since)).toBe('sending');
  expect(spenderOf(call({ searchClause: asks('SENT', 'CANARY') }), 'orders', since)).toBe('amending');
  expect(spenderOf(call({ operation: 'SaveData', orders: ['NEW', 'SENT'] }), 'orders', since)).toBe(
    'sending',
  );
  expect(spenderOf(call({ operation: 'SaveData', orders: ['SENT'] }), 'orders', since)).toBe('amending');
});

test('the other lanes tell their journeys', () => {
  expect(spenderOf(call({}), 'follow', since)).toBe('following');
  expect(spenderOf(call({ template: 'Sales order items' }), 'follow', since)).toBe('watching');
  expect(spenderOf(call({ searchClause: asks('SENT') }), 'reconcile', since)).toBe('reconciliation');
  expect(spenderOf(call({ searchClause: 'Attribute5.Equals("LOADING")' }), 'reconcile', since)).toBe(
    'late commits and holds',
  );
  expect(spenderOf(call({ operation: 'GetReportData' }), 'bulk', since)).toBe('stock');
  expect(spenderOf(call({ operation: 'Authenticate', template: '' }), 'orders', since)).toBe(
    'log-ins and templates',
  );
});
