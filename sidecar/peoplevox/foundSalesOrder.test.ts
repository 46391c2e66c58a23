import { expect, test } from 'vitest';
import { Table } from './csv.ts';
import { readHeaders, readLines, warehouseStatus } from './foundSalesOrder.ts';
import { settingsWith } from './testing/tenant.ts';

const names = settingsWith().peoplevox;

test('statuses are known by name, whatever their case and spaces, and by number', () => {
  const known = {
    New: 'new',
    'Partially allocated': 'part_allocated',
    ALLOCATED: 'allocated',
    'Partially picked': 'part_picked',
    Picked: 'picked',
    Despatched: 'despatched',
    Cancelled: 'cancelled',
    '0': 'new',
    '2': 'allocated',
    '3': 'picked',
    '5': 'despatched',
    '6': 'cancelled',
    '7': 'part_allocated',
    '8': 'part_picked',
    '1': 'other',
    'On the way': 'other',
    '': 'other',
  };
  for (const [word, status] of Object.entries(known)) expect(warehouseStatus(names, word)).toBe(status);
});

test('settings teach other words, and not to nonsense', () => {
  const taught = settingsWith({ statuses: { 'Awaiting picker': 'allocated', New: 'lost' } }).peoplevox;
  expect(warehouseStatus(taught, 'awaiting Picker')).toBe('allocated');
  expect(warehouseStatus(taught, 'New')).toBe('new');
});

test('a hold is read in whatever case, and LOADING too', () => {
  const captions = ['SalesOrderNumber', 'Status', 'OnHold', 'Attribute4', 'Attribute5'];
  const read = (onHold: string, attribute: string) =>
    readHeaders(names, new Table('Sales orders', captions, [['WC-1', 'New', onHold, '', attribute]]))[0];
  for (const yes of ['True', 'true', 'TRUE', '1']) expect(read(yes, '')?.onHold).toBe(true);
  for (const no of ['False', '', '0']) expect(read(no, '')?.onHold).toBe(false);
  expect(read('', 'loading')?.loading).toBe(true);
  expect(read('', '')).toMatchObject({ loading: false, fingerprint: null });
});

test('quantities are numbers; a line without one is not trusted', () => {
  const read = (quantity: string) =>
    readLines(
      names,
      new Table(
        'Sales order items',
        ['SalesOrderNumber', 'ItemCode', 'QuantityOrdered'],
        [['WC-1', 'MUG', quantity]],
      ),
    );
  expect(read('3.00')).toEqual([{ number: 'WC-1', line: { sku: 'MUG', quantity: 3, line: null } }]);
  for (const bad of ['', 'x', '1,5', '0x10', '1e3']) expect(() => read(bad)).toThrow();
});
