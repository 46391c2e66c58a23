// Saves against the simulated Peoplevox: what is said of each order is what the books show.

import { describe, expect, test } from 'vitest';
import { LeaseLost, LoginRefused, Stopping } from '../domain/errors.ts';
import { salesOrderNumber, sku } from '../domain/ids.ts';
import type { SaveOutcomes } from '../domain/ports.ts';
import { startTenant } from './testing/tenant.ts';
import { wantedLine, wantedOrder } from './testing/wanted.ts';

const many = (count: number) => Array.from({ length: count }, (_, i) => wantedOrder(`WC-${100 + i}`));
const kindOf = (outcomes: SaveOutcomes, number: string) => outcomes.get(salesOrderNumber(number))?.kind;
const count = (outcomes: SaveOutcomes, kind: string) =>
  [...outcomes.values()].filter((one) => one.kind === kind).length;
type Tenant = Awaited<ReturnType<typeof startTenant>>;
const saves = ({ pvx }: Tenant) => pvx.books.calls('SaveData');

describe('batches', () => {
  test('fifty rows a save, a hundred after twenty clean calls, half as many after a silence', async () => {
    const tenant = await startTenant();
    const { pvx, warehouse } = tenant;
    await warehouse.saveHeldHeaders(many(120));
    expect(saves(tenant).map(({ rowsSent }) => rowsSent)).toEqual([50, 50, 20]);
    const order = wantedOrder('WC-100');
    for (let i = 0; i < 17; i += 1) await warehouse.saveHeldHeaders([order]);
    await warehouse.saveHeldHeaders(many(100));
    expect(saves(tenant).at(-1)?.rowsSent).toBe(100);
    pvx.faults.add({ kind: 'lost answer', operation: 'SaveData' });
    await warehouse.saveHeldHeaders([order]);
    await warehouse.saveHeldHeaders(many(100));
    expect(
      saves(tenant)
        .slice(-2)
        .map(({ rowsSent }) => rowsSent),
    ).toEqual([50, 50]);
  });

  test('as many rows as the tenant was found to take, from the first save on, and a person’s setting before that', async () => {
    const known = { rowsPerSave: 80, parallelCalls: 'unknown' as const };
    const tenant = await startTenant({ deps: { known: () => known } });
    const rows = async () => {
      const before = saves(tenant).length;
      await tenant.warehouse.saveHeldHeaders(many(120));
      return saves(tenant)
        .slice(before)
        .map(({ rowsSent }) => rowsSent);
    };
    expect(await rows()).toEqual([80, 40]);
    for (let i = 0; i < 30; i += 1) await tenant.warehouse.saveHeldHeaders([wantedOrder('WC-100')]);
    expect(await rows()).toEqual([80, 40]);
    // a test of the tenant found out otherwise meanwhile
    known.rowsPerSave = 100;
    expect(await rows()).toEqual([100, 20]);
    tenant.settings.peoplevox.rowsPerSave = 30;
    expect(await rows()).toEqual([30, 30, 30, 30]);
  });

  test('an order never straddles two saves, be it longer than a save', async () => {
    const tenant = await startTenant({
      peoplevox: { rowsPerSave: 3 },
      tenant: { toggles: { lineKey: 'item+line' } },
    });
    const orders = [2, 2, 5, 1].map((lines, i) =>
      wantedOrder(`WC-${i}`, {
        lines: Array.from({ length: lines }, (_, n) => wantedLine('MUG', 1, String(n))),
      }),
    );
    await tenant.warehouse.saveHeldHeaders(orders);
    const outcomes = await tenant.warehouse.saveLines(orders);
    expect(count(outcomes, 'saved')).toBe(4);
    expect(
      saves(tenant)
        .filter(({ template }) => template === 'Sales order items')
        .map(({ orders: named }) => named),
    ).toEqual([['WC-0'], ['WC-1'], ['WC-2'], ['WC-3']]);
  });

  test('orders with other columns go in another save, so that no empty cell is written over a service', async () => {
    const tenant = await startTenant();
    const orders = [
      wantedOrder('WC-1', { serviceType: 'RM48' }),
      wantedOrder('WC-2'),
      wantedOrder('WC-3', { serviceType: 'RM24' }),
    ];
    expect(count(await tenant.warehouse.saveHeldHeaders(orders), 'saved')).toBe(3);
    expect(saves(tenant).map(({ orders: named }) => named)).toEqual([['WC-1', 'WC-3'], ['WC-2']]);
    expect(tenant.pvx.books.rows('WC-2')[0]?.columns).not.toHaveProperty('ServiceType');
  });
});

