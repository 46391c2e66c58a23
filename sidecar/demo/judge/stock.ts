// Does the shop offer what the warehouse has less what is promised, and was nothing sold twice? (design.md section 7; section 10, row 4)

import type { OrderView as SalesOrderView } from '../../simulator/peoplevox/peoplevox.ts';
import type { ProductView, OrderView as ShopOrderView } from '../../simulator/shop/shop.ts';
import { type Check, check } from './check.ts';
import type { Evidence } from './evidence.ts';

type StockEvidence = Pick<Evidence, 'products' | 'shopOrders' | 'stock' | 'liveFrom'> & {
  /** As they are now. */
  salesOrders: Pick<SalesOrderView, 'number' | 'lines'>[];
};

export interface StockLine {
  sku: string;
  inShop: number;
  available: number;
  promised: number;
}

const sites = ['PrimarySite'];
const committing = ['processing', 'on-hold', 'completed'];

/** Every SKU that both sides keep, with what the shop ought to show: available less promised. */
export function stockLines(evidence: StockEvidence): StockLine[] {
  return evidence.products.flatMap((product) => {
    const { sku, stock, manages_stock } = product;
    const rows = evidence.stock.filter((row) => row.item === sku && sites.includes(row.site));
    if (manages_stock !== true || stock === null || rows.length === 0) return [];
    const available = Math.max(
      0,
      rows.reduce((sum, row) => sum + row.available, 0),
    );
    return [{ sku, inShop: stock, available, promised: promisedUnits(product, evidence) }];
  });
}

export const isRight = ({ inShop, available, promised }: StockLine) => inShop === available - promised;

/** Sold since go-live and not yet off Peoplevox's Available. */
function promisedUnits(product: ProductView, evidence: StockEvidence): number {
  return evidence.shopOrders
    .filter((one) => counts(one, evidence.liveFrom) && !isAllocated(one, evidence))
    .flatMap(({ order, lines }) =>
      order.line_items
        .filter((line) => (line.variation_id || line.product_id) === product.id)
        .map((line) => line.quantity - (lines.find((one) => one.item_id === line.id)?.refunded ?? 0)),
    )
    .reduce((sum, units) => sum + units, 0);
}

/** docs/link.md, Stock: by the payment's date; unpaid ones while they are open. */
function counts({ order }: ShopOrderView, liveFrom: Date): boolean {
  if (!committing.includes(order.status)) return false;
  const paid = timeOf(order.date_paid_gmt);
  if (paid !== null) return paid >= liveFrom.getTime();
  const created = timeOf(order.date_created_gmt);
  return order.status !== 'completed' || (created !== null && created >= liveFrom.getTime());
}

const timeOf = (gmt: unknown) => (typeof gmt === 'string' ? Date.parse(`${gmt}Z`) : null);

export function isAllocated(
  { pickwave }: Pick<ShopOrderView, 'pickwave'>,
  { salesOrders }: Pick<StockEvidence, 'salesOrders'>,
): boolean {
  const lines = salesOrders.find((one) => one.number === pickwave.number)?.lines ?? [];
  return lines.length > 0 && lines.every((line) => line.allocated + line.despatched >= line.ordered);
}

export function judgeStock(evidence: Evidence): Check[] {
  const salesOrders = [...evidence.salesOrders.values()].flatMap(({ now }) => now ?? []);
  const lines = stockLines({ ...evidence, salesOrders });
  return [
    check(
      `The shop’s stock is Peoplevox’s available less what is promised, for all ${lines.length} SKUs`,
      lines
        .filter((line) => !isRight(line))
        .map(
          ({ sku, inShop, available, promised }) =>
            `${sku}: the shop shows ${inShop}, Peoplevox has ${available} available, ${promised} are promised`,
        ),
    ),
    check('Nothing was sold twice: no stock below zero, in the shop or in the warehouse', [
      ...evidence.shopBooks.oversold.map(({ sku, stock }) => `the shop’s ${sku} went to ${stock}`),
      ...evidence.stockBook
        .filter((entry) => entry.onHand < entry.allocated)
        .map(
          ({ item, onHand, allocated }) => `of ${item} ${allocated} were allocated with ${onHand} on hand`,
        ),
    ]),
  ];
}
