// Whatever of Peoplevox is unknown: what becomes of an order that the shop changes after it has gone, judged on the simulator's books (mission row O10; design.md section 10,
// promises 1 and 9).

import { afterEach, describe, expect, test } from 'vitest';
import { type Bench, startBench } from './testing/bench.ts';
import { type Variant, variantName, variants } from './testing/variants.ts';

let bench: Bench;
afterEach(() => bench.stop());

const before: Record<string, number> = { 'SCARF-RED-M': 2, 'HAT-BLUE': 1 };
const all = [
  { what: 'quantity lowered', wants: { 'SCARF-RED-M': 1, 'HAT-BLUE': 1 } },
  { what: 'line removed', wants: { 'SCARF-RED-M': 2 } },
  { what: 'line added', wants: { ...before, MUG: 2 } },
  { what: 'address changed', wants: before },
  { what: 'address changed, held by a person', wants: before },
  { what: 'cancelled before picking', wants: null },
  { what: 'cancelled after picking began', wants: null },
  { what: 'changed after picking began', wants: { 'SCARF-RED-M': 2 } },
  { what: 'deleted in the shop', wants: null },
] as const satisfies { what: string; wants: Record<string, number> | null }[];
type What = (typeof all)[number]['what'];

async function removeHat(id: number) {
  const line = (await bench.shop.order(id)).order.line_items.find((one) => one.sku === 'HAT-BLUE');
  return bench.shop.edit(id, { quantities: [{ item_id: line?.id ?? 0, quantity: 0 }] });
}
const move = (id: number) =>
  bench.shop.edit(id, { shipping: { address_1: '9 Quay Street', city: 'Bristol', postcode: 'BS1 4DJ' } });
const change: Record<What, (id: number) => Promise<unknown>> = {
  'quantity lowered': (id) => bench.shop.refund(id, { lines: [{ sku: 'SCARF-RED-M', quantity: 1 }] }),
  'line removed': removeHat,
  'line added': (id) => bench.shop.edit(id, { add: [{ sku: 'MUG', quantity: 2 }] }),
  'address changed': move,
  'address changed, held by a person': move,
  'cancelled before picking': (id) => bench.shop.setStatus(id, 'cancelled'),
  'cancelled after picking began': (id) => bench.shop.setStatus(id, 'cancelled'),
  'changed after picking began': removeHat,
  'deleted in the shop': (id) => bench.shop.delete(id),
};

async function minutes(times: number) {
  for (let time = 0; time < times; time += 1) {
    bench.clock.advance(60_000);
    await bench.pass().catch(() => undefined);
    await bench.follow().catch(() => undefined);
    if (time % 10 === 9) await bench.finishHeld().catch(() => undefined);
    if (time % 10 === 9) await bench.checkSent().catch(() => undefined);
  }
}

async function sentOrders({ setting, ...toggles }: Variant) {
  bench = await startBench({
    peoplevox: { toggles },
    settings: (settings) => {
      settings.peoplevox.lineKey = setting;
      // both ways of cancelling take their turn
      settings.orders.cancelBy = toggles.action1 === 'ignored' ? 'delete' : 'status';
    },
  });
  await bench.place([{ sku: 'MUG', quantity: 1 }]);
  const ids = new Map<What, number>();
  for (const { what } of all)
    ids.set(
      what,
      await bench.place([
        { sku: 'SCARF-RED-M', quantity: 2 },
        { sku: 'HAT-BLUE', quantity: 1 },
      ]),
    );
  await minutes(toggles.commit === 'prompt' ? 2 : 14);
  for (const id of ids.values())
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: [] });
  return ids;
}

/** What is open of it; a payment that was not given back is told for itself. */
async function told(id: number): Promise<string> {
  const history = await bench.ledger.orderHistory((await bench.order(id)).orderId);
  return (history?.attention ?? [])
    .filter(({ code }) => code !== 'paid_but_stuck')
    .map(({ reason }) => reason)
    .join(' ');
}

describe.each(variants)(variantName, (variant) => {
  test('a changed order has one sales order with the units the shop wants, or is told', async () => {
    const ids = await sentOrders(variant);
    const idOf = (what: What) => ids.get(what) ?? 0;
    for (const what of ['cancelled after picking began', 'changed after picking began'] as const)
      bench.peoplevox.floor.pick({
        order: String(idOf(what)),
        lines: [{ item: 'SCARF-RED-M', quantity: 1 }],
      });
    bench.peoplevox.floor.hold({ order: String(idOf('address changed, held by a person')), on: true });
    bench.clock.advance(1000);
    const from = bench.clock.now();
    const released = new Map([...ids].map(([what, id]) => [what, bench.rowsWritten(id)]));
    for (const { what } of all) await change[what](idOf(what));
    await minutes(variant.commit === 'prompt' ? 12 : 25);

    for (const { what, wants } of all) {
      const id = idOf(what);
      const begun = what.endsWith('picking began');
      const rows = released.get(what) ?? 0;
      const proof = bench.afterRelease(id, { released: rows, stopped: begun ? rows : null });
      expect({ what, ...proof }).toEqual({
        what,
        created: 1,
        holdsOfOurs: 0,
        writtenTooLate: 0,
        violations: 0,
      });
      const there = bench.peoplevox.order(String(id));
      const reason = await told(id);
      const byHand = begun || (what === 'quantity lowered' && variant.setting === 'insert');
      expect({ what, told: reason !== '' }).toEqual({ what, told: byHand });
      if (wants === null) {
        const taken = there === undefined || there.cancelled;
        expect({ what, taken }).toEqual({ what, taken: !begun });
        if (begun) expect(reason).toContain('stop the parcel at the packing bench');
      } else {
        expect({ what, units: bench.proof(id, wants).units }).toEqual({
          what,
          units: byHand ? before : wants,
        });
        if (begun) expect(reason).toContain('HAT-BLUE: the shop wants 0, Peoplevox has 1');
        else if (byHand) expect(reason).toContain('SCARF-RED-M: the shop wants 1, Peoplevox has 2');
      }
      // a picker gets the version before or the one after, never a half one
      for (const units of bench.pickableWith(id, from)) expect([before, wants]).toContainEqual(units);
      if (what.startsWith('address changed'))
        expect(there?.columns.ShippingAddressLine1).toBe('9 Quay Street');
      if (what === 'address changed, held by a person') expect(there?.held).toBe(true);
    }
  }, 60_000);
});