describe('one bad order among good ones', () => {
  const bad = (number: string) => wantedOrder(number, { serviceType: 'No such service' });
  const good = (number: string) => wantedOrder(number, { serviceType: 'RM48' });
  const batch = [good('WC-1'), good('WC-2'), bad('WC-3'), good('WC-4'), good('WC-5')];

  test('refuses itself, with its own words; the others are saved', async () => {
    const tenant = await startTenant();
    const outcomes = await tenant.warehouse.saveHeldHeaders(batch);
    expect(count(outcomes, 'saved')).toBe(4);
    const outcome = outcomes.get(salesOrderNumber('WC-3'));
    expect(outcome?.kind).toBe('refused');
    expect(outcome).toMatchObject({ words: expect.stringMatching(/service/i) });
    expect(saves(tenant)).toHaveLength(1);
  });

  test('refuses the whole save: it is halved until the bad one stands alone', async () => {
    const tenant = await startTenant({ tenant: { toggles: { badRow: 'refuses the whole save' } } });
    const outcomes = await tenant.warehouse.saveHeldHeaders(batch);
    expect(count(outcomes, 'saved')).toBe(4);
    expect(kindOf(outcomes, 'WC-3')).toBe('refused');
    for (const { number } of batch)
      expect(tenant.pvx.books.order(number).timesCreated).toBe(number === 'WC-3' ? 0 : 1);
    expect(saves(tenant).map(({ rowsSent }) => rowsSent)).toEqual([5, 3, 2, 1, 2]);
  });

  for (const statuses of ['good rows', 'none on error', 'none'] as const) {
    test(`without complete statuses nobody is sure of any: ${statuses}`, async () => {
      const { warehouse } = await startTenant({ tenant: { toggles: { statuses } } });
      expect(count(await warehouse.saveHeldHeaders(batch), 'unsure')).toBe(5);
    });
  }

  for (const childReference of ['order number', 'item code', 'line'] as const) {
    for (const childStatuses of ['per row', 'per order'] as const) {
      test(`lines: no good order is called bad, nor the bad one good: ${childReference}, ${childStatuses}`, async () => {
        const { warehouse } = await startTenant({ tenant: { toggles: { childReference, childStatuses } } });
        const orders = [
          wantedOrder('WC-1', { lines: [wantedLine('MUG', 1, '1'), wantedLine('TEE', 1, '2')] }),
          wantedOrder('WC-2', { lines: [wantedLine('NOPE', 1, '3')] }),
          wantedOrder('WC-3', { lines: [wantedLine('MUG', 1, '4')] }),
        ];
        await warehouse.saveHeldHeaders(orders);
        const outcomes = await warehouse.saveLines(orders);
        for (const number of ['WC-1', 'WC-3'])
          expect(['saved', 'unsure']).toContain(kindOf(outcomes, number));
        expect(['refused', 'unsure']).toContain(kindOf(outcomes, 'WC-2'));
        if (childReference !== 'item code') expect(kindOf(outcomes, 'WC-2')).toBe('refused');
      });
    }
  }

  test('an order alone of which one line was taken and one not is refused', async () => {
    const { warehouse } = await startTenant({ tenant: { toggles: { statuses: 'none' } } });
    const order = wantedOrder('WC-1', { lines: [wantedLine('MUG'), wantedLine('NOPE')] });
    await warehouse.saveHeldHeaders([order]);
    expect(kindOf(await warehouse.saveLines([order]), 'WC-1')).toBe('refused');
  });
});

