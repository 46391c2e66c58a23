import { describe, expect, test } from 'vitest';
import type { FaultSpec } from './faults.ts';
import { bench, goods } from './testing/bench.ts';
import { csvRows } from './testing/client.ts';

const header = (order: string) => ({ SalesOrderNumber: order });
const line = (order: string, item: string) => ({
  SalesOrderNumber: order,
  ItemCode: item,
  QuantityOrdered: 1,
});

describe('a lost answer', () => {
  test.each([
    ['not done', false, 'lost before work'],
    ['done', true, 'lost after work'],
  ] as const)('with the work %s', async (work, there, outcome) => {
    const { pvx, client } = await bench();
    pvx.faults.add({ kind: 'lost answer', work, operation: 'SaveData' });
    await expect(client.save('Sales orders', [header('A')])).rejects.toThrow();
    expect(pvx.order('A') !== undefined).toBe(there);
    expect(pvx.books.calls('SaveData')).toMatchObject([
      { outcome, httpStatus: null, faults: ['fault-1 lost answer'] },
    ]);
    expect((await client.save('Sales orders', [header('A')])).responseId).toBe(0);
    expect(pvx.books.order('A').timesCreated).toBe(1);
  });
});

describe('which calls it strikes', () => {
  const strikes = async (fault: Partial<FaultSpec>) => {
    const { pvx, client } = await bench({ seed: goods });
    pvx.faults.add({ kind: 'refusal', text: 'No', times: 0, ...fault });
    const answers = [
      await client.save('Sales orders', [header('A'), header('B')], 1),
      await client.save('Sales order items', [line('A', 'MUG')]),
      await client.get('Sales orders', 'SalesOrderNumber.Equals("A")'),
      await client.report('Despatch summary'),
    ];
    return answers.map(({ detail }) => (detail === 'No' ? 'x' : '.')).join('');
  };
  test.each([
    [{}, 'xxxx'],
    [{ operation: 'savedata' }, 'xx..'],
    [{ template: 'sales orders' }, 'x.x.'],
    [{ order: 'A' }, 'xxx.'],
    [{ order: 'B' }, 'x...'],
    [{ item: 'MUG' }, '.x..'],
    [{ action: 1 }, 'x...'],
    [{ times: 1 }, 'x...'],
    [{ times: 2, skip: 1 }, '.xx.'],
    [{ operation: 'GetReportData', template: 'Despatch summary' }, '...x'],
  ] satisfies [Partial<FaultSpec>, string][])('%o: %s', async (fault, expected) => {
    expect(await strikes(fault)).toBe(expected);
  });

  test('an order is found under a renamed caption too', async () => {
    const { pvx, client } = await bench({
      toggles: { captions: { 'Sales orders': { SalesOrderNumber: 'Order no' } } },
    });
    pvx.faults.add({ kind: 'refusal', order: 'A' });
    expect((await client.save('Sales orders', [{ 'Order no': 'B' }])).responseId).toBe(0);
    expect((await client.save('Sales orders', [{ 'Order no': 'A' }])).responseId).toBe(-1);
    expect(pvx.books.calls('SaveData')[1]?.orders).toEqual(['A']);
  });

  test('none once it is cleared', async () => {
    const { pvx, client } = await bench();
    const id = pvx.faults.add({ kind: 'HTTP status', times: 0 });
    pvx.faults.add({ kind: 'HTML page', skip: 5 });
    pvx.faults.clear(id);
    expect(pvx.faults.list()).toMatchObject([{ kind: 'HTML page', skipLeft: 5, timesLeft: 1 }]);
    pvx.faults.clear();
    expect((await client.get('Sites')).responseId).toBe(0);
  });
});

