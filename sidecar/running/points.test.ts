import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'pickwave-points-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string) => JSON.stringify(fileURLToPath(new URL(name, import.meta.url)));

test('the process is killed at the point asked for, having noted every one before', () => {
  const file = join(folder, 'points');
  const code = `
    import { createPoints, withPoints } from ${path('./points.ts')};
    import { emptyLedger, news, change } from ${path('../testing/ledgerBuilders.ts')};
    const { ledger: bare } = await emptyLedger();
    const ledger = withPoints(bare, createPoints({ crashAt: 'ledger:record:after#2', file: ${JSON.stringify(file)} }));
    await ledger.noteOrders([news(1)], []);
    await ledger.record('test', [change(1, { attempts: 1 })]);
    console.log('between', (await ledger.order(1)).attempts);
    await ledger.record('test', [change(1, { attempts: 2 })]);
    console.log('not reached');`;
  const { signal, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', code],
    { encoding: 'utf8' },
  );
  expect({ signal, stdout, stderr }).toEqual({ signal: 'SIGKILL', stdout: 'between 1\n', stderr: '' });
  expect(readFileSync(file, 'utf8').trim().split('\n')).toEqual([
    'ledger:noteOrders:before',
    'ledger:noteOrders:after',
    'ledger:record:before',
    'ledger:record:after',
    'ledger:record:before',
    'ledger:record:after',
  ]);
});
