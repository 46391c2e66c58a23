// What keeps late orders from being allocated: their lines and the stock of these items are read, and the exception names the items (mission row O12).

import { businessHours } from '../domain/businessHours.ts';
import { chunks } from '../domain/chunks.ts';
import { orderId, type Sku } from '../domain/ids.ts';
import { latenessWords, waitOf } from '../domain/lateness.ts';
import { missingWords } from '../domain/missingItems.ts';
import type { LedgerOrder, OrderChange } from '../domain/ports.ts';
import type { FoundLine } from '../domain/salesOrder.ts';
import type { StockRow } from '../domain/stock.ts';
import type { JourneyDeps } from './deps.ts';

type Deps = Pick<JourneyDeps, 'ledger' | 'warehouse' | 'clock' | 'settings' | 'signal'>;

const cursorName = 'nameMissing';
const keysACall = 100; // peoplevox-api.md 4.1, "Many keys"
/** In one run: three calls for the lines and a few for the stock. */
const atMost = 300;

/** How far the rounds over all late orders are; between two rounds only what became late since is looked at. */
interface Progress {
  /** orders that became late at or after this moment have not been looked at: milliseconds since 1970 */
  newSince: number;
  roundBegan: number;
  /** the last order of a round that goes on; null: it is through */
  after: number | null;
}

/** Empty where no order is late for that. */
export async function nameMissing(deps: Deps): Promise<string> {
  const { ledger, clock, settings } = deps;
  const saved = await ledger.cursor(cursorName);
  const before: Progress =
    saved === null ? { newSince: 0, roundBegan: 0, after: null } : (JSON.parse(saved) as Progress);
  const now = clock.now().getTime();
  const goesOn = before.after !== null;
  const round = goesOn || now - before.roundBegan >= settings().late.missingMinutes * 60_000;
  const which = round
    ? before.after === null
      ? {}
      : { after: orderId(before.after) }
    : { openedSince: new Date(before.newSince) };
  const rows = await ledger.ordersWithOpen('not_allocated', which, atMost);
  const named = rows.length === 0 ? 0 : await nameThese(rows, which, deps);
  await ledger.saveCursor(
    cursorName,
    JSON.stringify({
      newSince: goesOn ? before.newSince : now,
      roundBegan: round && !goesOn ? now : before.roundBegan,
      after: round && rows.length === atMost ? (rows.at(-1)?.orderId ?? null) : null,
    } satisfies Progress),
  );
  return rows.length === 0 ? '' : `Not allocated in time and looked into: ${named}.`;
}

async function nameThese(
  rows: LedgerOrder[],
  which: Parameters<Deps['ledger']['ordersWithOpen']>[1],
  { ledger, warehouse, settings }: Deps,
): Promise<number> {
  const lines = new Map<string, FoundLine[]>();
  for (const numbers of chunks(
    rows.flatMap((row) => row.number ?? []),
    keysACall,
  ))
    for (const [number, found] of await warehouse.lines(numbers)) lines.set(number, found);
  const codes = new Set<Sku>([...lines.values()].flat().map((line) => line.sku));
  const stock: StockRow[] = [];
  for (const some of chunks([...codes], keysACall)) stock.push(...(await warehouse.availableOf(some)));

  const { late, orders } = settings();
  const hours = businessHours(late);
  // while Peoplevox was asked, an order may have been allocated
  const still = new Map(
    (await ledger.ordersWithOpen('not_allocated', which, atMost)).map((row) => [row.orderId, row]),
  );
  const changes = rows.flatMap(({ orderId: id, number }): OrderChange[] => {
    const row = still.get(id);
    const wait = row && waitOf(row, late, hours);
    if (!row || number === null || wait?.code !== 'not_allocated') return [];
    const reason = [
      latenessWords(wait, row, late.timeZone),
      missingWords(lines.get(number) ?? [], stock, orders.site),
      ...(row.warehouse === 'part_allocated' ? [partly] : []),
    ].join(' ');
    return [{ orderId: id, onlyFrom: 'complete', open: [{ code: 'not_allocated', reason }] }];
  });
  await ledger.record('followOrders', changes);
  return changes.length;
}

const partly = 'It is allocated in part: units it has already do not count as available.';
