// Each rule of .dependency-cruiser.cjs is broken once in a tree of its own, so that a rule that no longer bites is seen.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, expect, test } from 'vitest';
import { root } from './run.mjs';

const { forbidden, options } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'));
const ruleNames: string[] = forbidden.map(({ name }: { name: string }) => name);

const tree = realpathSync(mkdtempSync(join(tmpdir(), 'pickwave-imports-')));
afterAll(() => rmSync(tree, { recursive: true }));

/** Files that break nothing: what the offenders import. */
const innocent = {
  'package.json': '{"type": "module", "dependencies": {"typebox": "*"}, "devDependencies": {"vitest": "*"}}',
  'tsconfig.json':
    '{"compilerOptions": {"module": "nodenext", "allowImportingTsExtensions": true, "noEmit": true}}',
  'node_modules/typebox/package.json': '{"name": "typebox", "main": "index.js"}',
  'node_modules/typebox/index.js': 'exports.Type = {};',
  'node_modules/vitest/package.json': '{"name": "vitest", "main": "index.js"}',
  'node_modules/vitest/index.js': 'exports.test = {};',
  'sidecar/domain/order.ts':
    "import { Type } from 'typebox';\nexport type Order = 1;\nexport const order = Type.Any();",
  'sidecar/ledger/ledger.ts': "import { order } from '../domain/order.ts';\nexport const ledger = order;",
  'sidecar/peoplevox/client.ts':
    "import { createHash } from 'node:crypto';\nexport const client = createHash;",
  'sidecar/simulator/shop.ts':
    "import { client } from '../peoplevox/client.ts';\nexport const shop = client;",
  'sidecar/http/schemas/orders.ts': 'export interface Orders { n: 1 }\nexport const orders = 1;',
  'sidecar/main.ts': "import { ledger } from './ledger/ledger.ts';\nexport const main = ledger;",
  'admin-ui/api.ts':
    "import type { Orders } from '../sidecar/http/schemas/orders.ts';\nexport type Answer = Orders;",
  'e2e/site.ts': 'export const site = 1;',
};

const offenders: Record<string, [file: string, text: string]> = {
  'domain-imports-nothing': ['sidecar/domain/a.ts', "import 'node:fs';"],
  'adapters-never-meet': ['sidecar/woocommerce/a.ts', "import '../peoplevox/client.ts';"],
  'journeys-ask-for-ports': ['sidecar/journeys/a.ts', "import '../ledger/ledger.ts';"],
  'http-knows-no-adapter': ['sidecar/http/a.ts', "import '../ledger/ledger.ts';"],
  'link-knows-the-domain-only': ['sidecar/link/a.ts', "import '../ledger/ledger.ts';"],
  'no-stand-ins-in-the-product': ['sidecar/a.ts', "import './simulator/shop.ts';"],
  'no-tools-in-the-product': ['sidecar/b.ts', "import '../e2e/site.ts';"],
  'no-development-packages-in-the-product': ['sidecar/c.ts', "import { test } from 'vitest';\ntest;"],
  'screen-imports-domain-only': ['admin-ui/a.ts', "import '../sidecar/ledger/ledger.ts';"],
  'screen-imports-schemas-as-types': [
    'admin-ui/b.ts',
    "import { orders } from '../sidecar/http/schemas/orders.ts';\norders;",
  ],
  'screen-has-no-node': ['admin-ui/c.ts', "import 'node:fs';"],
  'no-circle': ['sidecar/d.ts', "import './e.ts';"],
  'everything-is-there': ['scripts/a.ts', "import './nowhere.ts';"],
};
/** The other half of the circle. */
const partner = { 'sidecar/e.ts': "import './d.ts';" };

async function brokenRules(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, name)), { recursive: true });
    writeFileSync(join(tree, name), text);
  }
  const { output } = await cruise(['sidecar', 'admin-ui', 'e2e', 'scripts'], {
    ...options,
    baseDir: tree,
    ruleSet: { forbidden },
    validate: true,
  });
  return (output as ICruiseResult).summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`).sort();
}

mkdirSync(join(tree, 'scripts'));

test('there is an offender for every rule', () => {
  expect(Object.keys(offenders).sort()).toEqual([...ruleNames].sort());
});

test('a tree that keeps the directions breaks no rule', async () => {
  expect(await brokenRules(innocent)).toEqual([]);
});

test('each rule bites, and only where it is broken', async () => {
  const expected = Object.entries(offenders).map(([rule, [file]]) => `${rule}: ${file}`);
  const found = await brokenRules({
    ...innocent,
    ...Object.fromEntries(Object.values(offenders)),
    ...partner,
  });
  expect(found).toEqual(expected.sort());
});
