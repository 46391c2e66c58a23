import { expect, test } from 'vitest';
import { NotConnected } from '../domain/errors.ts';
import { startTenant } from '../peoplevox/testing/tenant.ts';
import { wantedOrder } from '../peoplevox/testing/wanted.ts';
import { VirtualClock } from '../testing/virtualClock.ts';
import { createTemplateWatch } from './templateWatch.ts';

type Options = NonNullable<Parameters<typeof startTenant>[0]>;

async function watched(options: Options = {}) {
  const tenant = await startTenant(options);
  const clock = new VirtualClock();
  const open = new Map<string, string>();
  const asking = { allowed: true, away: false };
  const watch = createTemplateWatch({
    lacking: tenant.warehouse.lackingColumns,
    read: async () => {
      if (asking.away) throw new NotConnected('Peoplevox is away.');
      return tenant.warehouse.missingColumns();
    },
    mayAsk: () => asking.allowed,
    problems: {
      openProblem: async ({ code, reason }) => void open.set(code, reason),
      closeProblem: async (code) => void open.delete(code),
    },
    clock,
    log: { warn: () => {} },
  });
  const reads = () => tenant.pvx.books.calls('GetSaveTemplate').length;
  return { ...tenant, clock, open, asking, watch, reads };
}
const noCity = { 'Sales orders': ['ShippingAddressCity'] };

test('a template without a column that no order may go without is a problem that names both', async () => {
  const { watch, open } = await watched({ tenant: { toggles: { missingColumns: noCity } } });
  await watch.look();
  expect([...open]).toEqual([
    ['template_column_missing', '"Sales orders" lacks ShippingAddressCity. No order can be sent.'],
  ]);
});

test('it closes by itself when the column is there, looked at once a minute', async () => {
  const { watch, open, clock, reads, pvx } = await watched({
    tenant: { toggles: { missingColumns: noCity } },
  });
  await watch.look();
  pvx.toggles.missingColumns = {};
  await clock.advance(59_000);
  await watch.look();
  expect([open.size, reads()]).toEqual([1, 2]);
  await clock.advance(1_000);
  await watch.look();
  expect([open.size, reads()]).toEqual([0, 4]);
  await clock.advance(3_600_000);
  await watch.look();
  expect(reads()).toBe(4);
});

test('a caption named in Settings closes it at once, without a call', async () => {
  const { watch, open, settings, reads } = await watched({
    peoplevox: { missingColumns: 'stop' },
    tenant: { toggles: { missingColumns: { 'Sales orders': ['ShippingCost'] } } },
  });
  await watch.look();
  expect(open.get('template_column_missing')).toContain('ShippingCost');
  settings.peoplevox.missingColumns = 'skip';
  await watch.look();
  expect([open.size, reads()]).toEqual([0, 2]);
});

test('a save that could not go for it tells too', async () => {
  const { watch, open, asking, warehouse } = await watched({
    tenant: { toggles: { missingColumns: noCity } },
  });
  asking.allowed = false;
  await watch.look();
  expect(open.size).toBe(0);
  const outcomes = await warehouse.saveHeldHeaders([wantedOrder('WC-1')]);
  expect([...outcomes.values()]).toMatchObject([{ kind: 'not_sent' }]);
  await watch.look();
  expect(open.get('template_column_missing')).toContain('ShippingAddressCity');
});

test('what is well, and what cannot be known, is no problem', async () => {
  const { watch, open, asking, clock, reads } = await watched();
  asking.away = true;
  await watch.look();
  expect([open.size, reads()]).toEqual([0, 0]);
  asking.away = false;
  await clock.advance(60_000);
  await watch.look();
  expect([open.size, reads()]).toEqual([0, 2]);
});
