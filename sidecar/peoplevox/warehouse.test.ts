// The adapter as journeys use it, against the simulated Peoplevox over HTTP; judged on Peoplevox's own books.

import { describe, expect, test } from 'vitest';
import { salesOrderNumber, sku } from '../domain/ids.ts';
import type { WantedSalesOrder } from '../domain/salesOrder.ts';
import { wholeTemplate } from './templates.ts';
import { startTenant } from './testing/tenant.ts';
import { wantedLine, wantedOrder } from './testing/wanted.ts';

const numbers = (orders: WantedSalesOrder[]) => orders.map(({ number }) => number);
const kinds = (outcomes: Map<string, { kind: string }>) =>
  [...outcomes].map(([number, { kind }]) => [number, kind]);

describe('a batch of orders', () => {
  test('is saved held, read back, and released, and is never pickable while incomplete', async () => {
    const { pvx, warehouse, calls } = await startTenant();
    const orders = ['WC-1', 'WC-2', 'WC-3'].map((number) =>
      wantedOrder(number, { lines: [wantedLine('MUG', 2, '71'), wantedLine('TEE', 1, '72')] }),
    );
    expect(await warehouse.find(numbers(orders), null)).toEqual(new Map());
    expect(kinds(await warehouse.saveHeldHeaders(orders))).toEqual(
      numbers(orders).map((one) => [one, 'saved']),
    );
    expect(kinds(await warehouse.saveLines(orders))).toEqual(numbers(orders).map((one) => [one, 'saved']));

    const held = await warehouse.find(numbers(orders), null);
    const { delivery, ...found } = held.get(salesOrderNumber('WC-2')) ?? {};
    expect(delivery?.get('ShippingAddressPostcode')).toBe('SW1Y 4JH');
    expect(found).toEqual({
      number: 'WC-2',
      status: 'new',
      statusWord: 'New',
      onHold: true,
      loading: true,
      fingerprint: 'pickwave:test:WC-2',
      lines: [
        { sku: 'MUG', quantity: 2, line: '71' },
        { sku: 'TEE', quantity: 1, line: '72' },
      ],
    });
    expect((await warehouse.findLoading()).map(({ number }) => number)).toEqual(['WC-1', 'WC-2', 'WC-3']);
    expect(pvx.order('WC-1')?.columns.OnHold?.toLowerCase()).toBe('true');

    expect(kinds(await warehouse.release(orders))).toEqual(numbers(orders).map((one) => [one, 'saved']));
    const released = (await warehouse.find(numbers(orders), null)).get(salesOrderNumber('WC-2'));
    expect(released).toMatchObject({
      status: 'allocated',
      onHold: false,
      loading: false,
      fingerprint: 'pickwave:test:WC-2',
    });
    for (const number of numbers(orders)) {
      expect(pvx.books.order(number).timesCreated).toBe(1);
      expect(pvx.books.pickableOtherwise(number, { MUG: 2, TEE: 1 })).toEqual([]);
      expect(pvx.books.order(number).pickable).toHaveLength(1);
    }
    // ask, template, headers, template, lines, ask twice, LOADING, release, ask twice
    expect(calls()).toEqual([
      'Authenticate',
      'GetData Sales orders',
      'GetSaveTemplate Sales orders',
      'SaveData Sales orders',
      'GetSaveTemplate Sales order items',
      'SaveData Sales order items',
      'GetData Sales orders',
      'GetData Sales order items',
      'GetData Sales orders',
      'SaveData Sales orders',
      'GetData Sales orders',
      'GetData Sales order items',
    ]);
  });

  test('a line is taken away, an order is cancelled, a following read needs no lines', async () => {
    const { pvx, warehouse } = await startTenant();
    const order = wantedOrder('WC-1', { lines: [wantedLine('MUG', 2, '71'), wantedLine('TEE', 1, '72')] });
    await warehouse.saveHeldHeaders([order]);
    await warehouse.saveLines([order]);
    const lines = (await warehouse.find([order.number], null)).get(order.number)?.lines ?? [];
    const tee = lines.filter((line) => line.sku === 'TEE');
    expect(kinds(await warehouse.removeLines([{ number: order.number, lines: tee }]))).toEqual([
      ['WC-1', 'saved'],
    ]);
    expect(pvx.order('WC-1')?.lines.map(({ item }) => item)).toEqual(['MUG']);
    expect(kinds(await warehouse.cancel([order.number]))).toEqual([['WC-1', 'saved']]);
    expect((await warehouse.headers([order.number], null)).get(order.number)?.status).toBe('cancelled');
  });

  test('what a shop has in its addresses arrives to the letter', async () => {
    const { pvx, warehouse } = await startTenant();
    const order = wantedOrder('WC-1', {
      contactName: 'Zoë "Zo" O\'Neil & Söhne <GmbH>',
      shipTo: {
        ...wantedOrder('x').shipTo,
        company: 'Müller, Ltd',
        line1: 'Flat 2\n1 High Street',
        line2: 'Łódź',
        country: 'IE',
      },
    });
    expect(kinds(await warehouse.saveHeldHeaders([order]))).toEqual([['WC-1', 'saved']]);
    expect(pvx.order('WC-1')?.columns).toMatchObject({
      ContactName: 'Zoë "Zo" O\'Neil & Söhne <GmbH>',
      ShippingAddressLine1: 'Müller, Ltd',
      ShippingAddressLine2: 'Flat 2 1 High Street, Łódź',
      ShippingAddressCountry: 'Ireland',
    });
  });
});