test('a save refused whole because it was too long is sent in parts, and the next saves are shorter', async () => {
  const tenant = await startTenant({ tenant: { toggles: { maxRowsPerSave: 20 } } });
  expect(count(await tenant.warehouse.saveHeldHeaders(many(40)), 'saved')).toBe(40);
  tenant.pvx.books.clear();
  expect(count(await tenant.warehouse.saveHeldHeaders(many(40)), 'saved')).toBe(40);
  expect(saves(tenant).map(({ rowsSent }) => rowsSent)).toEqual([20, 20]);
});

test('where all are refused in the same words, only a few are tried', async () => {
  const tenant = await startTenant();
  tenant.pvx.faults.add({
    kind: 'refusal',
    operation: 'SaveData',
    text: 'System : No right to import',
    times: 0,
  });
  const outcomes = await tenant.warehouse.saveHeldHeaders(many(50));
  expect(count(outcomes, 'refused')).toBe(3);
  expect(count(outcomes, 'not_sent')).toBe(47);
  expect(saves(tenant).length).toBeLessThan(12);
});

describe('no answer', () => {
  for (const work of ['done', 'not done'] as const) {
    test(`lost, ${work}: silent for its part, the later parts are not tried`, async () => {
      const tenant = await startTenant({ peoplevox: { rowsPerSave: 2 } });
      tenant.pvx.faults.add({ kind: 'lost answer', operation: 'SaveData', work, skip: 1 });
      const outcomes = await tenant.warehouse.saveHeldHeaders(many(6));
      expect([...outcomes.values()].map(({ kind }) => kind)).toEqual([
        'saved',
        'saved',
        'silent',
        'silent',
        'not_sent',
        'not_sent',
      ]);
      expect(saves(tenant)).toHaveLength(2);
      expect(tenant.pvx.orders()).toHaveLength(work === 'done' ? 4 : 2);
    });
  }

  for (const kind of ['HTTP status', 'HTML page', 'SOAP fault', 'garbage', 'truncated XML'] as const) {
    test(`${kind} may have been done, so it is silence`, async () => {
      const tenant = await startTenant();
      tenant.pvx.faults.add({ kind, operation: 'SaveData', work: 'done' });
      expect(kindOf(await tenant.warehouse.saveHeldHeaders(many(1)), 'WC-100')).toBe('silent');
      expect(tenant.pvx.orders()).toHaveLength(1);
    });
  }

  test('a save that takes longer than the settings allow is silence', async () => {
    const tenant = await startTenant({ peoplevox: { timeoutSeconds: 0.15 } });
    await tenant.warehouse.findLoading();
    tenant.pvx.faults.add({ kind: 'hang', operation: 'SaveData' });
    expect(kindOf(await tenant.warehouse.saveHeldHeaders(many(1)), 'WC-100')).toBe('silent');
  });

  test('a save that went into a queue is silence', async () => {
    const tenant = await startTenant({ tenant: { toggles: { commit: 'queued', commitDelayMs: null } } });
    expect(kindOf(await tenant.warehouse.saveHeldHeaders(many(1)), 'WC-100')).toBe('silent');
    expect(tenant.pvx.pendingCommits()).toBe(1);
  });
});

test('no connection: nothing was sent, for this part and the later ones', async () => {
  const tenant = await startTenant({ peoplevox: { rowsPerSave: 2 } });
  await tenant.warehouse.saveHeldHeaders(many(1));
  await tenant.pvx.goAway();
  const outcomes = await tenant.warehouse.saveHeldHeaders(many(6));
  expect(count(outcomes, 'not_sent')).toBe(6);
  await tenant.pvx.comeBack();
  expect(count(await tenant.warehouse.saveHeldHeaders(many(6)), 'saved')).toBe(6);
});

for (const rateExceeded of ['HTTP 429', 'text'] as const) {
  test(`where Peoplevox says there were too many calls, nothing was sent: ${rateExceeded}`, async () => {
    const tenant = await startTenant({ tenant: { toggles: { rateExceeded } } });
    await tenant.warehouse.saveHeldHeaders(many(1));
    tenant.pvx.toggles.rateLimit = 1;
    tenant.pvx.toggles.rateWindowMs = 60_000;
    expect(kindOf(await tenant.warehouse.saveHeldHeaders(many(1)), 'WC-100')).toBe('not_sent');
  });
}

