import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Stage, stageSecret, startStage } from './testing/stage.ts';

const command = fileURLToPath(new URL('./bin/pickwave.mjs', import.meta.url));
const children: ChildProcess[] = [];
let stage: Stage;
let dataDir = '';

beforeAll(async () => {
  stage = await startStage();
  dataDir = stage.environment.PICKWAVE_DATA_DIR ?? '';
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await stage.stop();
});

function start(args: string[], environment: Record<string, string>) {
  const child = spawn(process.execPath, [command, ...args], {
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (part) => {
    said.out += part;
  });
  child.stderr.on('data', (part) => {
    said.err += part;
  });
  return { child, said, ended: once(child, 'exit').then(([code]) => code as number | null) };
}
async function pickwave(args: string[], environment: Record<string, string> = stage.environment) {
  const { said, ended } = start(args, environment);
  return { code: await ended, ...said };
}
async function serving(more: Record<string, string> = {}) {
  const running = start(['serve'], { ...stage.environment, PICKWAVE_LOG_LEVEL: 'warn', ...more });
  const address = await vi.waitFor(
    () => {
      const found = /listens on (\S+)/.exec(running.said.out);
      if (!found?.[1]) throw new Error(`not yet: ${running.said.out}${running.said.err}`);
      return found[1];
    },
    { timeout: 40_000, interval: 50 },
  );
  await stage.shop.pairByConstants(address, stageSecret);
  return running;
}

test('what is wrong with the settings stops the start and is named all together', async () => {
  const { code, err } = await pickwave(['serve'], {
    PICKWAVE_PORT: 'x',
    PICKWAVE_SHOP_SECRET: 'short',
    PICKWAVE_DATA_DIR: join(stage.folder, 'bad'),
  });
  expect(code).toBe(2);
  for (const name of ['PORT', 'SHOP_URL', 'SHOP_SECRET', 'PEOPLEVOX_URL', 'PEOPLEVOX_PASSWORD'])
    expect(err).toContain(`PICKWAVE_${name}`);
  expect(existsSync(join(stage.folder, 'bad'))).toBe(false);
});

test('commands work while no sidecar runs, and while one does', async () => {
  expect(await pickwave(['settings', 'set', 'orders.pollSeconds', '30'])).toMatchObject({ code: 0 });
  const { child, ended } = await serving();
  expect(statSync(join(dataDir, 'door.json')).mode & 0o777).toBe(0o600);
  await vi.waitFor(async () => expect((await stage.shop.state()).lease.holder).not.toBeNull(), 20_000);

  const answers = await Promise.all([
    pickwave(['settings', 'get', 'orders.pollSeconds']),
    pickwave(['settings', 'set', 'orders.pollSeconds', '1']),
    pickwave(['live', 'on']),
    pickwave(['run', 'nonsense']),
    pickwave(['pair']),
    pickwave(['serve'], { ...stage.environment, PICKWAVE_PORT: '0' }),
  ]);
  expect(answers).toMatchObject([
    { code: 0, out: '30\n' },
    { code: 1, err: expect.stringContaining('a whole number from 5 to 3600') },
    { code: 0, out: expect.stringContaining('Live. Orders paid from') },
    { code: 2, err: expect.stringContaining('sendOrders') },
    { code: 0, out: expect.stringMatching(/^[2-9A-Z]{5}-[2-9A-Z]{5}\n/) },
    { code: 1, err: expect.stringContaining('in use by another Pickwave') },
  ]);
  expect(
    await Promise.all([
      pickwave(['run', 'noticeOrders']),
      pickwave(['check']),
      pickwave(['status', '--json']),
      pickwave(['stock', 'SCARF-RED']),
    ]),
  ).toMatchObject([
    { code: 0, out: expect.stringMatching(/order/i) },
    { code: 0, out: expect.stringContaining('Peoplevox login') },
    { code: 0, out: expect.stringContaining('"running": true') },
    { code: 0, out: expect.stringMatching(/^SCARF-RED: 100 in the shop\n {2}\S/) },
  ]);

  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect((await stage.shop.state()).lease.holder).toBeNull();
  expect(existsSync(join(dataDir, 'door.json'))).toBe(false);
  expect((await pickwave(['status'])).out).toContain('The sidecar is not running');
}, 120_000);

test('killed while sending and started again, the order is there once, whole and released', async () => {
  const crash = { PICKWAVE_TEST: '1', PICKWAVE_CRASH_AT: 'pvx:SaveData:Sales order items:after#1' };
  const first = await serving(crash);
  const { order } = await stage.shop.placeOrder({ lines: [{ sku: 'SCARF-RED', quantity: 2 }] });
  expect(await first.ended).toBeNull();
  expect(first.child.signalCode).toBe('SIGKILL');
  const second = await serving();
  const found = () => stage.peoplevox.order(String(order.id));
  await vi.waitFor(
    () =>
      expect(found()).toMatchObject({
        held: false,
        mayAllocate: true,
        lines: [{ item: 'SCARF-RED', ordered: 2 }],
      }),
    { timeout: 60_000, interval: 100 },
  );
  expect(stage.peoplevox.orders()).toHaveLength(1);
  second.child.kill('SIGTERM');
  expect(await second.ended).toBe(0);
}, 120_000);
