import type { Cells } from '../columns.ts';
import type { SalesOrder } from '../orders/salesOrder.ts';
import { copied, type Table } from '../table.ts';
import type { Despatch, ReturnedLine, StockChange, StockRow, World } from '../world.ts';

/** What reports are made from. */
export interface ReportingCopy {
  items: Map<string, Cells>;
  stock: Map<string, StockRow>;
  orders: Map<string, SalesOrder>;
  despatches: Map<string, Despatch>;
  oddDespatchRows: Map<string, Record<string, string>>;
  returns: Map<string, ReturnedLine>;
  stockChanges: Map<string, StockChange>;
}

/**
 * A copy of the warehouse that may lag behind it (toggle reportLagMs). Changes are written in a log with their time and are taken over
 * when they are old enough.
 */
export class Replica {
  private copy: ReportingCopy = emptyCopy();
  private log: { at: number; apply(to: ReportingCopy): void }[] = [];
  private readonly world: World;
  /** Grows whenever something is taken over. */
  version = 0;

  constructor(world: World) {
    this.world = world;
  }

  /** Logs what was touched in the tables; of some the touched keys are given. */
  note(touched: { orders: string[]; stock: string[]; stockChanges: string[] }): void {
    const { world } = this;
    this.logTable(world.orders, touched.orders, (copy) => copy.orders);
    this.logTable(world.stock, touched.stock, (copy) => copy.stock);
    this.logTable(world.records['Item types'], undefined, (copy) => copy.items);
    this.logTable(world.despatches, undefined, (copy) => copy.despatches);
    this.logTable(world.oddDespatchRows, undefined, (copy) => copy.oddDespatchRows);
    this.logTable(world.returns, undefined, (copy) => copy.returns);
    this.logTable(world.stockChanges, touched.stockChanges, (copy) => copy.stockChanges);
    if (world.toggles.reportLagMs === 0) this.read();
  }

  /** The warehouse as reports show it now. */
  read(): ReportingCopy {
    const until = this.world.now() - this.world.toggles.reportLagMs;
    let ripe = 0;
    for (const entry of this.log) {
      if (entry.at > until) break;
      entry.apply(this.copy);
      ripe++;
    }
    if (ripe > 0) {
      this.log.splice(0, ripe);
      this.version++;
    }
    return this.copy;
  }

  reset(): void {
    this.copy = emptyCopy();
    this.log = [];
    this.version++;
  }

  private logTable<Row>(
    table: Table<Row>,
    keys: string[] | undefined,
    of: (copy: ReportingCopy) => Map<string, Row>,
  ): void {
    const at = this.world.now();
    for (const key of keys ?? table.takeTouched()) {
      const row = copied(table.get(key));
      this.log.push({
        at,
        apply: (to) => {
          if (row === undefined) of(to).delete(key);
          else of(to).set(key, row);
        },
      });
    }
  }
}

const emptyCopy = (): ReportingCopy => ({
  items: new Map(),
  stock: new Map(),
  orders: new Map(),
  despatches: new Map(),
  oddDespatchRows: new Map(),
  returns: new Map(),
  stockChanges: new Map(),
});