describe('a tenant with its own ways', () => {
  test('renamed captions and templates, the short answers of 2017, CRLF and ids instead of names are all understood', async () => {
    const { warehouse } = await startTenant({
      tenant: {
        toggles: {
          captions: {
            'Sales orders': {
              SalesOrderNumber: 'Sales Order Number',
              ShippingAddressLine1: 'ShipAdd1',
              Attribute4: 'Made by',
            },
            'Sales order items': { Line: 'Reference 2' },
          },
          shape: '2017',
          omitEmptyElements: true,
          csvLineEnd: 'CRLF',
          csvTrailingNewline: false,
          csvEmptyFirstLine: true,
          templateStatus: 'id',
          password: 'plain',
        },
      },
      peoplevox: {
        password: 'plain',
        columns: {
          'Sales orders.ShippingAddressLine1': 'ShipAdd1',
          'Sales orders.Attribute4': 'Made by',
          'Sales order items.Line': 'Reference 2',
        },
      },
    });
    const order = wantedOrder('WC-1');
    expect(await warehouse.missingColumns()).toEqual([]);
    await warehouse.saveHeldHeaders([order]);
    await warehouse.saveLines([order]);
    await warehouse.release([order]);
    expect((await warehouse.find([order.number], null)).get(order.number)).toMatchObject({
      status: 'allocated',
      fingerprint: 'pickwave:test:WC-1',
      lines: [{ sku: 'MUG', quantity: 1, line: '73' }],
    });
  });

  test('a column the template lacks is named; without an essential one nothing is sent', async () => {
    const { pvx, warehouse, logged } = await startTenant({
      tenant: {
        toggles: { missingColumns: { 'Sales orders': ['TaxPaid'] }, missingTemplates: ['Sales order items'] },
      },
    });
    const order = wantedOrder('WC-1');
    expect(await warehouse.missingColumns()).toEqual([
      { template: 'Sales orders', column: 'TaxPaid' },
      { template: 'Sales order items', column: wholeTemplate },
    ]);
    expect(kinds(await warehouse.saveHeldHeaders([order]))).toEqual([['WC-1', 'saved']]);
    expect(logged.filter((line) => line.includes('TaxPaid'))).toHaveLength(1);
    expect(kinds(await warehouse.saveLines([order]))).toEqual([['WC-1', 'not_sent']]);

    pvx.toggles.missingColumns = { 'Sales orders': ['OnHold'] };
    warehouse.tryLoginAgain();
    const outcomes = await warehouse.saveHeldHeaders([wantedOrder('WC-2')]);
    expect(outcomes.get(salesOrderNumber('WC-2'))).toEqual({
      kind: 'not_sent',
      words: 'The template "Sales orders" in Peoplevox lacks: OnHold.',
    });
    expect(pvx.order('WC-2')).toBeUndefined();
  });

  test('two settings that want the same column stop the save, for neither may overwrite the other', async () => {
    const { warehouse } = await startTenant({ peoplevox: { fingerprintAttribute: 5, loadingAttribute: 5 } });
    const outcome = (await warehouse.saveHeldHeaders([wantedOrder('WC-1')])).get(salesOrderNumber('WC-1'));
    expect(outcome).toEqual({
      kind: 'not_sent',
      words: 'Settings put two things into the column "Attribute5" of "Sales orders"; give each its own.',
    });
  });
});

