// Two calls under way at once, against a simulated Peoplevox that bears it, or does not any more.

import { describe, expect, test } from 'vitest';
import { Faulted, Refused } from '../domain/errors.ts';
import { salesOrderNumber } from '../domain/ids.ts';
import type { Toggles } from '../simulator/peoplevox/toggles.ts';
import { type PeoplevoxSettings, startTenant } from './testing/tenant.ts';
import { wantedOrder } from './testing/wanted.ts';

/** A tenant that was found to bear two calls, and what was said when it refused one. Calls take long enough to meet. */
async function borne(toggles: Partial<Toggles> = {}, peoplevox: PeoplevoxSettings = {}) {
  const known: { rowsPerSave: null; parallelCalls: 'borne' | 'not_borne' } = {
    rowsPerSave: null,
    parallelCalls: 'borne',
  };
  const refused: string[] = [];
  const tenant = await startTenant({
    tenant: { toggles: { callMs: 15, ...toggles } },
    peoplevox,
    deps: {
      known: () => known,
      onRefusedBeside(words) {
        refused.push(words);
        known.parallelCalls = 'not_borne';
      },
    },
  });
  const { pvx, warehouse } = tenant;
  await warehouse.saveHeldHeaders([wantedOrder('WC-1')]);
  const read = () => warehouse.headers([salesOrderNumber('WC-1')], null);
  return {
    ...tenant,
    refused,
    read,
    reads: (count: number) => Promise.all(Array.from({ length: count }, read)),
    /** how many were under way at once from now on */
    async mostDuring(work: () => Promise<unknown>) {
      pvx.books.clear();
      await work();
      return pvx.books.mostInFlight();
    },
  };
}
const logins = ({ pvx }: Awaited<ReturnType<typeof borne>>) => pvx.books.callCounts().Authenticate ?? 0;

test('reads go two at once, and a read goes beside a save, but never two saves', async () => {
  const { mostDuring, reads, read, warehouse, pvx, refused } = await borne();
  expect(await mostDuring(() => reads(6))).toBe(2);
  const save = (number: string) => warehouse.saveHeldHeaders([wantedOrder(number)]);
  expect(await mostDuring(() => Promise.all(['A', 'B', 'C'].map(save)))).toBe(1);
  pvx.faults.add({ kind: 'wait for another', operation: 'SaveData' });
  expect(await mostDuring(() => Promise.all([save('D'), warehouse.inLane('follow').findLoading()]))).toBe(2);
  expect((await read()).size).toBe(1);
  expect(refused).toEqual([]);
});

test('a person may have them one at a time all the same', async () => {
  const { mostDuring, reads } = await borne({}, { twoCallsAtOnce: false });
  expect(await mostDuring(() => reads(6))).toBe(1);
});

