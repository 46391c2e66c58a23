import { expect, test } from 'vitest';
import { LiveAnswer, ShopStatus, StockAnswer } from '../woocommerce/contract.ts';
import { ask, badParams, epochOf, fresh, good } from './ask.ts';
import { onEachTarget } from './targets.ts';

onEachTarget('the live switch', (target) => {
  test('what was paid before going live is not promised', async (context) => {
    const { live } = await good(target(), 'status', {}, ShopStatus);
    // The first moment only ever moves to an earlier one, so a shop shows this once.
    if (live.from !== null) return context.skip('this shop has been live before');
    const epoch = await epochOf(target());
    const goLive = (hours: number) => {
      const from = new Date(target().now().getTime() + hours * 3_600_000).toISOString();
      return good(target(), 'live', { epoch, on: false, from }, LiveAnswer);
    };
    const sku = fresh('scarf');
    const product = await target().newProduct({ sku, stock: 10 });
    const line = { product: product.id, quantity: 1 };
    await goLive(1);
    await target().newOrder({ lines: [line], status: 'processing' });
    await target().newOrder({ lines: [line], status: 'completed' });
    await target().newOrder({ lines: [{ ...line, quantity: 3 }], status: 'on-hold' });
    const promised = async () => {
      const read_at = target().now().toISOString();
      const pass = { epoch, pass: fresh('pass'), read_at, reflected_before: read_at };
      const { results } = await good(
        target(),
        'stock',
        { ...pass, items: [{ sku, available: 9 }] },
        StockAnswer,
      );
      return results[0].promised;
    };
    // What is on hold is not paid yet, and will be Pickwave's once it is.
    expect(await promised()).toBe(3);
    await goLive(-1);
    expect(await promised()).toBe(5);
  });

  test('the first moment from which orders count is kept, unless an earlier one is given', async () => {
    const epoch = await epochOf(target());
    const live = (on: boolean, from: number) =>
      good(target(), 'live', { epoch, on, from: new Date(from).toISOString() }, LiveAnswer);
    const now = Math.floor(target().now().getTime() / 1000) * 1000;
    const first = await live(true, now);
    const kept = Date.parse(first.from);
    expect(kept).toBeLessThanOrEqual(now);
    expect(await live(true, kept + 60_000)).toEqual({ on: true, from: first.from });
    const earlier = await live(false, kept - 1_000);
    expect([earlier.on, Date.parse(earlier.from)]).toEqual([false, kept - 1_000]);
    expect((await good(target(), 'status', {}, ShopStatus)).live).toEqual(earlier);
  });

  test('a moment that is none is refused', async () => {
    const epoch = await epochOf(target());
    const asked = ask(target(), 'live', { epoch, on: true, from: 'yesterday' });
    expect(await badParams(asked)).toEqual([400, 'rest_invalid_param', ['from']]);
  });
});