describe('a spoilt answer', () => {
  const spoilt = async (fault: FaultSpec) => {
    const { pvx, client } = await bench();
    pvx.faults.add(fault);
    const response = await client.raw('SaveData', client.saveRequest('Sales orders', 'SalesOrderNumber\nA'));
    return { status: response.status, text: await response.text(), done: pvx.order('A') !== undefined, pvx };
  };

  test.each([500, 429, 503])('is HTTP %i', async (status) => {
    expect(await spoilt({ kind: 'HTTP status', status, text: 'busy' })).toMatchObject({
      status,
      text: 'busy',
      done: false,
    });
  });

  test('is an HTML page, although the work was done', async () => {
    const answer = await spoilt({ kind: 'HTML page', work: 'done' });
    expect(answer).toMatchObject({ status: 200, done: true });
    expect(answer.text).toMatch(/^<!DOCTYPE html/);
    expect(answer.pvx.books.calls('SaveData')).toMatchObject([{ outcome: 'spoilt', httpStatus: 200 }]);
  });

  test('is a SOAP fault', async () => {
    const answer = await spoilt({ kind: 'SOAP fault', text: 'Deadlock' });
    expect(answer).toMatchObject({ status: 500, done: false });
    expect(answer.text).toContain('Deadlock');
  });

  test('is garbage', async () => {
    expect(await spoilt({ kind: 'garbage' })).toMatchObject({ status: 200, text: '\u0003PVX<<not xml&&' });
  });

  test('is half an XML document', async () => {
    const answer = await spoilt({ kind: 'truncated XML', work: 'done' });
    expect(answer.done).toBe(true);
    expect(answer.text).toContain('<ResponseId>0');
    expect(answer.text).not.toContain('</soap:Envelope>');
  });

  test('is a refusal, although the work was done', async () => {
    const answer = await spoilt({ kind: 'refusal', work: 'done', text: 'System : Timeout expired' });
    expect(answer.done).toBe(true);
    expect(answer.text).toContain(
      '<ResponseId>-1</ResponseId><TotalCount>0</TotalCount><Detail>System : Timeout expired',
    );
  });
});

describe('a read', () => {
  const read = async (fault: FaultSpec) => {
    const { pvx, client } = await bench({ seed: goods });
    pvx.faults.add(fault);
    return client.report('Item inventory summary', { columns: '[Item code],[Available]' });
  };

  test('is empty, and says so', async () => {
    expect(await read({ kind: 'empty answer' })).toMatchObject({
      responseId: 0,
      totalCount: 0,
      detail: 'Item code,Available\n',
    });
  });
  test('is short, and says nothing', async () => {
    const answer = await read({ kind: 'short answer' });
    expect(answer).toMatchObject({ responseId: 0, totalCount: 1 });
    expect(csvRows(answer.detail)).toHaveLength(1);
  });
  test('is cut in the middle of a row', async () => {
    const answer = await read({ kind: 'truncated CSV' });
    expect(answer).toMatchObject({ responseId: 0, totalCount: 2 });
    expect(answer.detail).toBe('Item code,Available\n"MUG","10"\n"HAT"');
  });
});

test('a session can end before a call', async () => {
  const { pvx, client } = await bench();
  pvx.faults.add({ kind: 'session ended', operation: 'GetData' });
  expect((await client.get('Sites')).detail).toBe('System : Security - Invalid Session');
  expect((await client.get('Sites')).responseId).toBe(-1);
  await client.logIn();
  expect((await client.get('Sites')).responseId).toBe(0);
});

test('a call hangs until the fault is cleared', async () => {
  const { pvx, client } = await bench();
  pvx.faults.add({ kind: 'hang', work: 'done', operation: 'SaveData' });
  const hanging = client.save('Sales orders', [header('A')]).then(
    () => 'answered',
    () => 'cut',
  );
  await expect.poll(() => pvx.order('A')?.number).toBe('A');
  expect(pvx.books.calls('SaveData')[0]?.endedAt).toBeNull();
  pvx.faults.clear();
  expect(await hanging).toBe('cut');
});

