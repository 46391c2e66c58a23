// A change of mind between every two steps of sending (design.md section 5, steps 5 and 9; mission rows O9 and O10): what goes is what the shop wants in the end, and
// nobody could ever pick half of it.

import { describe, expect, test } from 'vitest';
import { atEachPlace } from '../testing/batch.ts';
import type { Bench } from '../testing/bench.ts';
import { brokenPace, brokenPromises } from '../testing/judge.ts';
import { passTime, tried } from '../testing/passTime.ts';
import { isRight, shopWants, standingOf } from '../testing/standing.ts';

const changes = {
  'more of it': async (bench: Bench, id: number) => {
    const [line] = (await bench.shop.order(id)).order.line_items;
    await bench.shop.edit(id, { quantities: [{ item_id: line?.id ?? 0, quantity: 5 }] });
  },
  'another line': (bench: Bench, id: number) =>
    bench.shop.edit(id, { add: [{ sku: 'HAT-BLUE', quantity: 1 }] }),
  'another address': (bench: Bench, id: number) =>
    bench.shop.edit(id, { shipping: { address_1: '9 Quay Street' } }),
  'a partial refund': (bench: Bench, id: number) =>
    bench.shop.refund(id, { lines: [{ sku: 'SCARF-RED-M', quantity: 1 }] }),
  cancelled: async (bench: Bench, id: number) => {
    await bench.shop.setStatus(id, 'cancelled');
    await bench.shop.refund(id);
  },
};
type Change = keyof typeof changes;

const tenants = [
  {
    lineKey: 'item',
    setting: 'item',
    action1: 'honoured',
    hold: 'stops allocation',
    commit: 'prompt',
  },
  {
    lineKey: 'item+line',
    setting: 'item_line',
    action1: 'honoured',
    hold: 'only picking',
    commit: 'late',
  },
  {
    lineKey: 'always insert',
    setting: 'insert',
    action1: 'ignored',
    hold: 'only picking',
    commit: 'prompt',
  },
] as const;

describe.each(tenants)(
  'where lines are kept by $lineKey, Action 1 is $action1, a hold $hold and a save is applied $commit',
  ({ setting, ...toggles }) => {
    test.each(Object.keys(changes) as Change[])(
      '%s, between every two steps',
      async (change) => {
        let point = -1;
        let happen: () => Promise<void> = async () => {};
        const steps = await atEachPlace(
          {
            peoplevox: { toggles },
            settings: (all) => {
              all.peoplevox.lineKey = setting;
            },
            sidecar: {
              onPoint: async (label) => {
                if (label.endsWith(':after') && !label.startsWith('pvx')) return;
                point -= 1;
                if (point === -1) await happen();
              },
            },
          },
          async (bench, place) => {
            const id = await bench.place([
              { sku: 'SCARF-RED-M', quantity: 2 },
              { sku: 'MUG', quantity: 1 },
            ]);
            const versions = [
              { from: bench.clock.now(), units: { 'SCARF-RED-M': 2, MUG: 1 } as Record<string, number> },
            ];
            let happened = false;
            happen = async () => {
              bench.clock.advance(1000);
              await changes[change](bench, id);
              versions.push({ from: bench.clock.now(), units: shopWants(await bench.shop.order(id)) ?? {} });
              happened = true;
            };
            point = place;
            await tried(() => bench.pass());
            if (!happened) return false;
            point = -1;
            const stands = () =>
              standingOf(bench, id, { ledger: bench.ledger, quantitiesByPerson: setting === 'insert' });
            for (let minutes = 0; minutes < 30 && !isRight(await stands()); minutes += 2)
              await passTime(bench, bench, 2);
            await passTime(bench, bench, 2); // and stays so
            const standing = await stands();
            expect({ place, ...standing, right: isRight(standing) }).toMatchObject({ right: true });
            expect(brokenPromises(bench.peoplevox, String(id), versions)).toEqual([]);
            expect(brokenPace(bench.peoplevox)).toEqual([]);
            return true;
          },
          12,
        );
        expect(steps).toBeGreaterThanOrEqual(20);
      },
      120_000,
    );
  },
);
