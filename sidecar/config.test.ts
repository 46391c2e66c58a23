import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'pickwave-config-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const good = {
  PICKWAVE_PEOPLEVOX_URL: 'https://wms.example/client/resources/integrationservicev4.asmx',
  PICKWAVE_PEOPLEVOX_CLIENT_ID: 'client',
  PICKWAVE_PEOPLEVOX_USERNAME: 'user',
  PICKWAVE_PEOPLEVOX_PASSWORD: 'secret words',
};
const troubles = (environment: Record<string, string>, options = {}) => {
  try {
    readConfig(environment, options);
    return [];
  } catch (failure) {
    if (!(failure instanceof ConfigError)) throw failure;
    return failure.troubles;
  }
};

test('what is not set has a default', () => {
  expect(readConfig(good)).toMatchObject({
    host: '127.0.0.1',
    port: 7425,
    shop: null,
    peoplevox: { username: 'user', password: 'secret words' },
    logLevel: 'info',
    leaseSeconds: 30,
    points: { crashAt: null, file: null },
  });
});

test('all that is wrong is named together, without the secrets', () => {
  const wrong = {
    PICKWAVE_PORT: '99999',
    PICKWAVE_LOG_LEVEL: 'loud',
    PICKWAVE_DATABASE_URL: 'postgres://u:p@db/x',
    PICKWAVE_SHOP_URL: 'shop.example',
    PICKWAVE_SHOP_SECRET: 'tooshort',
    PICKWAVE_PEOPLEVOX_URL: 'wms',
    PICKWAVE_PEOPLEVOX_PASSWORD_FILE: join(folder, 'missing'),
    PICKWAVE_SETTINGS_ORDERS_POLLSECONDS: '1',
    PICKWAVE_SETTINGS_ORDERS_POLSECONDS: '60',
  };
  const settingsFile = file('bad.json', '{"stock": {"buffer": -1}, "nonsense": 1}');
  const named = troubles(wrong, { settingsFile });
  for (const word of [
    'PORT',
    'LOG_LEVEL',
    'DATABASE_URL',
    'SHOP_URL',
    'SHOP_SECRET',
    'PEOPLEVOX_URL',
    'CLIENT_ID',
    'USERNAME',
    'PASSWORD_FILE',
    'POLLSECONDS',
    'POLSECONDS',
    'stock.buffer',
    'nonsense',
  ])
    expect(
      named.filter((one) => one.includes(word)),
      word,
    ).not.toEqual([]);
  expect(named.join()).not.toMatch(/tooshort|u:p/);
});

test('half a pairing is refused', () => {
  expect(troubles({ ...good, PICKWAVE_SHOP_URL: 'https://shop.example' })).toHaveLength(1);
  expect(troubles({ ...good, PICKWAVE_SHOP_SECRET: 'x'.repeat(32) })).toHaveLength(1);
});

test('a secret can come from a file, but not from two places', () => {
  const PICKWAVE_PEOPLEVOX_PASSWORD_FILE = file('password', 'from file\n');
  const { PICKWAVE_PEOPLEVOX_PASSWORD: _, ...others } = good;
  expect(readConfig({ ...others, PICKWAVE_PEOPLEVOX_PASSWORD_FILE }).peoplevox?.password).toBe('from file');
  expect(troubles({ ...good, PICKWAVE_PEOPLEVOX_PASSWORD_FILE })).toEqual([
    expect.stringContaining('both set'),
    expect.stringContaining('PASSWORD is not set'),
  ]);
});

test('settings come from file and environment, each by its type', () => {
  const settingsFile = file('good.json', '{"orders": {"pollSeconds": 30}, "stock.sites": ["Main"]}');
  const config = readConfig(
    {
      ...good,
      PICKWAVE_SETTINGS_ORDERS_POLLSECONDS: '45',
      PICKWAVE_SETTINGS_ORDERS_SERVICETYPES: '{"*":"RM48"}',
    },
    { settingsFile },
  );
  expect(config.fileSettings).toEqual(
    new Map<string, unknown>([
      ['orders.pollSeconds', 30],
      ['stock.sites', ['Main']],
    ]),
  );
  expect(config.environmentSettings).toEqual(
    new Map<string, unknown>([
      ['orders.pollSeconds', 45],
      ['orders.serviceTypes', { '*': 'RM48' }],
    ]),
  );
});

test('crash points are honoured in tests only', () => {
  const asked = { ...good, PICKWAVE_CRASH_AT: 'ledger:record:before#1', PICKWAVE_POINTS_FILE: '/tmp/x' };
  expect(readConfig(asked).points).toEqual({ crashAt: null, file: null });
  expect(readConfig({ ...asked, PICKWAVE_TEST: '1' }).points.crashAt).toBe('ledger:record:before#1');
});

test('commands that never call Peoplevox do without its access', () => {
  expect(troubles({})).toHaveLength(4);
  expect(readConfig({}, { withoutPeoplevox: true }).peoplevox).toBeNull();
});
