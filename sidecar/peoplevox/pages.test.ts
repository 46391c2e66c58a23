import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Table } from './csv.ts';
import { mustBeWhole, readAllPages } from './pages.ts';

const pageOf = (rows: string[], total: number) => ({
  table: new Table(
    'x',
    ['a'],
    rows.map((row) => [row]),
  ),
  total,
  askedAt: new Date(0),
});
const reader =
  (pages: string[][], total = pages.flat().length) =>
  async (page: number) =>
    pageOf(pages[page - 1] ?? [], total);
const rowsOf = async (pages: string[][], total?: number) =>
  (await readAllPages('x', reader(pages, total))).table.rows.flat();

test('no rows, one page and several pages are read to the end and no further', async () => {
  expect(await rowsOf([[]])).toEqual([]);
  expect(await rowsOf([['1', '2']])).toEqual(['1', '2']);
  let asked = 0;
  const read = reader([['1', '2'], ['3', '4'], ['5']]);
  const all = await readAllPages('x', (page) => {
    asked += 1;
    return read(page);
  });
  expect(all.table.rows.flat()).toEqual(['1', '2', '3', '4', '5']);
  expect(asked).toBe(3);
});

test('a row that an earlier page had counts once and is told; alike rows of one page are two', async () => {
  const all = await readAllPages('x', reader([['1', '2'], ['2', '3'], ['4']], 4));
  expect(all.table.rows.flat()).toEqual(['1', '2', '3', '4']);
  expect(all.repeated).toBe(true);
  expect(await rowsOf([['1', '1', '2']])).toEqual(['1', '1', '2']);
});

test('pages that bring nothing new, or change their columns, end the reading', async () => {
  expect(await rowsOf([['1', '2'], ['1', '2'], ['3']], 9)).toEqual(['1', '2']);
  const changing = async (page: number) => ({
    table: new Table('x', [page === 1 ? 'a' : 'b'], [[String(page)]]),
    total: 2,
    askedAt: new Date(0),
  });
  await expect(readAllPages('x', changing)).rejects.toThrow('The columns of "x" changed from page to page.');
});

test('for any pages: whole means as many different rows as announced, with one total', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 7 }),
      fc.boolean(),
      async (rows, size, loses) => {
        const pages = Array.from({ length: Math.ceil(rows.length / size) }, (_, i) =>
          rows.slice(i * size, (i + 1) * size),
        );
        const given = loses ? pages.map((page, i) => (i === pages.length - 1 ? page.slice(1) : page)) : pages;
        const all = await readAllPages('x', reader(given, rows.length));
        const check = () => mustBeWhole('x', all);
        if (loses) expect(check).toThrow();
        else expect(check).not.toThrow();
      },
    ),
  );
});
