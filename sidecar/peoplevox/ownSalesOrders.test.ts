import { describe, expect, test } from 'vitest';
import { NotTrusted, Refused } from '../domain/errors.ts';
import { salesOrderNumber } from '../domain/ids.ts';
import { startTenant } from './testing/tenant.ts';
import { wantedOrder } from './testing/wanted.ts';

const hourMs = 3_600_000;
const since = new Date('2026-03-01T00:00:00Z');
const until = new Date('2026-03-15T00:00:00Z');
const wanted = { fingerprintPrefix: 'pickwave:shop-1:', numberPrefix: '', since, until };

/** So many of ours, one an hour, and between them some of another installation. */
async function withOrders(count: number, options: Parameters<typeof startTenant>[0] = {}) {
  const tenant = await startTenant(options);
  const orders = Array.from({ length: count }, (_, place) =>
    wantedOrder(salesOrderNumber(`WC-${place}`), {
      createdAt: new Date(since.getTime() + place * hourMs),
      fingerprint: `pickwave:shop-${place % 10 === 9 ? 2 : 1}:${place}`,
    }),
  );
  await tenant.warehouse.saveHeldHeaders(orders);
  tenant.pvx.books.clear();
  const reads = () => tenant.pvx.books.calls('GetData').length;
  return {
    ...tenant,
    reads,
    ours: orders.filter((order) => order.fingerprint.startsWith('pickwave:shop-1:')),
  };
}
const numbersOf = (found: { number: string }[]) => found.map(({ number }) => number).sort();

describe('our sales orders over many days', () => {
  test('come whole, for a call a page, and without those of others', async () => {
    const { warehouse, reads, ours } = await withOrders(50, { peoplevox: { pageSize: 20 } });
    expect(numbersOf(await warehouse.ourSalesOrders(wanted))).toEqual(numbersOf(ours));
    expect(reads()).toBe(3);
  });

  test('only those of the stretch, its beginning counted in and its end not', async () => {
    const { warehouse } = await withOrders(10);
    const stretch = {
      since: new Date(since.getTime() + 2 * hourMs),
      until: new Date(since.getTime() + 4 * hourMs),
    };
    expect(numbersOf(await warehouse.ourSalesOrders({ ...wanted, ...stretch }))).toEqual(['WC-2', 'WC-3']);
  });

  test('those with our number prefix too, whoever made them', async () => {
    const { warehouse } = await withOrders(10);
    expect(await warehouse.ourSalesOrders({ ...wanted, numberPrefix: 'wc-' })).toHaveLength(10);
  });

  test('many pages are read in parts, and pages that overlap lose none', async () => {
    const { warehouse, ours } = await withOrders(90, {
      peoplevox: { pageSize: 4 },
      tenant: { toggles: { duplicatesAcrossPages: true } },
    });
    expect(numbersOf(await warehouse.ourSalesOrders(wanted))).toEqual(numbersOf(ours));
  });

  test('an answer cut short once is read again, one that stays short is no answer', async () => {
    const { warehouse, pvx, ours } = await withOrders(10);
    pvx.faults.add({ kind: 'truncated CSV', operation: 'GetData' });
    expect(numbersOf(await warehouse.ourSalesOrders(wanted))).toEqual(numbersOf(ours));
    pvx.faults.add({ kind: 'truncated CSV', operation: 'GetData', times: 0 });
    await expect(warehouse.ourSalesOrders(wanted)).rejects.toThrow(NotTrusted);
    expect(pvx.books.violations()).toEqual([]);
  });

  test('where dates cannot be searched, the words say which setting helps', async () => {
    const { warehouse, pvx } = await withOrders(10);
    pvx.faults.add({ kind: 'refusal', operation: 'GetData', text: "System : No property 'CreatedDate'" });
    const failure = await warehouse.ourSalesOrders(wanted).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(Refused);
    expect((failure as Refused).message).toContain("No property 'CreatedDate'");
    expect((failure as Refused).message).toContain('Choose "mark"');
  });
});
