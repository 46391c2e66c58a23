import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { orderId } from '../domain/ids.ts';
import { news } from '../testing/ledgerBuilders.ts';
import { VirtualClock } from '../testing/virtualClock.ts';
import { migrate, migrations } from './migrate.ts';
import { openLedger } from './openLedger.ts';

const clock = new VirtualClock();
let dataDir = '';
const children: ChildProcess[] = [];
const open = (dir = dataDir) => openLedger({ dataDir: dir, clock });

beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'pickwave-ledger-')), 'data');
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(join(dataDir, '..'), { recursive: true });
});

/** Another process that opens the same directory and does as told; resolves with the process once it printed `ready`. */
async function otherProcess(work: string): Promise<ChildProcess> {
  const code = `
    import { openLedger } from ${JSON.stringify(fileURLToPath(new URL('./openLedger.ts', import.meta.url)))};
    import { systemClock } from ${JSON.stringify(fileURLToPath(new URL('../running/systemClock.ts', import.meta.url)))};
    import { news } from ${JSON.stringify(fileURLToPath(new URL('../testing/ledgerBuilders.ts', import.meta.url)))};
    const ledger = await openLedger({ dataDir: ${JSON.stringify(dataDir)}, clock: systemClock });
    ${work}`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let words = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (part) => {
      words += part;
    });
    child.stdout?.on('data', (part) => String(part).includes('ready') && resolve());
    child.on('exit', () => reject(new Error(`ended before it was ready: ${words}`)));
  });
  return child;
}
const ended = (child: ChildProcess) =>
  new Promise<void>((resolve) =>
    (child.exitCode ?? child.signalCode) === null ? child.on('exit', () => resolve()) : resolve(),
  );

test('what was noted is there after closing and opening again', async () => {
  const first = await open();
  await first.noteOrders([news(1001)], []);
  await first.savePairing('Ann', {
    installationId: 'id-1',
    shopUrl: 'https://shop.example',
    restUrl: '',
    secret: 's'.repeat(64),
  });
  await first.close();
  const second = await open();
  expect(await second.order(orderId(1001))).toMatchObject({ shopStatus: 'processing' });
  expect((await second.pairing()).secrets).toEqual(['s'.repeat(64)]);
  expect(await second.listOrders({ list: 'all', search: '', before: null, limit: 5 })).toHaveLength(1);
  await second.close();
});

test('one process at a time, and whoever dies lets go', async () => {
  const child = await otherProcess(`console.log('ready'); setInterval(() => {}, 1000);`);
  await expect(open()).rejects.toThrow(/in use by another Pickwave.*PICKWAVE_DATA_DIR/s);
  child.kill('SIGKILL');
  await ended(child);
  await (await open()).close();
});

test('the same process is told so too, and a failed start lets go', async () => {
  const ledger = await open();
  await expect(open()).rejects.toThrow('in use');
  await ledger.close();
  writeFileSync(join(dataDir, 'secret.key'), 'short');
  await expect(open()).rejects.toThrow('not a key');
  rmSync(join(dataDir, 'secret.key'));
  await (await open()).close();
});

test('killed while writing, all that was acknowledged is there and nothing in part', async () => {
  const child = await otherProcess(`
    for (let page = 0; ; page += 1) {
      const orders = Array.from({ length: 20 }, (_, index) => news(page * 20 + index + 1));
      await ledger.noteOrders(orders, [], { name: 'orders', value: String(page) });
      if (page === 5) console.log('ready');
    }`);
  child.kill('SIGKILL');
  await ended(child);
  const ledger = await open();
  const pages = Number(await ledger.cursor('orders')) + 1;
  expect(pages).toBeGreaterThan(5);
  expect((await ledger.figures(new Date(0))).counts.all).toBe(pages * 20);
  expect(await ledger.order(orderId(pages * 20))).not.toBeNull();
  expect(await ledger.order(orderId(pages * 20 + 1))).toBeNull();
  await ledger.close();
});

test('the holder is the same after a restart, and another one in a copy of the directory', async () => {
  const first = await open();
  await first.close();
  const again = await open();
  await again.close();
  expect(again.holder).toBe(first.holder);
  const copied = `${dataDir}-copy`;
  cpSync(dataDir, copied, { recursive: true, preserveTimestamps: true });
  const copy = await open(copied);
  await copy.close();
  expect(copy.holder).not.toBe(first.holder);
  const original = await open();
  await original.close();
  expect(original.holder).toBe(first.holder);
});

test('the secret is not readable in the ledger, and its key only by its owner', async () => {
  const ledger = await open();
  await ledger.savePairing('Ann', {
    installationId: 'id-1',
    shopUrl: 'https://shop.example',
    restUrl: '',
    secret: 'topsecret'.repeat(8),
  });
  await ledger.close();
  expect(readFileSync(join(dataDir, 'ledger.db')).includes('topsecret')).toBe(false);
  expect(statSync(join(dataDir, 'secret.key')).mode & 0o777).toBe(0o600);
  expect(statSync(join(dataDir, 'ledger.db')).mode & 0o777).toBe(0o600);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);

  rmSync(join(dataDir, 'secret.key'));
  const withoutKey = await open();
  expect((await withoutKey.pairing()).secrets).toEqual([]);
  await withoutKey.close();
});

test('migrations run once, forwards only, and a newer ledger is refused', async () => {
  const raw = new Database(':memory:');
  const now = new Date();
  expect(migrate(raw, migrations, now)).toBe(migrations.length);
  expect(migrate(raw, migrations, now)).toBe(0);
  const next = {
    number: (migrations.at(-1)?.number ?? 0) + 1,
    name: 'next',
    sql: 'create table next (a integer) strict',
  };
  expect(migrate(raw, [...migrations, next], now)).toBe(1);
  expect(() => migrate(raw, migrations, now)).toThrow(/newer Pickwave.*Install that version/s);

  const broken = {
    number: next.number + 1,
    name: 'broken',
    sql: 'create table half (a integer) strict; nonsense',
  };
  expect(() => migrate(raw, [...migrations, next, broken], now)).toThrow('nonsense');
  expect(raw.prepare(`select count(*) as n from sqlite_schema where name = 'half'`).get()).toEqual({ n: 0 });
  expect(migrate(raw, [...migrations, next], now)).toBe(0);
  raw.close();
});

test('a damaged ledger is not opened', async () => {
  const ledger = await open();
  await ledger.noteOrders(
    Array.from({ length: 400 }, (_, index) => news(index + 1)),
    [],
  );
  await ledger.close();
  const file = join(dataDir, 'ledger.db');
  const bytes = readFileSync(file);
  bytes.fill(0xff, bytes.length - 5 * 4096, bytes.length - 4096);
  writeFileSync(file, bytes);
  await expect(open()).rejects.toThrow(/ledger is damaged.*Restore a backup/);
});
