// The shop's stock catches up with Peoplevox: the two journeys it takes are run, and the books are looked at until every SKU is right.

import { isAllocated, isRight, stockLines } from '../judge/stock.ts';
import { until, WaitedInVain } from '../until.ts';
import { note, type Stage } from './stage.ts';

export async function stockFollows(stage: Stage, liveFrom: Date, promise: string): Promise<void> {
  const { screen, shop, pvx } = stage.world;
  await screen.runNow('followOrders');
  try {
    await until('the shop to be told what is allocated', async () => {
      const allocated = (await shop.orders()).filter((one) =>
        isAllocated(one, { salesOrders: pvx.orders() }),
      );
      return allocated.every(({ pickwave }) => pickwave.reflected_at !== null);
    });
    await screen.runNow('updateStock');
    await until('the stock in the shop to be right', async () => (await wrongLines()).length === 0);
  } catch (failure) {
    if (!(failure instanceof WaitedInVain)) throw failure;
  }
  note(
    stage,
    promise,
    (await wrongLines()).map(
      ({ sku, inShop, available, promised }) => `${sku}: ${inShop} instead of ${available} − ${promised}`,
    ),
  );

  async function wrongLines() {
    const [products, shopOrders] = [await shop.products(), await shop.orders()];
    const lines = stockLines({
      products,
      shopOrders,
      liveFrom,
      stock: pvx.stock(),
      salesOrders: pvx.orders(),
    });
    return lines.filter((line) => !isRight(line));
  }
}
