import { describe, expect, test } from 'vitest';
import { bench } from './testing/bench.ts';
import { csvOf, element } from './testing/client.ts';
import type { Toggles } from './toggles.ts';

const minute = 60_000;
const liveness = (client: Awaited<ReturnType<typeof bench>>['client']) =>
  client.call('GetSaveTemplate', element('templateName', 'Sales orders'));

describe('logging in', () => {
  test('answers the client id and a session id', async () => {
    const { client } = await bench();
    const answer = await client.logIn();
    expect(answer).toMatchObject({ responseId: 0, totalCount: 1 });
    expect(answer.detail).toMatch(/^demo1234,[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect(answer.elements).toEqual([
      'ResponseId',
      'TotalCount',
      'Detail',
      'Statuses',
      'ImportingQueueId',
      'SalesOrdersToDespatchIds',
      'ErrorCode',
    ]);
  });

  test('takes the password in Base64, with a line break at its end too, and not in plain text', async () => {
    const { client } = await bench();
    expect((await client.logIn('czNjcmV0\n')).responseId).toBe(0);
    expect(await client.logIn('s3cret')).toMatchObject({
      responseId: -1,
      detail: 'System : Security:Invalid Username or Password',
    });
  });

  test('where plain text is wanted, Base64 is answered with the session text', async () => {
    const { client } = await bench({ toggles: { password: 'plain' } });
    expect((await client.logIn('s3cret')).responseId).toBe(0);
    expect((await client.logIn('czNjcmV0')).detail).toBe('System : Security - Invalid Session');
  });

  test('with another client id is refused, in the words of the tenant', async () => {
    const { client } = await bench({ toggles: { loginRefusal: 'No.' } });
    const inner =
      element('clientId', 'other') + element('username', 'woo.connector') + element('password', 'czNjcmV0');
    expect(await client.call('Authenticate', inner)).toMatchObject({ responseId: -1, detail: 'No.' });
  });

  test('is locked after so many refusals', async () => {
    const { client } = await bench({ toggles: { lockOutAfter: 2 } });
    await client.logIn('no');
    await client.logIn('no');
    expect((await client.logIn()).responseId).toBe(-1);
  });
});

describe('a session', () => {
  test.each([
    ['Invalid Session', 'System : Security - Invalid Session'],
    ['Session Expired', 'System : Security - Session Expired'],
  ] as const)('that is not there is answered with %s', async (sessionText, detail) => {
    const { client, pvx } = await bench({ toggles: { sessionText } });
    client.useSession('5b0c7e9a-1111-4222-8333-abcdef012345');
    expect(await liveness(client)).toMatchObject({ responseId: -1, totalCount: 0, detail });
    expect(pvx.books.calls('GetSaveTemplate')[0]?.outcome).toBe('session refused');
  });

  test('lives as long as it is used', async () => {
    const { client, advance } = await bench();
    for (let i = 0; i < 3; i++) {
      advance(29 * minute);
      expect((await liveness(client)).responseId).toBe(0);
    }
    advance(30 * minute);
    expect((await liveness(client)).responseId).toBe(-1);
  });

  test('dies after its time all the same where life is absolute', async () => {
    const { client, advance } = await bench({ toggles: { sessionLife: 'absolute', sessionMinutes: 10 } });
    advance(6 * minute);
    expect((await liveness(client)).responseId).toBe(0);
    advance(6 * minute);
    expect((await liveness(client)).responseId).toBe(-1);
  });

  test('lives on beside a second one, unless the tenant ends it', async () => {
    const { client, pvx } = await bench();
    const first = (await client.logIn()).detail.split(',')[1] ?? '';
    await client.logIn();
    client.useSession(first);
    expect((await liveness(client)).responseId).toBe(0);
    pvx.toggles.secondLoginEndsFirst = true;
    await client.logIn();
    client.useSession(first);
    expect((await liveness(client)).responseId).toBe(-1);
  });

  test('can be ended from outside, all at once', async () => {
    const { client, pvx } = await bench();
    pvx.expireSessions();
    expect((await liveness(client)).responseId).toBe(-1);
  });

  test('outlives the port being closed for a while', async () => {
    const { client, pvx } = await bench();
    await pvx.goAway();
    await expect(liveness(client)).rejects.toThrow();
    await pvx.comeBack();
    expect((await liveness(client)).responseId).toBe(0);
  });
});

describe('the rate limit', () => {
  test('lets 15 calls in 15 seconds pass, log-ins included, and answers HTTP 429 to the next', async () => {
    const { client, pvx, advance } = await bench({ toggles: { rateLimit: 15 } });
    for (let i = 1; i < 15; i++) expect((await liveness(client)).responseId).toBe(0);
    expect((await client.raw('GetData', client.getRequest('Sites'))).status).toBe(429);
    expect(pvx.books.violations()).toMatchObject([{ operation: 'GetData', callsInWindow: 15 }]);
    expect(pvx.books.mostCallsIn()).toBe(16);
    advance(15_000);
    expect((await liveness(client)).responseId).toBe(0);
  });

  test('can be a text instead, with another limit and window', async () => {
    const toggles = {
      rateLimit: 2,
      rateWindowMs: 1000,
      rateExceeded: 'text',
      rateText: 'Slow down',
    } as const;
    const { client, pvx } = await bench({ toggles });
    await liveness(client);
    expect(await liveness(client)).toMatchObject({ responseId: -1, detail: 'Slow down' });
    expect(pvx.books.calls().at(-1)?.outcome).toBe('rate limited');
  });
});

test('parallel calls are booked, and refused where the tenant does not bear them', async () => {
  const { client, pvx } = await bench({ toggles: { callMs: 20 } });
  await Promise.all([liveness(client), liveness(client)]);
  expect(pvx.books.mostInFlight()).toBe(2);
  pvx.toggles.parallelCalls = 'refused';
  const both = await Promise.all([liveness(client), liveness(client)]);
  expect(both.map(({ responseId }) => responseId).sort()).toEqual([-1, 0]);
});

describe('a tenant that does not bear two calls', () => {
  async function meeting(parallelCalls: Toggles['parallelCalls']) {
    const { client, pvx } = await bench({ toggles: { parallelCalls } });
    await client.saveCsv('Sites', 'Reference,Name\nA,Shed');
    pvx.faults.add({ kind: 'wait for another', operation: 'GetData', times: 2 });
    const read = (search: string) => client.get('Sites', search);
    const both = await Promise.allSettled([
      read('Reference.Equals("A")'),
      read('Reference.Equals("PrimarySite")'),
    ]);
    const alone = await liveness(client);
    return { both, alone, read };
  }

  test('answers the second with a fault', async () => {
    const { both, alone } = await meeting('SOAP fault');
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(alone.responseId).toBe(0);
  });

  test('drops the session of both', async () => {
    const { both, alone } = await meeting('session dropped');
    for (const one of both)
      expect(one).toMatchObject({ value: { responseId: -1, detail: expect.stringContaining('Session') } });
    expect(alone.responseId).toBe(-1);
  });

  test('gives one the answer of the other', async () => {
    const { both, read } = await meeting('answers mixed up');
    const got = both.map((answer) => answer.status === 'fulfilled' && answer.value.detail);
    const right = [await read('Reference.Equals("A")'), await read('Reference.Equals("PrimarySite")')];
    expect(got.every((detail) => right.some((one) => one.detail === detail))).toBe(true);
    expect(got).not.toEqual(right.map(({ detail }) => detail));
  });
});

test('a call takes the time it is told to take, and more for each row', async () => {
  const { client, pvx } = await bench({ toggles: { callMs: 30, rowMs: 20 } });
  const began = performance.now();
  await client.saveCsv('Sites', csvOf([{ Reference: 'A' }, { Reference: 'B' }]));
  expect(performance.now() - began).toBeGreaterThan(65);
  expect(pvx.books.calls('SaveData')[0]).toMatchObject({ rowsSent: 2, outcome: 'answered' });
});

test('where the clock can wait, a call takes its time on it', async () => {
  let time = Date.parse('2026-03-02T09:30:15Z');
  const clock = {
    now: () => new Date(time),
    wait: async (ms: number) => {
      time += ms;
    },
  };
  const { client, pvx } = await bench({ clock, toggles: { callMs: 500, rowMs: 3 } });
  await client.save('Sales orders', [{ SalesOrderNumber: 'WC-1' }, { SalesOrderNumber: 'WC-2' }]);
  const [save] = pvx.books.calls('SaveData');
  expect(Number(save?.endedAt) - Number(save?.startedAt)).toBe(506);
});
