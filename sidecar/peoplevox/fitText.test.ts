import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressLines, fitted } from './fitText.ts';

test('text is cut to its column, never through a character, and what was cut is told', () => {
  expect(fitted('ChannelName', 'Shop')).toEqual({ column: 'ChannelName', value: 'Shop' });
  expect(fitted('ChannelName', `${'a'.repeat(49)}😀b`)).toEqual({
    column: 'ChannelName',
    value: 'a'.repeat(49),
    cut: '😀b',
  });
  expect(fitted('ContactName', ' Ada\r\n\tByron ')).toEqual({ column: 'ContactName', value: 'Ada Byron' });
  expect(fitted('SalesOrderNumber', 'x'.repeat(40)).cut).toBeUndefined();
});

test('a company goes above the street, as on a label', () => {
  expect(addressLines('', '1 High Street', 'Flat 2')).toEqual(['1 High Street', 'Flat 2']);
  expect(addressLines('Acme', '1 High Street', '')).toEqual(['Acme', '1 High Street']);
  expect(addressLines('Acme', '1 High Street', 'Flat 2')).toEqual(['Acme', '1 High Street, Flat 2']);
  expect(addressLines('', '', '')).toEqual(['', '']);
});

test('what does not fit below moves up', () => {
  const flat = `Flat 2, ${'x'.repeat(80)}`;
  expect(addressLines('Acme', '1 High Street', flat)).toEqual(['Acme, 1 High Street', flat]);
});

test('nothing of an address is lost that fits on two lines', () => {
  const part = fc.stringMatching(/^[A-Za-z0-9]{0,12}( [A-Za-z0-9]{1,12}){0,5}$/);
  fc.assert(
    fc.property(part, part, part, (company, line1, line2) => {
      const words = (texts: string[]) => texts.join(' ').replace(/,/g, '').split(/\s+/).filter(Boolean);
      const [first, second] = addressLines(company, line1, line2);
      expect(words([first, second])).toEqual(words([company, line1, line2]));
      expect(first.length).toBeLessThanOrEqual(100);
    }),
  );
});
