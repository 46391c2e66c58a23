import { expect, test } from 'vitest';
import { impuritiesIn } from './purity.mjs';

test.each([
  'const now = new Date();',
  'const now = Date();',
  'const now = Date.now();',
  'const chance = Math.random();',
  'const home = process.env.HOME;',
  'const id = crypto.randomUUID();',
  'const { env } = process;',
  'setTimeout(() => {}, 1);',
  'const started = performance.now();',
  'const given = { fetch };',
])('%s is found', (text) => {
  expect(impuritiesIn('a.ts', text)).toHaveLength(1);
});

test.each([
  'const at = new Date(0);',
  "const at = new Date('2026-01-01');",
  'const day = order.process.window;',
  'const words = { process: 1, document: 2 };',
  'const next = (window: number) => window + 1;',
  "const text = 'Date.now()'; // Math.random()",
  'interface Report { document: string }',
])('%s is let through', (text) => {
  expect(impuritiesIn('a.ts', text)).toEqual([]);
});

test('the message names file, line and thing', () => {
  expect(impuritiesIn('stock.ts', '\n\nconst now = Date.now();')).toEqual([
    'stock.ts:3 uses Date.now: hand it what it needs as an argument',
  ]);
});
