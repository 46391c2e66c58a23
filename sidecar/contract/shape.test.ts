import { expect, test } from 'vitest';
import { differences, shapeOf } from './shape.ts';

const order = {
  id: 1,
  total: '1.00',
  paid: null,
  lines: [
    { sku: 'A', image: { id: '' } },
    { sku: null, image: { id: 3 } },
  ],
};

test('every path is named with the types found at it, over all samples and list items', () => {
  expect(shapeOf([order, { ...order, paid: '2026-01-01' }])).toEqual({
    '(whole)': ['object'],
    id: ['number'],
    total: ['string'],
    paid: ['null', 'string'],
    lines: ['list'],
    'lines[]': ['object'],
    'lines[].sku': ['null', 'string'],
    'lines[].image': ['object'],
    'lines[].image.id': ['number', 'string'],
  });
});

test('what stands below an open key is nobody’s business', () => {
  const meta = [
    { key: 'a', value: { deep: [1] } },
    { key: 'b', value: 'x' },
  ];
  expect(shapeOf([{ meta }], { open: /meta\[\]\.value$/ })).toMatchObject({ 'meta[].value': ['anything'] });
});

test('differences name what is missing, what is too much and what is of another type', () => {
  const expected = shapeOf([order]);
  expect(differences(expected, shapeOf([order]))).toEqual([]);
  const { total: _, ...without } = order;
  expect(differences(expected, shapeOf([{ ...without, id: '1', extra: true }]))).toEqual([
    'extra should not be there (boolean)',
    'id is string, should be number',
    'total is missing (string)',
  ]);
});
