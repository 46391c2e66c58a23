// Why a SKU has the number it has: the shop and the ledger are asked, and Peoplevox only where a person wants to know what it has now.

import type { HeldSku } from '../domain/heldStock.ts';
import type { Sku } from '../domain/ids.ts';
import type { Clock, Shop, Warehouse } from '../domain/ports.ts';
import type { StockRecord } from '../domain/records.ts';
import type { Settings } from '../domain/settings.ts';
import { bufferOf, chosenSites } from '../domain/stock.ts';
import { isAsItShouldBe, type StockFacts, targetOf, whyInWords } from '../domain/stockWhy.ts';
import type { StockWhyView } from '../http/schemas/stock.ts';

interface Deps {
  shop: Pick<Shop, 'whyStock'>;
  ledger: { stockOf(sku: Sku): Promise<StockRecord | null>; heldStock(): Promise<HeldSku[]> };
  warehouse: Pick<Warehouse, 'availableOf'>;
  settings: () => Settings;
  clock: Clock;
  live: () => boolean;
  /** null: the journey is paused, or does not run by itself */
  nextReadAt: () => Date | null;
}

/** `askNow`: one call to Peoplevox. Throws what shop and warehouse throw. */
export async function whyStock(sku: Sku, askNow: boolean, deps: Deps): Promise<StockWhyView> {
  const { shop, ledger, warehouse, settings, clock } = deps;
  const { stock, late } = settings();
  const last = await ledger.stockOf(sku);
  // as the pass of that reading had it, so that the same promises count
  const reflectedBefore = new Date((last?.readAt ?? clock.now()).getTime() - stock.marginSeconds * 1000);
  const facts: StockFacts = {
    shop: await shop.whyStock(sku, reflectedBefore),
    last,
    keptBack: bufferOf(stock)(sku),
    held: (await ledger.heldStock()).find((one) => one.sku === sku) ?? null,
    sites: askNow ? await warehouse.availableOf([sku]) : null,
    chosenSites: chosenSites(stock.sites),
    live: deps.live(),
    nextReadAt: deps.nextReadAt(),
    timeZone: late.timeZone,
  };
  return viewOf(facts);
}

function viewOf(facts: StockFacts): StockWhyView {
  const { shop, last, held, sites } = facts;
  return {
    sku: shop.sku,
    words: whyInWords(facts),
    right: isAsItShouldBe(facts),
    productId: shop.productId,
    stock: shop.stock,
    target: targetOf(facts),
    available: last && { units: last.available, readAt: last.readAt.toISOString() },
    promised: shop.promised,
    orders: shop.orders.map(({ orderId, number, status, units }) => ({ id: orderId, number, status, units })),
    writtenAt: shop.reading?.writtenAt.toISOString() ?? null,
    held: held !== null,
    sites:
      sites?.map(({ site, available, readAt }) => ({
        site,
        available,
        sold: facts.chosenSites.has(site.toLowerCase()),
        readAt: readAt.toISOString(),
      })) ?? null,
    nextReadAt: facts.nextReadAt?.toISOString() ?? null,
  };
}
