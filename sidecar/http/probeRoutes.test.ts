import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { environmentName } from '../config.ts';
import type { Sidecar } from '../main.ts';
import { type AskOptions, askSigned, type Stage, startStage } from '../testing/stage.ts';

let stage: Stage;
let sidecar: Sidecar;
let shopFrom = '';
const ask = (rights: 'manage' | 'view', options: AskOptions = {}) =>
  askSigned(sidecar, '/api/probe', `${shopFrom} 7;Ann;${rights}`, options);

beforeAll(async () => {
  stage = await startStage({
    environment: { [environmentName('probe.waitSeconds')]: '5' },
    peoplevox: { lineKey: 'item+line' },
  });
  sidecar = await stage.open();
  await sidecar.ready();
  const { installation_id } = await stage.shop.state();
  shopFrom = `shop ${installation_id} ${stage.shop.url.replace('http://', '')}`;
});
afterAll(() => stage.stop());

test('before the first test the screen has every question, and what is done until it is answered', async () => {
  const view = (await ask('view')).json();
  expect(view).toMatchObject({ run: null, step: null, lag: '', lagCovered: true, kept: null });
  expect(view.questions).toHaveLength(13);
  expect(view.questions.every((one: { words: string; until: string }) => one.words === '' && one.until)).toBe(
    true,
  );
});

test('who may only look starts no test', async () => {
  const reply = await ask('view', { body: { item: 'HAT-BLUE', allocate: false } });
  expect(reply.statusCode).toBe(403);
  expect((await ask('view')).json().run).toBeNull();
});

test('a test runs in the background, one at a time, and its report is in words', async () => {
  const started = await ask('manage', { body: { item: ' HAT-BLUE ', allocate: false } });
  expect(started.statusCode).toBe(200);
  const second = await ask('manage', { body: { item: 'HAT-BLUE', allocate: false } });
  expect({ status: second.statusCode, code: second.json().code }).toEqual({
    status: 409,
    code: 'probe_cannot_start',
  });
  await vi.waitFor(async () => expect((await ask('view')).json().run.state).toBe('done'), {
    timeout: 30_000,
    interval: 200,
  });
  const view = (await ask('view')).json();
  expect(view).toMatchObject({
    run: { by: 'Ann', item: 'HAT-BLUE' },
    step: { number: 11, of: 11 },
    kept: null,
  });
  const words = view.questions.map((one: { words: string }) => one.words);
  expect(words).toContain('Item code and Line: the same item may have several rows.');
  expect((await sidecar.ledger.journal(5)).map(({ what }) => what)).toContain(
    'Test of this Peoplevox started with HAT-BLUE',
  );
}, 40_000);
