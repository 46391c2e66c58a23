import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NotTrusted } from '../domain/errors.ts';
import { readCsv, writeCsv } from './csv.ts';

test('everything is quoted, quotes are doubled, line ends and tabs become spaces', () => {
  expect(writeCsv(['SalesOrderNumber', 'City'], [['WC-1', 'a "b", c\r\nd\te\n']])).toBe(
    '"SalesOrderNumber","City"\n"WC-1","a ""b"", c d e "\n',
  );
});

test('whatever a shop has in a cell comes back as one cell', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string()), { maxLength: 5 }),
      (rows) => {
        const cells = rows.map((row) => row.map((cell) => cell.replace(/\r\n|[\r\n\t\u2028\u2029]/g, ' ')));
        expect(readCsv('x', writeCsv(['a', 'b'], rows)).rows).toEqual(cells);
      },
    ),
  );
});

test('LF, CRLF, no last line end, an empty first line and a byte order mark are all read', () => {
  for (const text of ['a,b\n1,2\n', 'a,b\r\n1,2', '\n"a","b"\n"1","2"', '\ufeffa,b\n1,2\n\n']) {
    expect(readCsv('x', text)).toMatchObject({ captions: ['a', 'b'], rows: [['1', '2']] });
  }
});

test('a line end inside quotes stays in its cell though rows end otherwise', () => {
  expect(readCsv('x', '"a","b"\r\n"1","two\nlines"\r\n').rows).toEqual([['1', 'two\nlines']]);
});

test('columns are found whatever their case, spaces and dots; of two alike the first counts', () => {
  const table = readCsv(
    'Despatch summary',
    'Salesorder number,No. of items,RetailPrice,RetailPrice\nWC-1, 3 ,4,5\n',
  );
  const [row = []] = table.rows;
  expect(table.needed('Sales Order Number')(row)).toBe('WC-1');
  expect(table.needed('no of items')(row)).toBe('3');
  expect(table.needed('RetailPrice')(row)).toBe('4');
  expect(table.column('Line')).toBeUndefined();
  expect(() => table.needed('Line')).toThrow('"Despatch summary" came without the column "Line".');
});

test('a header alone is a table without rows, and so is nothing', () => {
  expect(readCsv('x', 'a,b').rows).toEqual([]);
  expect(readCsv('x', '').rows).toEqual([]);
});

test('a row with a cell too few or too many is not trusted', () => {
  expect(() => readCsv('x', 'a,b\n1\n')).toThrow(NotTrusted);
  expect(() => readCsv('x', 'a,b\n1,2,3\n')).toThrow(NotTrusted);
  expect(() => readCsv('x', 'a,b\n1,"2\n')).toThrow(NotTrusted);
});