test('items are known to the letter, and one that cannot be searched for is not known', async () => {
  const { warehouse } = await startTenant();
  const known = await warehouse.knownItemCodes(['MUG', 'mug', 'TEE', 'NOPE', 'A"B'].map(sku));
  expect([...known].sort()).toEqual(['MUG', 'TEE']);
});

test('any sales order serves as a canary; an empty tenant has none', async () => {
  const { warehouse } = await startTenant();
  expect(await warehouse.anySalesOrderNumber()).toBeNull();
  await warehouse.saveHeldHeaders([wantedOrder('WC-1')]);
  expect(await warehouse.anySalesOrderNumber()).toBe('WC-1');
});

test('health and calls used are told to the screen', async () => {
  const { pvx, warehouse, store } = await startTenant({ peoplevox: { windowSeconds: 60 } });
  expect(warehouse.health()).toEqual({
    state: 'not_asked_yet',
    words: 'Peoplevox has not been asked yet.',
    lastAnswerAt: null,
  });
  await warehouse.findLoading();
  expect(warehouse.health().state).toBe('answering');
  expect(warehouse.health().lastAnswerAt).not.toBeNull();
  expect(await warehouse.usage()).toEqual({ inWindow: 2, allowed: 15, windowSeconds: 60, today: 2 });
  expect(store.rows.map(({ operation, lane }) => `${operation} ${lane}`)).toEqual([
    'Authenticate orders',
    'GetData orders',
  ]);
  await pvx.goAway();
  await expect(warehouse.findLoading()).rejects.toMatchObject({ name: 'NotConnected' });
  expect(warehouse.health().state).toBe('away');
  expect(warehouse.health().words).toBe('Peoplevox refuses the connection.');
});

test('each call passes a named point before and after, for the crash matrix', async () => {
  const points: string[] = [];
  const { warehouse } = await startTenant({ deps: { onPoint: (label) => void points.push(label) } });
  await warehouse.saveHeldHeaders([wantedOrder('WC-1')]);
  expect(points).toEqual([
    'pvx:Authenticate:before',
    'pvx:Authenticate:after',
    'pvx:GetSaveTemplate:Sales orders:before',
    'pvx:GetSaveTemplate:Sales orders:after',
    'pvx:SaveData:Sales orders:before',
    'pvx:SaveData:Sales orders:after',
  ]);
});

test('neither password nor names nor addresses are logged', async () => {
  const { pvx, warehouse, logged } = await startTenant();
  pvx.faults.add({ kind: 'lost answer', operation: 'SaveData' });
  await warehouse.saveHeldHeaders([wantedOrder('WC-1')]);
  await warehouse.saveHeldHeaders([wantedOrder('WC-1')]);
  expect(logged.length).toBeGreaterThan(3);
  const secrets = [
    pvx.credentials.password,
    Buffer.from(pvx.credentials.password).toString('base64'),
    'Ada',
    'SW1Y',
    'example.com',
  ];
  for (const secret of secrets) expect(logged.join('\n')).not.toContain(secret);
});

test('the law of Peoplevox is kept: never more than the settings allow, log-in included', async () => {
  const { pvx, warehouse } = await startTenant({
    tenant: { toggles: { rateLimit: 5, rateWindowMs: 400 } },
    peoplevox: { callsPerWindow: 5, windowSeconds: 0.4 },
  });
  await Promise.all(Array.from({ length: 14 }, () => warehouse.findLoading()));
  expect(pvx.books.violations()).toEqual([]);
  expect(pvx.books.mostInFlight()).toBe(1);
  expect(pvx.books.callCounts()).toEqual({ Authenticate: 1, GetData: 14 });
});
