import { describe, expect, test } from 'vitest';
import { bench, goods } from '../testing/bench.ts';
import { csvRows } from '../testing/client.ts';

const line = (order: string, item: string, quantity: number, reference?: string) => ({
  SalesOrderNumber: order,
  ItemCode: item,
  QuantityOrdered: quantity,
  ...(reference === undefined ? {} : { Line: reference }),
});
const header = (order: string, columns: Record<string, string> = {}) => ({
  SalesOrderNumber: order,
  ...columns,
});

describe('a sales order', () => {
  test('is allocated as far as stock goes when it is saved with Action 0', async () => {
    const { pvx, place } = await bench({ seed: goods });
    await place('A', { MUG: 10, HAT: 3 });
    await place('B', { MUG: 1, HAT: 2 });
    expect(pvx.order('A')?.status).toBe('Allocated');
    expect(pvx.order('B')).toMatchObject({ status: 'Partially allocated' });
    expect(pvx.stock('HAT')).toMatchObject([{ onHand: 4, allocated: 4, available: 0 }]);
    pvx.floor.receive({ item: 'MUG', quantity: 5 });
    pvx.floor.receive({ item: 'HAT', quantity: 5 });
    expect(pvx.order('B')?.status).toBe('Allocated');
  });

  test('is allocated at its own site', async () => {
    const seed = { items: [{ code: 'MUG', stock: { PrimarySite: 1, SystemSite: 9 } }] };
    const { pvx, place, client } = await bench({ seed });
    await place('A', { MUG: 2 });
    expect(pvx.order('A')?.lines).toMatchObject([{ allocated: 1 }]);
    await client.save('Sales orders', [header('A', { Site: 'SystemSite' })]);
    expect(pvx.order('A')?.lines).toMatchObject([{ allocated: 2 }]);
    expect(pvx.stock('MUG')).toMatchObject([
      { site: 'PrimarySite', allocated: 0 },
      { site: 'SystemSite', allocated: 2 },
    ]);
    expect((await client.save('Sales orders', [header('A', { Site: 'Moon' })])).detail).toContain(
      "Site 'Moon'",
    );
  });

  test('waits with Action 1 until it is saved with Action 0', async () => {
    const { pvx, client } = await bench({ seed: goods });
    await client.save('Sales orders', [header('A')], 1);
    await client.save('Sales order items', [line('A', 'MUG', 1)], 1);
    expect(pvx.order('A')).toMatchObject({ status: 'New', mayAllocate: false });
    expect(pvx.books.order('A').pickable).toEqual([]);
    await client.save('Sales orders', [header('A')], 0);
    expect(pvx.order('A')?.status).toBe('Allocated');
  });

  test('does not wait where Action 1 is ignored', async () => {
    const { pvx, client } = await bench({ seed: goods, toggles: { action1: 'ignored' } });
    await client.save('Sales orders', [header('A')], 1);
    await client.save('Sales order items', [line('A', 'MUG', 1)], 1);
    expect(pvx.order('A')?.status).toBe('Allocated');
    expect(pvx.books.pickableOtherwise('A', { MUG: 2 })).toHaveLength(1);
  });

  test.each([
    ['stops allocation', 'New', false],
    ['only picking', 'Allocated', false],
    ['ignored', 'Allocated', true],
  ] as const)('on hold, where a hold %s, is %s', async (hold, status, pickable) => {
    const { pvx, client } = await bench({ seed: goods, toggles: { hold } });
    await client.save('Sales orders', [header('A', { OnHold: 'true' })]);
    await client.save('Sales order items', [line('A', 'MUG', 1)]);
    expect(pvx.order('A')?.status).toBe(status);
    expect(pvx.books.order('A').pickable.length > 0).toBe(pickable);
    if (!pickable) expect(() => pvx.floor.pick({ order: 'A' })).toThrow(/nothing is allocated|is held/);
    await client.save('Sales orders', [header('A', { OnHold: 'false' })]);
    expect(pvx.order('A')?.status).toBe('Allocated');
    pvx.floor.pick({ order: 'A' });
    expect(pvx.order('A')?.status).toBe('Picked');
  });

  test('StopShip holds like OnHold', async () => {
    const { pvx, place } = await bench({ seed: goods });
    await place('A', { MUG: 1 }, { StopShip: 'TRUE' });
    expect(pvx.order('A')).toMatchObject({ held: true, status: 'New' });
  });

  test('is allocated only when told, where the engine is', async () => {
    const { pvx, place } = await bench({ seed: goods, toggles: { allocation: 'when told' } });
    await place('A', { MUG: 1 });
    expect(pvx.order('A')?.status).toBe('New');
    pvx.floor.allocate({});
    expect(pvx.order('A')?.status).toBe('Allocated');
  });

  test('is not allocated again by an update, where updates do not', async () => {
    const { pvx, client, place } = await bench({
      seed: goods,
      toggles: { updateAllocates: 'only while new' },
    });
    await place('A', { MUG: 1 });
    await client.save('Sales order items', [line('A', 'HAT', 1)]);
    expect(pvx.order('A')?.status).toBe('Partially allocated');
  });

  test('is cancelled through Status, whatever else Status says is read-only', async () => {
    const { pvx, client, place } = await bench({ seed: goods });
    await place('A', { MUG: 3 });
    await client.save('Sales orders', [header('A', { Status: 'Despatched' })]);
    expect(pvx.order('A')?.status).toBe('Allocated');
    await client.save('Sales orders', [header('A', { Status: 'cancelled' })]);
    expect(pvx.order('A')).toMatchObject({ status: 'Cancelled', cancelled: true });
    expect(pvx.stock('MUG')).toMatchObject([{ allocated: 0 }]);
    await client.save('Sales orders', [header('A', { Status: 'New', OnHold: 'false' })]);
    expect(pvx.order('A')?.status).toBe('Cancelled');
  });

  test.each([
    ['allowed', 0, 'Cancelled'],
    ['refused', -1, 'Picked'],
    ['ignored', 0, 'Picked'],
  ] as const)('being picked, its cancellation is %s', async (cancelAfterPicking, responseId, status) => {
    const { pvx, client, place } = await bench({ seed: goods, toggles: { cancelAfterPicking } });
    await place('A', { MUG: 1 });
    pvx.floor.pick({ order: 'A' });
    const answer = await client.save('Sales orders', [header('A', { Status: 'Cancelled' })]);
    expect(answer.responseId).toBe(responseId);
    expect(pvx.order('A')?.status).toBe(status);
  });

  test.each([
    ['refused', -1],
    ['ignored', 0],
  ] as const)('despatched, its cancellation is %s', async (cancelAfterDespatch, responseId) => {
    const { pvx, client, place } = await bench({ seed: goods, toggles: { cancelAfterDespatch } });
    await place('A', { MUG: 1 });
    pvx.floor.despatch({ order: 'A' });
    const answer = await client.save('Sales orders', [header('A', { Status: 'Cancelled' })]);
    expect(answer.responseId).toBe(responseId);
    expect(pvx.order('A')?.status).toBe('Despatched');
  });

  test.each([
    ['allowed', 0, 2],
    ['refused', -1, 1],
    ['ignored', 0, 1],
  ] as const)('being picked, a change is %s', async (editAfterPicking, responseId, ordered) => {
    const { pvx, client, place } = await bench({ seed: goods, toggles: { editAfterPicking } });
    await place('A', { MUG: 1 });
    pvx.floor.pick({ order: 'A' });
    expect((await client.save('Sales order items', [line('A', 'MUG', 2)])).responseId).toBe(responseId);
    expect(pvx.order('A')?.lines).toMatchObject([{ ordered }]);
    expect((await client.save('Sales orders', [header('A', { ContactName: 'X' })])).responseId).toBe(
      responseId,
    );
    expect((await client.save('Sales orders', [header('A', { OnHold: 'true' })])).responseId).toBe(0);
    expect(pvx.order('A')?.held).toBe(true);
  });

  test('is deleted by Action 2, and counted when it is made again', async () => {
    const { pvx, client, place } = await bench({ seed: goods });
    await place('A', { MUG: 1 });
    await client.save('Sales orders', [header('A')], 2);
    expect(pvx.order('A')).toBeUndefined();
    expect(pvx.stock('MUG')).toMatchObject([{ allocated: 0 }]);
    expect((await client.save('Sales orders', [header('A')], 2)).responseId).toBe(-1);
    await place('A', { MUG: 1 });
    expect(pvx.books.order('A')).toMatchObject({ timesCreated: 2, timesDeleted: 1, there: true });
  });

  test('takes its service type by name or code, or does not care', async () => {
    const { client, pvx } = await bench();
    const save = async (ServiceType: string) =>
      (await client.save('Sales orders', [header('A', { ServiceType })])).responseId;
    expect([await save('RM48'), await save('Royal Mail 48'), await save('x'), await save('')]).toEqual([
      0, 0, -1, 0,
    ]);
    pvx.toggles.serviceTypeMatch = 'code';
    expect([await save('RM48'), await save('Royal Mail 48')]).toEqual([0, -1]);
    pvx.toggles.serviceTypeMatch = 'name';
    expect([await save('RM48'), await save('Royal Mail 48')]).toEqual([-1, 0]);
    pvx.toggles.unknownServiceType = 'accepted';
    expect(await save('x')).toBe(0);
  });

  test('minds its payment method where told to', async () => {
    const { client, pvx } = await bench();
    const save = async () =>
      (await client.save('Sales orders', [header('A', { PaymentMethod: 'Shells' })])).responseId;
    expect(await save()).toBe(0);
    pvx.toggles.unknownPaymentMethod = 'refused';
    expect(await save()).toBe(-1);
  });

  test('shows its status by name, or by number where told to, and is found by both', async () => {
    const { client, pvx, place } = await bench({ seed: goods });
    await place('A', { MUG: 1 });
    pvx.floor.despatch({ order: 'A' });
    const status = async (search: string) =>
      csvRows((await client.get('Sales orders', search)).detail)[0]?.Status;
    expect(await status('Status.Equals(5)')).toBe('Despatched');
    pvx.toggles.templateStatus = 'id';
    expect(await status('Status = "Despatched"')).toBe('5');
  });
});

