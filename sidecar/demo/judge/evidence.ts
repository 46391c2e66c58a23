// What the stand-ins' books say, as plain data. The judging looks at this and at nothing else, the sidecar's word least of all.

import type {
  CallEntry,
  OrderBook,
  OrderMoment,
  StockEntry,
  ViolationEntry,
} from '../../simulator/peoplevox/books.ts';
import type {
  DespatchView,
  Peoplevox,
  OrderView as SalesOrderView,
  StockView,
} from '../../simulator/peoplevox/peoplevox.ts';
import type {
  Mail,
  ProductView,
  Shop,
  Books as ShopBooks,
  OrderView as ShopOrderView,
} from '../../simulator/shop/shop.ts';
import type { Wanted } from './wanted.ts';

/** One sales order as Peoplevox has it and had it. */
export interface SalesOrder {
  book: OrderBook;
  /** Null: it is not there now. */
  now: SalesOrderView | null;
  /** Moments at which a picker could have got it with anything other than what was ordered. */
  pickableOtherwise: OrderMoment[];
  despatches: DespatchView[];
}

export interface Evidence {
  shopOrders: ShopOrderView[];
  products: ProductView[];
  mails: Mail[];
  shopBooks: ShopBooks;
  /** By sales order number, every one that ever was. */
  salesOrders: Map<string, SalesOrder>;
  stock: StockView[];
  stockBook: StockEntry[];
  calls: CallEntry[];
  violations: ViolationEntry[];
  /** The most calls that ever started in one window, and how many may. */
  mostCallsInWindow: number;
  rateLimit: number;
  /** From when orders count. */
  liveFrom: Date;
}

type StandIns = { shop: Shop; pvx: Peoplevox };

export async function gather({ shop, pvx }: StandIns, wanted: Wanted[], liveFrom: Date): Promise<Evidence> {
  const units = new Map(wanted.map((one) => [one.number, one.units]));
  return {
    shopOrders: await shop.orders(),
    products: await shop.products(),
    mails: await shop.mails(),
    shopBooks: await shop.books(),
    salesOrders: new Map(
      pvx.books.orderNumbers().map((number) => [
        number,
        {
          book: pvx.books.order(number),
          now: pvx.order(number) ?? null,
          pickableOtherwise: pvx.books.pickableOtherwise(number, units.get(number) ?? {}),
          despatches: pvx.despatches(number),
        },
      ]),
    ),
    stock: pvx.stock(),
    stockBook: pvx.books.stock(),
    calls: pvx.books.calls(),
    violations: pvx.books.violations(),
    mostCallsInWindow: pvx.books.mostCallsIn(),
    rateLimit: pvx.toggles.rateLimit,
    liveFrom,
  };
}
