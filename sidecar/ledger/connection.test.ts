import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect } from './connection.ts';
import { saveCursor } from './keyValues.ts';
import { migrate, migrations } from './migrate.ts';

function fresh() {
  const connections = connect(null);
  migrate(connections.raw, migrations, new Date());
  return connections;
}
const cursors = (db: ReturnType<typeof fresh>['db']) => db.selectFrom('cursor').selectAll().execute();

test('using the outer connection inside a transaction fails at once instead of waiting for ever', async () => {
  const { db, write } = fresh();
  await expect(write(() => cursors(db))).rejects.toThrow('only its own executor');
  await expect(write(() => write((tx) => cursors(tx)))).rejects.toThrow('only its own executor');
  expect(await cursors(db)).toEqual([]);
});

test('a transaction that fails leaves nothing behind, and the next one works', async () => {
  const { db, write } = fresh();
  const failing = write(async (tx) => {
    await saveCursor(tx, 'a', '1', new Date());
    throw new Error('half-way');
  });
  await expect(failing).rejects.toThrow('half-way');
  expect(await cursors(db)).toEqual([]);
  await write((tx) => saveCursor(tx, 'a', '2', new Date()));
  expect(await cursors(db)).toMatchObject([{ value: '2' }]);
});

test('transactions begun at the same time follow one another', async () => {
  const { db, write } = fresh();
  const add = (times: number) =>
    write(async (tx) => {
      const [row] = await cursors(tx);
      await saveCursor(tx, 'sum', String(Number(row?.value ?? 0) + times), new Date());
    });
  await Promise.all(Array.from({ length: 20 }, () => add(1)));
  expect((await cursors(db))[0]?.value).toBe('20');
});

test('what was acknowledged is on the disk before it counts: a write-ahead log, synchronised at every commit', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pickwave-connection-'));
  const { raw, close } = connect(join(folder, 'ledger.db'));
  expect(raw.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(raw.pragma('synchronous', { simple: true })).toBe(2); // FULL: NORMAL synchronises the log at checkpoints only (sqlite.org/pragma.html)
  await close();
  rmSync(folder, { recursive: true });
});

test('only connection.ts begins transactions, and only openLedger.ts holds the outer connection', () => {
  const folder = new URL('.', import.meta.url);
  const sources = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  expect(sources).toContain('openLedger.ts');
  const holding = (pattern: RegExp) =>
    sources.filter((name) => pattern.test(readFileSync(new URL(name, folder), 'utf8')));
  expect(holding(/\.transaction\(\)\.execute/)).toEqual(['connection.ts']);
  expect(holding(/from '\.\/connection\.ts'/)).toEqual(['openLedger.ts']);
});