describe('order lines', () => {
  const first = [line('A', 'MUG', 1, '11')];
  const second = [line('A', 'MUG', 2, '12')];
  const quantities = (lines: { ordered: number }[] | undefined) => lines?.map(({ ordered }) => ordered);

  test.each([
    ['item', [2], [2]],
    ['item+line', [1, 2], [1, 2]],
    ['always insert', [1, 2], [1, 2, 2]],
  ] as const)('are the same line by %s', async (lineKey, afterTwo, afterRepeat) => {
    const { pvx, client } = await bench({ seed: goods, toggles: { lineKey } });
    await client.save('Sales orders', [header('A')]);
    await client.save('Sales order items', first);
    await client.save('Sales order items', second);
    expect(quantities(pvx.order('A')?.lines)).toEqual(afterTwo);
    await client.save('Sales order items', second);
    expect(quantities(pvx.order('A')?.lines)).toEqual(afterRepeat);
  });

  test('left out stay; Action 2 takes them off', async () => {
    const { pvx, client, place } = await bench({ seed: goods });
    await place('A', { MUG: 1, HAT: 2 });
    await client.save('Sales order items', [line('A', 'MUG', 4)]);
    expect(pvx.order('A')?.lines).toMatchObject([
      { item: 'MUG', ordered: 4 },
      { item: 'HAT', ordered: 2 },
    ]);
    await client.save('Sales order items', [{ SalesOrderNumber: 'A', ItemCode: 'HAT' }], 2);
    expect(pvx.order('A')?.lines.map(({ item }) => item)).toEqual(['MUG']);
    expect(pvx.stock('HAT')).toMatchObject([{ allocated: 0 }]);
    expect(
      (await client.save('Sales order items', [{ SalesOrderNumber: 'A', ItemCode: 'HAT' }], 2)).responseId,
    ).toBe(-1);
  });

  test('are told apart by Line when one of two is taken off', async () => {
    const { pvx, client } = await bench({ seed: goods, toggles: { lineKey: 'item+line' } });
    await client.save('Sales orders', [header('A')]);
    await client.save('Sales order items', [...first, ...second]);
    await client.save('Sales order items', [{ SalesOrderNumber: 'A', ItemCode: 'MUG', Line: '11' }], 2);
    expect(quantities(pvx.order('A')?.lines)).toEqual([2]);
  });

  test.each([
    ['refused', -1, []],
    ['dropped', 0, []],
    ['accepted', 0, ['NOPE']],
  ] as const)('of an unknown item are %s', async (unknownItem, responseId, items) => {
    const { pvx, client } = await bench({ toggles: { unknownItem } });
    await client.save('Sales orders', [header('A')]);
    expect((await client.save('Sales order items', [line('A', 'NOPE', 1)])).responseId).toBe(responseId);
    expect(pvx.order('A')?.lines.map(({ item }) => item)).toEqual(items);
  });

  test.each([
    ['refused', -1, [3]],
    ['removes the line', 0, []],
    ['kept', 0, [0]],
  ] as const)('of quantity 0: %s', async (quantityZero, responseId, left) => {
    const { pvx, client, place } = await bench({ seed: goods, toggles: { quantityZero } });
    await place('A', { MUG: 3 });
    expect((await client.save('Sales order items', [line('A', 'MUG', 0)])).responseId).toBe(responseId);
    expect(quantities(pvx.order('A')?.lines)).toEqual(left);
    expect(pvx.stock('MUG')).toMatchObject([{ allocated: left[0] ?? 0 }]);
  });

  test('of no order, below nothing, or below what is despatched are refused', async () => {
    const { pvx, client, place } = await bench({ seed: goods });
    await place('A', { MUG: 3 });
    pvx.floor.despatch({ order: 'A', lines: [{ item: 'MUG', quantity: 2 }] });
    const bad = [line('Z', 'MUG', 1), line('A', 'MUG', -1), line('A', 'MUG', 1)];
    expect(await client.save('Sales order items', bad)).toMatchObject({ responseId: -1, totalCount: 0 });
    const gone = await client.save('Sales order items', [{ SalesOrderNumber: 'A', ItemCode: 'MUG' }], 2);
    expect(gone.detail).toContain('has been despatched');
  });
});

describe('a kit', () => {
  test('sets its parts aside, whole kits only, and despatches them under its name', async () => {
    const { pvx, place, client } = await bench({ seed: goods });
    await place('A', { SET: 3 });
    expect(pvx.order('A')).toMatchObject({
      status: 'Partially allocated',
      lines: [{ item: 'SET', allocated: 2 }],
    });
    expect(pvx.stock()).toMatchObject([
      { item: 'MUG', allocated: 2 },
      { item: 'HAT', allocated: 4 },
    ]);
    pvx.floor.despatch({ order: 'A', tracking: 'T' });
    const columns = '[Item code],[No of items],[Parent],[No. of parent items despatched]';
    expect(csvRows((await client.report('Despatch summary', { columns })).detail)).toEqual([
      { 'Item code': 'MUG', 'No of items': '2', Parent: 'SET', 'No. of parent items despatched': '2' },
      { 'Item code': 'HAT', 'No of items': '4', Parent: 'SET', 'No. of parent items despatched': '2' },
    ]);
    expect(pvx.stock()).toMatchObject([
      { item: 'MUG', onHand: 8, allocated: 0 },
      { item: 'HAT', onHand: 0 },
    ]);
  });
});
