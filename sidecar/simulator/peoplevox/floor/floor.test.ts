import { describe, expect, test } from 'vitest';
import { FloorRefusal } from '../floorActions.ts';
import { bench, goods } from '../testing/bench.ts';

describe('people at the warehouse', () => {
  test('pick some, despatch some, and close the rest short', async () => {
    const { pvx, place } = await bench({ seed: goods });
    await place('A', { MUG: 3, HAT: 2 });
    pvx.floor.pick({ order: 'A', lines: [{ item: 'HAT', quantity: 2 }] });
    expect(pvx.order('A')?.status).toBe('Partially picked');
    const number = pvx.floor.despatch({
      order: 'A',
      lines: [{ item: 'HAT', quantity: 1 }],
      tracking: 'T1',
      carrier: 'DHL',
    });
    expect(pvx.despatches('A')).toMatchObject([
      { number, order: 'A', parcels: [{ tracking: 'T1', lines: [{ item: 'HAT', quantity: 1 }] }] },
    ]);
    expect(pvx.stock('HAT')).toMatchObject([{ onHand: 3, allocated: 1 }]);
    pvx.floor.closeShort({ order: 'A' });
    expect(pvx.order('A')).toMatchObject({
      status: 'Despatched',
      lines: [{ allocated: 0 }, { despatched: 1 }],
    });
  });

  test('split, merge and open again', async () => {
    const { pvx, place } = await bench({ seed: goods });
    await place('A', { MUG: 3, HAT: 2 });
    pvx.floor.split({ order: 'A', into: 'A2', lines: [{ item: 'MUG', quantity: 1 }] });
    const units = (number: string) =>
      Object.fromEntries((pvx.order(number)?.lines ?? []).map((line) => [line.item, line.ordered]));
    expect([units('A'), units('A2')]).toEqual([{ MUG: 2, HAT: 2 }, { MUG: 1 }]);
    expect(pvx.order('A2')).toMatchObject({ status: 'Allocated', columns: { SalesOrderNumber: 'A2' } });
    pvx.floor.merge({ order: 'A', into: 'A2' });
    expect(units('A2')).toEqual({ MUG: 3, HAT: 2 });
    expect(pvx.order('A')).toMatchObject({ status: 'Cancelled', lines: [] });
    expect(pvx.stock('MUG')).toMatchObject([{ allocated: 3 }]);
    pvx.floor.cancel({ order: 'A2' });
    pvx.floor.reopen({ order: 'A2' });
    expect(pvx.order('A2')).toMatchObject({ status: 'Allocated', cancelled: false });
    expect(() => pvx.floor.reopen({ order: 'A2' })).toThrow('is not closed');
    expect(() => pvx.floor.split({ order: 'A2', into: 'A', lines: [] })).toThrow("'A' already");
  });

  test('cannot do what cannot be done, and are told why', async () => {
    const { pvx, place, client } = await bench({ seed: goods });
    await place('A', { MUG: 12 });
    await place('H', { HAT: 1 }, { OnHold: 'true' });
    const refused: [() => unknown, string][] = [
      [() => pvx.floor.pick({ order: 'Z' }), "no sales order 'Z'"],
      [() => pvx.floor.pick({ order: 'A', lines: [{ item: 'HAT', quantity: 1 }] }), 'has no line of HAT'],
      [() => pvx.floor.pick({ order: 'A', lines: [{ item: 'MUG', quantity: 11 }] }), 'only 10 are allocated'],
      [() => pvx.floor.despatch({ order: 'H' }), 'nothing is allocated'],
      [() => pvx.floor.receive({ item: 'MUG', quantity: 0 }), 'receive: /quantity must be >= 1'],
      [() => pvx.floor.receive({ item: 'CAP', quantity: 1 }), "no item 'CAP'"],
      [() => pvx.floor.receive({ item: 'MUG', quantity: 1, site: 'Moon' }), "no site 'Moon'"],
      [() => pvx.floor.writeOff({ item: 'MUG', quantity: 11 }), 'only 10 are at PrimarySite'],
      [() => pvx.floor.tracking({ despatch: 'DES1', tracking: 'T' }), 'no parcel 1'],
      [() => pvx.floor.edit({ order: 'A', columns: { Phone: '1' } }), "no column 'Phone'"],
      [() => pvx.floor.otherOrder({ order: 'A', lines: [] }), "'A' already"],
      [
        () => pvx.floor.return({ order: 'A', lines: [{ item: 'MUG', quantity: 1 }] }),
        'only 0 are despatched',
      ],
      [() => pvx.floor.deactivateItem({ item: 'CAP' }), "no item 'CAP'"],
    ];
    for (const [act, why] of refused) {
      expect(act).toThrow(FloorRefusal);
      expect(act).toThrow(why);
    }
    const parcel = { lines: [{ item: 'MUG', quantity: 6 }] };
    expect(() => pvx.floor.despatch({ order: 'A', parcels: [parcel, parcel] })).toThrow('not 12');
    await client.save('Sales orders', [{ SalesOrderNumber: 'A', OnHold: 'true' }]);
    expect(() => pvx.floor.despatch({ order: 'A' })).toThrow('is held');
    expect(pvx.stock('MUG')).toMatchObject([{ onHand: 10 }]);
  });

  test('may not ship in parts where that is enforced', async () => {
    const { pvx, place } = await bench({ seed: goods, toggles: { partialShipment: 'enforced' } });
    await place('A', { MUG: 2 });
    await place('B', { MUG: 2 }, { IsPartialShipment: 'true' });
    const lines = [{ item: 'MUG', quantity: 1 }];
    expect(() => pvx.floor.despatch({ order: 'A', lines })).toThrow('may not be shipped in parts');
    pvx.floor.despatch({ order: 'B', lines });
    pvx.floor.despatch({ order: 'A' });
  });

  test('hold and release, and the books know who did', async () => {
    const { pvx, place, client } = await bench({ seed: goods });
    await place('A', { MUG: 1 }, { OnHold: 'true' });
    await client.save('Sales orders', [{ SalesOrderNumber: 'A', OnHold: 'false' }]);
    pvx.floor.hold({ order: 'A', on: true });
    pvx.floor.hold({ order: 'A', on: true });
    await client.save('Sales orders', [{ SalesOrderNumber: 'A', StopShip: 'true' }]);
    pvx.floor.hold({ order: 'A', on: false });
    expect(pvx.books.holds('A').map(({ column, on, by }) => [column, on, by])).toEqual([
      ['OnHold', true, 'api'],
      ['OnHold', false, 'api'],
      ['OnHold', true, 'person'],
      ['StopShip', true, 'api'],
      ['OnHold', false, 'person'],
      ['StopShip', false, 'person'],
    ]);
    expect(pvx.order('A')?.status).toBe('Allocated');
  });

  test('edit, cancel and delete orders', async () => {
    const { pvx, place } = await bench({ seed: goods });
    await place('A', { MUG: 1, HAT: 1 });
    pvx.floor.edit({
      order: 'A',
      columns: { ContactName: 'Ann', RequestedDeliveryDate: '2026-03-04' },
      lines: [
        { item: 'MUG', quantity: 2 },
        { item: 'HAT', quantity: 0 },
        { item: 'SET', quantity: 1, line: '9' },
      ],
    });
    expect(pvx.order('A')).toMatchObject({
      columns: { ContactName: 'Ann' },
      lines: [
        { item: 'MUG', ordered: 2, allocated: 2 },
        { item: 'SET', line: '9', allocated: 1 },
      ],
    });
    expect(pvx.books.rows('A').at(-1)).toMatchObject({
      by: 'person',
      columns: { ContactName: 'Ann' },
      call: null,
    });
    pvx.floor.cancel({ order: 'A' });
    expect(pvx.order('A')?.status).toBe('Cancelled');
    pvx.floor.delete({ order: 'A' });
    expect(pvx.order('A')).toBeUndefined();
  });

  test('enter orders of other channels, which take stock', async () => {
    const { pvx } = await bench({ seed: goods });
    pvx.floor.otherOrder({ order: 'X', channel: 'Market', lines: [{ item: 'MUG', quantity: 4 }] });
    expect(pvx.order('X')).toMatchObject({ status: 'Allocated', columns: { ChannelName: 'Market' } });
    expect(pvx.stock('MUG')).toMatchObject([{ available: 6 }]);
    pvx.floor.despatch({ order: 'X' });
    expect(() => pvx.floor.cancel({ order: 'X' })).toThrow('is despatched');
    expect(() => pvx.floor.delete({ order: 'X' })).toThrow('being picked');
  });

  test('write off what is allocated: the least urgent order loses it', async () => {
    const { pvx, place } = await bench({ seed: goods });
    await place('A', { MUG: 5 });
    await place('B', { MUG: 5 });
    pvx.floor.pick({ order: 'A' });
    pvx.floor.writeOff({ item: 'MUG', quantity: 3 });
    expect([pvx.order('A'), pvx.order('B')]).toMatchObject([
      { status: 'Picked' },
      { status: 'Partially allocated' },
    ]);
    expect(() => pvx.floor.writeOff({ item: 'MUG', quantity: 3 })).toThrow('it is picked');
    expect(pvx.stock('MUG')).toMatchObject([{ onHand: 7, allocated: 7 }]);
  });

  test('deactivate an item, whose lines are refused from then on', async () => {
    const { pvx, client } = await bench({ seed: goods });
    pvx.floor.deactivateItem({ item: 'MUG' });
    await client.save('Sales orders', [{ SalesOrderNumber: 'A' }]);
    const answer = await client.save('Sales order items', [
      { SalesOrderNumber: 'A', ItemCode: 'MUG', QuantityOrdered: 1 },
    ]);
    expect(answer.responseId).toBe(-1);
    expect(pvx.stock('~D~MUG')).toHaveLength(1);
  });

  test('a tracking number can also be written back by a carrier tool', async () => {
    const { pvx, place, client } = await bench({ seed: goods });
    await place('A', { MUG: 1 });
    pvx.floor.despatch({ order: 'A' });
    await client.save('Sales orders', [{ SalesOrderNumber: 'A', DespatchTrackingNumber: 'T9' }]);
    expect(pvx.despatches('A')).toMatchObject([{ parcels: [{ tracking: 'T9' }] }]);
  });
});