test('a caller who does not wait is booked as gone', async () => {
  const { pvx } = await bench();
  pvx.faults.add({ kind: 'hang' });
  const body =
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><GetData xmlns="http://www.peoplevox.net/"/></s:Body></s:Envelope>';
  const headers = { soapaction: 'http://www.peoplevox.net/GetData' };
  const impatient = new AbortController();
  const call = fetch(pvx.url, { method: 'POST', headers, body, signal: impatient.signal }).catch(
    () => 'gave up',
  );
  await expect.poll(() => pvx.books.calls('GetData').length).toBe(1);
  impatient.abort();
  expect(await call).toBe('gave up');
  await expect.poll(() => pvx.books.calls('GetData')[0]?.outcome).toBe('caller gone');
});

test('a slow call takes longer, before or after its work', async () => {
  const { pvx, client } = await bench();
  pvx.faults.add({ kind: 'slow', ms: 60, work: 'done' });
  const began = performance.now();
  await client.save('Sales orders', [header('A')]);
  expect(performance.now() - began).toBeGreaterThan(55);
});

describe('a row', () => {
  test('is refused by name, in the words given', async () => {
    const { pvx, client } = await bench({ seed: goods });
    pvx.faults.add({ kind: 'refuse row', order: 'B', text: 'Postcode not found' });
    const answer = await client.save('Sales orders', [header('A'), header('B'), header('C')]);
    expect(answer).toMatchObject({ responseId: -1, totalCount: 2, detail: 'Line 3 : Postcode not found' });
    expect(pvx.orders().map(({ number }) => number)).toEqual(['A', 'C']);
  });

  test('is dropped while its status is Success', async () => {
    const { pvx, client } = await bench({ seed: goods });
    await client.save('Sales orders', [header('A')]);
    pvx.faults.add({ kind: 'drop row', item: 'HAT' });
    const answer = await client.save('Sales order items', [line('A', 'MUG'), line('A', 'HAT')]);
    expect(answer).toMatchObject({ responseId: 0, totalCount: 2 });
    expect(answer.statuses.every(({ status }) => status === 'Success')).toBe(true);
    expect(pvx.order('A')?.lines.map(({ item }) => item)).toEqual(['MUG']);
    expect(pvx.books.rows('A').at(-1)).toMatchObject({ outcome: 'dropped', columns: { ItemCode: 'HAT' } });
  });
});

describe('a save', () => {
  test('arrives late, although its answer was lost', async () => {
    const { pvx, client, advance } = await bench();
    pvx.faults.add({ kind: 'late commit', ms: 5000, operation: 'SaveData' });
    pvx.faults.add({ kind: 'lost answer', work: 'done', operation: 'SaveData' });
    await expect(client.save('Sales orders', [header('A')])).rejects.toThrow();
    expect(pvx.order('A')).toBeUndefined();
    advance(4999);
    expect((await client.get('Sales orders')).totalCount).toBe(0);
    advance(1);
    expect((await client.get('Sales orders')).totalCount).toBe(1);
    expect(pvx.books.rows('A')).toMatchObject([
      { call: pvx.books.calls('SaveData')[0]?.seq, outcome: 'applied' },
    ]);
  });

  test('is queued, and applied when told', async () => {
    const { pvx, client, advance } = await bench({ toggles: { commit: 'queued', commitDelayMs: null } });
    const answer = await client.save('Sales orders', [header('A')]);
    expect(answer).toMatchObject({ responseId: 0, totalCount: 1 });
    expect(answer.importingQueueId).toBeGreaterThan(0);
    advance(86_400_000);
    expect(pvx.order('A')).toBeUndefined();
    expect([pvx.pendingCommits(), pvx.commit(), pvx.pendingCommits()]).toEqual([1, 1, 0]);
    expect(pvx.order('A')?.number).toBe('A');
  });

  test('is late by toggle too, and says nothing of a queue', async () => {
    const { pvx, client, advance } = await bench({ toggles: { commit: 'late', commitDelayMs: 100 } });
    expect((await client.save('Sales orders', [header('A')])).importingQueueId).toBe(0);
    expect(pvx.order('A')).toBeUndefined();
    advance(100);
    expect(pvx.order('A')?.number).toBe('A');
  });
});