describe('a Peoplevox that does not bear it any more', () => {
  test.each([
    ['refused', 'System : Another request is being processed'],
    ['SOAP fault', 'The session is in use by another request.'],
  ] as const)('%s: the read is answered alone, and all others go one at a time', async (way, words) => {
    const { mostDuring, reads, pvx, refused } = await borne({ parallelCalls: way });
    pvx.faults.add({ kind: 'wait for another', operation: 'GetData', times: 2 });
    const answers = await reads(8);
    expect(answers.every((found) => found.size === 1)).toBe(true);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toContain(words);
    expect(await mostDuring(() => reads(6))).toBe(1);
  });

  test('a save that is refused beside a read is saved alone: no order is called refused for it', async () => {
    const { warehouse, pvx, refused } = await borne({ parallelCalls: 'refused' });
    pvx.faults.add({ kind: 'wait for another', operation: 'GetData', template: 'Item types' });
    const reading = warehouse
      .inLane('follow')
      .knownItemCodes([wantedOrder('X').lines[0]?.sku].flatMap((one) => one ?? []));
    const outcomes = await warehouse.saveHeldHeaders([wantedOrder('WC-2')]);
    await reading;
    expect(outcomes.get(salesOrderNumber('WC-2'))).toEqual({ kind: 'saved' });
    expect(refused).toHaveLength(1);
  });

  test('a save that fails beside a read stays unanswered; the next call alone shows why', async () => {
    const tenant = await borne();
    const { warehouse, pvx, read, refused, mostDuring, reads } = tenant;
    pvx.faults.add({ kind: 'wait for another', operation: 'GetData', template: 'Sales orders' });
    pvx.faults.add({ kind: 'wait for another', operation: 'SaveData' });
    pvx.faults.add({ kind: 'SOAP fault', operation: 'SaveData', text: 'Busy' });
    const reading = read();
    const outcomes = await warehouse.saveHeldHeaders([wantedOrder('WC-2')]);
    expect(outcomes.get(salesOrderNumber('WC-2'))?.kind).toBe('silent');
    await reading;
    expect(refused).toEqual([]);
    await read();
    expect(refused).toHaveLength(1);
    expect(await mostDuring(() => reads(4))).toBe(1);
  });

  test('where the next call alone fails, too, it was no matter of two at once', async () => {
    const { warehouse, pvx, read, refused, mostDuring, reads } = await borne();
    pvx.faults.add({ kind: 'wait for another', operation: 'GetData', template: 'Sales orders' });
    pvx.faults.add({ kind: 'wait for another', operation: 'SaveData' });
    pvx.faults.add({ kind: 'HTTP status', status: 503, operation: 'SaveData' });
    const reading = read();
    await warehouse.saveHeldHeaders([wantedOrder('WC-2')]);
    await reading;
    pvx.faults.add({ kind: 'HTTP status', status: 503 });
    await expect(read()).rejects.toBeInstanceOf(Faulted);
    pvx.faults.add({ kind: 'wait for another', operation: 'GetData', times: 2 });
    expect(await mostDuring(() => reads(4))).toBe(2);
    expect(refused).toEqual([]);
  });

  test('a refusal that is meant as one is one, and does not count against two calls', async () => {
    const { pvx, read, reads, refused, mostDuring } = await borne();
    pvx.faults.add({ kind: 'refusal', operation: 'GetData', text: 'No such column', times: 0 });
    pvx.faults.add({ kind: 'wait for another', operation: 'GetData', times: 2 });
    const both = await Promise.allSettled([read(), read()]);
    for (const end of both) expect(end).toMatchObject({ reason: expect.any(Refused) });
    pvx.faults.clear();
    pvx.faults.add({ kind: 'wait for another', operation: 'GetData', times: 2 });
    expect(await mostDuring(() => reads(4))).toBe(2);
    expect(refused).toEqual([]);
  });
});

describe('the session of two calls', () => {
  test('that ends while both are under way is renewed once, alone, and says nothing of two calls', async () => {
    const tenant = await borne();
    const { pvx, reads, clock, refused } = tenant;
    // older than a session that Peoplevox drops for two calls
    clock.ahead += 10 * 60_000;
    pvx.books.clear();
    pvx.expireSessions();
    pvx.faults.add({ kind: 'wait for another', operation: 'GetData', times: 2 });
    const answers = await reads(8);
    expect(answers.every((found) => found.size === 1)).toBe(true);
    expect(logins(tenant)).toBe(1);
    expect(pvx.books.calls('Authenticate')[0]?.inFlight).toBe(1);
    expect(pvx.books.calls().filter(({ outcome }) => outcome === 'session refused')).toHaveLength(2);
    expect(refused).toEqual([]);
  });

  test('that Peoplevox drops for two calls is renewed, and from then on calls go one at a time', async () => {
    const tenant = await borne({ parallelCalls: 'session dropped' });
    const { pvx, reads, mostDuring, refused } = tenant;
    pvx.books.clear();
    pvx.faults.add({ kind: 'wait for another', operation: 'GetData', times: 2 });
    const answers = await reads(8);
    expect(answers.every((found) => found.size === 1)).toBe(true);
    expect(refused).toEqual(['Peoplevox ended the session while two calls were under way.']);
    expect(logins(tenant)).toBe(1);
    expect(await mostDuring(() => reads(6))).toBe(1);
    expect(logins(tenant)).toBe(0);
  });

  test('is opened once, alone, by fifty calls at once', async () => {
    const tenant = await borne();
    tenant.warehouse.tryLoginAgain();
    tenant.pvx.books.clear();
    await tenant.reads(50);
    expect(logins(tenant)).toBe(1);
    expect(tenant.pvx.books.calls('Authenticate')[0]?.inFlight).toBe(1);
  });
});