test('a stop before anything was sent is thrown; a stop halfway tells what was saved', async () => {
  const stop = new AbortController();
  const tenant = await startTenant({
    peoplevox: { rowsPerSave: 2 },
    deps: {
      signal: stop.signal,
      onPoint: (label) => {
        if (label === 'pvx:SaveData:Sales orders:after') stop.abort();
      },
    },
  });
  const outcomes = await tenant.warehouse.saveHeldHeaders(many(4));
  expect([...outcomes.values()].map(({ kind }) => kind)).toEqual(['saved', 'saved', 'not_sent', 'not_sent']);
  await expect(tenant.warehouse.saveHeldHeaders(many(1))).rejects.toBeInstanceOf(Stopping);
});

test('a login refused halfway tells what was saved; the next save throws', async () => {
  const tenant = await startTenant({
    peoplevox: { rowsPerSave: 2 },
    deps: {
      onPoint: (label) => {
        if (label !== 'pvx:SaveData:Sales orders:after') return;
        tenant.config.password = 'changed';
        tenant.pvx.expireSessions();
      },
    },
  });
  const outcomes = await tenant.warehouse.saveHeldHeaders(many(4));
  expect([...outcomes.values()].map(({ kind }) => kind)).toEqual(['saved', 'saved', 'not_sent', 'not_sent']);
  await expect(tenant.warehouse.saveHeldHeaders(many(1))).rejects.toBeInstanceOf(LoginRefused);
});

test('an order without lines to save is saved without a call', async () => {
  const tenant = await startTenant();
  const outcomes = await tenant.warehouse.removeLines([{ number: salesOrderNumber('WC-1'), lines: [] }]);
  expect(kindOf(outcomes, 'WC-1')).toBe('saved');
  expect(tenant.calls()).toEqual([]);
});

test('a line is taken away by item and line where the tenant tells lines apart', async () => {
  const tenant = await startTenant({ tenant: { toggles: { lineKey: 'item+line' } } });
  const order = wantedOrder('WC-1', { lines: [wantedLine('MUG', 1, '1'), wantedLine('MUG', 2, '2')] });
  await tenant.warehouse.saveHeldHeaders([order]);
  await tenant.warehouse.saveLines([order]);
  const lines = [{ sku: sku('MUG'), quantity: 1, line: '1' }];
  expect(kindOf(await tenant.warehouse.removeLines([{ number: order.number, lines }]), 'WC-1')).toBe('saved');
  expect(tenant.pvx.order('WC-1')?.lines.map(({ line, ordered }) => [line, ordered])).toEqual([['2', 2]]);
});

describe('the lease', () => {
  /** A tenant whose calls may go out while it is held. */
  async function leased(onPoint: (label: string, lease: { held: boolean }) => void = () => undefined) {
    const lease = { held: true };
    const mayCall = () => {
      if (!lease.held) throw new LeaseLost('The lease is not ours.');
    };
    const tenant = await startTenant({ deps: { mayCall, onPoint: (label) => onPoint(label, lease) } });
    return { lease, tenant };
  }

  test('lost in the middle of a save, what has not gone out does not, and is told as not sent', async () => {
    const { tenant } = await leased((label, lease) => {
      if (label === 'pvx:SaveData:Sales orders:after') lease.held = false;
    });
    const outcomes = await tenant.warehouse.saveHeldHeaders(many(120));
    expect(count(outcomes, 'saved')).toBe(50);
    expect(count(outcomes, 'not_sent')).toBe(70);
    expect(saves(tenant)).toHaveLength(1);
  });

  test('without it no call goes out, not even a log-in, and every journey hears why', async () => {
    const { lease, tenant } = await leased();
    lease.held = false;
    await expect(tenant.warehouse.saveHeldHeaders(many(3))).rejects.toBeInstanceOf(LeaseLost);
    await expect(tenant.warehouse.readStock()).rejects.toBeInstanceOf(LeaseLost);
    await expect(tenant.warehouse.missingColumns()).rejects.toBeInstanceOf(LeaseLost);
    expect(tenant.calls()).toEqual([]);
    lease.held = true;
    expect(count(await tenant.warehouse.saveHeldHeaders(many(3)), 'saved')).toBe(3);
  });
});
