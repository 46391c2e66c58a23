import { describe, expect, test } from 'vitest';
import { LoginRefused, NotConnected } from '../domain/errors.ts';
import { salesOrderNumber } from '../domain/ids.ts';
import { startTenant } from './testing/tenant.ts';
import { wantedOrder } from './testing/wanted.ts';

const hour = 3_600_000;
const logins = (pvx: { books: { callCounts(): Record<string, number> } }) =>
  pvx.books.callCounts().Authenticate ?? 0;

test('fifty calls at once log in once', async () => {
  const { pvx, warehouse } = await startTenant();
  await Promise.all(Array.from({ length: 50 }, () => warehouse.findLoading()));
  expect(pvx.books.callCounts()).toEqual({ Authenticate: 1, GetData: 50 });
});

test('a session is renewed by age before it dies', async () => {
  const { pvx, warehouse, clock } = await startTenant();
  await warehouse.findLoading();
  clock.ahead += 24 * 60_000;
  await warehouse.findLoading();
  expect(logins(pvx)).toBe(1);
  clock.ahead += 2 * 60_000;
  await warehouse.findLoading();
  expect(logins(pvx)).toBe(2);
});

describe('a session that ended', () => {
  for (const sessionText of ['Invalid Session', 'Session Expired'] as const) {
    test(`is renewed once and the call made again: ${sessionText}`, async () => {
      const { pvx, warehouse } = await startTenant({ tenant: { toggles: { sessionText } } });
      await warehouse.findLoading();
      pvx.expireSessions();
      const outcomes = await warehouse.saveHeldHeaders([wantedOrder('WC-1')]);
      expect(outcomes.get(salesOrderNumber('WC-1'))).toEqual({ kind: 'saved' });
      expect(pvx.books.order('WC-1').timesCreated).toBe(1);
      expect(logins(pvx)).toBe(2);
    });
  }

  test('is renewed once by fifty calls that wait', async () => {
    const { pvx, warehouse } = await startTenant();
    await warehouse.findLoading();
    pvx.expireSessions();
    await Promise.all(Array.from({ length: 50 }, () => warehouse.findLoading()));
    expect(logins(pvx)).toBe(2);
    // one of them found out, all were answered
    expect(pvx.books.calls().filter(({ outcome }) => outcome === 'session refused')).toHaveLength(1);
  });

  test('and ends again at once each time is no storm of logins, and no order is called refused', async () => {
    const { pvx, warehouse, clock } = await startTenant();
    pvx.faults.add({ kind: 'session ended', operation: 'GetData', times: 0 });
    const calls = await Promise.allSettled(Array.from({ length: 50 }, () => warehouse.findLoading()));
    expect(calls.every((call) => call.status === 'rejected' && call.reason instanceof NotConnected)).toBe(
      true,
    );
    expect(logins(pvx)).toBe(2);
    expect(warehouse.health()).toMatchObject({
      state: 'away',
      words: 'Peoplevox accepts the login and then refuses the session.',
    });
    const [, outcome] = [...(await warehouse.saveHeldHeaders([wantedOrder('WC-1')]))][0] ?? [];
    expect(outcome?.kind).toBe('not_sent');
    pvx.faults.clear();
    clock.ahead += 61_000;
    await warehouse.findLoading();
    expect(logins(pvx)).toBe(3);
  });
});

describe('a login that Peoplevox refuses', () => {
  test('is tried once, by fifty calls at once, and no other call goes out', async () => {
    const { pvx, warehouse } = await startTenant({ password: 'wrong' });
    const calls = await Promise.allSettled(Array.from({ length: 50 }, () => warehouse.findLoading()));
    expect(calls.every((call) => call.status === 'rejected' && call.reason instanceof LoginRefused)).toBe(
      true,
    );
    await expect(warehouse.saveHeldHeaders([wantedOrder('WC-1')])).rejects.toBeInstanceOf(LoginRefused);
    expect(pvx.books.callCounts()).toEqual({ Authenticate: 1 });
    expect(warehouse.health()).toMatchObject({
      state: 'login_refused',
      words: 'System : Security:Invalid Username or Password',
    });
  });

  test('is tried again after an hour, once, and when a person asks', async () => {
    const { pvx, warehouse, clock, config } = await startTenant({ password: 'wrong' });
    const all = () => Promise.allSettled(Array.from({ length: 10 }, () => warehouse.findLoading()));
    await all();
    clock.ahead += hour - 60_000;
    await all();
    expect(logins(pvx)).toBe(1);
    clock.ahead += 61_000;
    await all();
    await all();
    expect(logins(pvx)).toBe(2);
    config.password = pvx.credentials.password;
    warehouse.tryLoginAgain();
    await warehouse.findLoading();
    expect(logins(pvx)).toBe(3);
    expect(warehouse.health().state).toBe('answering');
  });

  test('in the middle of the day stops the calls that wait too', async () => {
    const { pvx, warehouse, config } = await startTenant();
    await warehouse.findLoading();
    config.password = 'changed';
    pvx.expireSessions();
    const calls = await Promise.allSettled(Array.from({ length: 20 }, () => warehouse.findLoading()));
    expect(calls.every((call) => call.status === 'rejected' && call.reason instanceof LoginRefused)).toBe(
      true,
    );
    expect(logins(pvx)).toBe(2);
    expect(pvx.books.callCounts().GetData).toBe(2);
  });

  test('because the password has the wrong form counts as refused, whatever Peoplevox calls it', async () => {
    const { pvx, warehouse } = await startTenant({
      tenant: { toggles: { password: 'plain', loginRefusal: 'System : Security - Invalid Session' } },
    });
    await expect(warehouse.findLoading()).rejects.toBeInstanceOf(LoginRefused);
    await expect(warehouse.findLoading()).rejects.toBeInstanceOf(LoginRefused);
    expect(logins(pvx)).toBe(1);
  });

  test('for a reason we do not know is tried again after a minute, then two, then four', async () => {
    const { pvx, warehouse, clock } = await startTenant();
    pvx.faults.add({ kind: 'refusal', operation: 'Authenticate', text: 'Down for maintenance', times: 0 });
    const minutes: number[] = [];
    for (let minute = 0; minute < 20; minute += 1) {
      const before = logins(pvx);
      await expect(warehouse.findLoading()).rejects.toBeInstanceOf(NotConnected);
      if (logins(pvx) > before) minutes.push(minute);
      clock.ahead += 60_000;
    }
    expect(minutes).toEqual([0, 1, 3, 7, 15]);
    expect(warehouse.health()).toMatchObject({ state: 'away', words: 'Down for maintenance' });
  });
});

test('a login that has no answer means that the save was not made', async () => {
  const { pvx, warehouse } = await startTenant();
  pvx.faults.add({ kind: 'lost answer', operation: 'Authenticate' });
  const outcomes = await warehouse.saveHeldHeaders([wantedOrder('WC-1')]);
  expect(outcomes.get(salesOrderNumber('WC-1'))?.kind).toBe('not_sent');
  expect(pvx.order('WC-1')).toBeUndefined();
});
