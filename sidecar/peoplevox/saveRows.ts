// Saving the rows of many sales orders in few calls, and knowing of each how it ended (design.md section 5,
// steps 4 and 8).

import { Silent, SyncError } from '../domain/errors.ts';
import type { Calls, SaveOutcomes } from '../domain/ports.ts';
import { rowsOfASave } from '../domain/rowsPerSave.ts';
import type { Settings } from '../domain/settings.ts';
import type { Action, Client } from './client.ts';
import type { Template } from './columns.ts';
import { writeCsv } from './csv.ts';
import type { Log } from './deps.ts';
import type { Lane } from './lanes.ts';
import { RowsAllowed } from './rowsAllowed.ts';
import { judgeSave, type OrderRows, rowsIn } from './saveAnswer.ts';
import { ColumnFinder, turnsAllAway } from './saveColumns.ts';
import { Saving } from './saving.ts';
import type { Templates } from './templates.ts';

export interface Saver {
  /**
   * Saves the rows of these sales orders, never one order in two calls. Throws LoginRefused, LeaseLost or Stopping, and
   * only where nothing was sent before; everything else is told by the outcomes.
   */
  save(template: Template, orders: OrderRows[], action: Action, calls?: Calls): Promise<SaveOutcomes>;
}

const columnsOf = ({ rows }: OrderRows) => rows[0]?.map(({ column }) => column) ?? [];

/**
 * Orders whose rows have the same columns: an empty cell would be written, so an order without a column goes
 * in another save.
 */
function byColumns(orders: OrderRows[]): OrderRows[][] {
  const groups = new Map<string, OrderRows[]>();
  for (const order of orders) {
    const key = columnsOf(order).join('\u0000');
    const group = groups.get(key);
    if (group) group.push(order);
    else groups.set(key, [order]);
  }
  return [...groups.values()];
}

/** As many orders as fit in so many rows, at least one. */
function takeChunk(orders: OrderRows[], rows: number): OrderRows[] {
  const chunk: OrderRows[] = [];
  let room = rows;
  for (const order of orders) {
    room -= order.rows.length;
    if (room < 0 && chunk.length > 0) break;
    chunk.push(order);
  }
  return chunk;
}

/** `captions`: our column to the tenant's; what a row has besides is left out. */
export function csvOf(orders: Pick<OrderRows, 'rows'>[], captions: Map<string, string>): string {
  const cells = orders
    .flatMap(({ rows }) => rows)
    .map((row) => {
      const values = new Map(row.map(({ column, value }) => [column, value]));
      return [...captions.keys()].map((column) => values.get(column) ?? '');
    });
  return writeCsv([...captions.values()], cells);
}

/** What all parts of one save have in common. */
interface Part {
  saving: Saving;
  template: Template;
  captions: Map<string, string>;
  action: Action;
  /** absent: as many as it takes */
  calls: Calls | undefined;
}

export function createSaver(deps: {
  client: Client;
  templates: Templates;
  settings: () => Settings;
  log: Log;
  /** rows of the longest save that the tenant is known to take; null where that is not known */
  rowsFound?: () => number | null;
  /** in which the saves wait; those of orders where it is absent */
  lane?: Lane;
}): Saver {
  const { lane = 'orders', rowsFound = () => null } = deps;
  const columns = new ColumnFinder(deps);
  const allowed = new Map<Template, RowsAllowed>();
  let begun = { begin: 0, most: 0 };

  /** What went well or badly is forgotten where a person or the tenant probe says otherwise. */
  function rowsAllowed(template: Template): RowsAllowed {
    const now = rowsOfASave(deps.settings().peoplevox.rowsPerSave, rowsFound());
    if (now.begin !== begun.begin || now.most !== begun.most) allowed.clear();
    begun = now;
    const known = allowed.get(template) ?? new RowsAllowed(now.begin, now.most);
    allowed.set(template, known);
    return known;
  }

  /**
   * One call. Gives Peoplevox's words where nothing of it was imported, so that it may be sent again in
   * parts; else null.
   */
  async function send(
    orders: OrderRows[],
    { saving, template, captions, action }: Part,
  ): Promise<string | null> {
    try {
      const answer = await deps.client.saveData(lane, template, csvOf(orders, captions), action);
      const judged = judgeSave(orders, answer);
      if (judged.kind === 'nothing_imported') return judged.words;
      saving.settle(judged.outcomes);
      if ([...judged.outcomes.values()].every(({ kind }) => kind === 'saved')) rowsAllowed(template).clean();
    } catch (thrown) {
      if (thrown instanceof Silent) {
        saving.silent(orders, thrown.message);
        rowsAllowed(template).silent();
      } else if (thrown instanceof SyncError && (saving.sent || !turnsAllAway(thrown))) {
        saving.notSent(orders, thrown.message);
      } else throw thrown;
    }
    return null;
  }

  /**
   * Sends a chunk; where it is refused whole, its halves, until each bad order stands alone with its own
   * words. Gives the rows of the longest save that was taken whole.
   */
  async function sendOrHalve(orders: OrderRows[], part: Part): Promise<number> {
    const { saving, template } = part;
    if (saving.stopped !== null) {
      saving.skip(orders, saving.stopped);
      return 0;
    }
    const allTaken = () => orders.every(({ number }) => saving.outcomes.get(number)?.kind === 'saved');
    const refusal = await send(orders, part);
    if (refusal === null) return allTaken() ? rowsIn(orders) : 0;
    const [only] = orders;
    if (orders.length === 1 && only) {
      saving.refuseAlone(only, refusal);
      return 0;
    }
    if (part.calls === 'one') {
      saving.notSent(orders, refusal);
      return 0;
    }
    const half = Math.ceil(orders.length / 2);
    const taken = Math.max(
      await sendOrHalve(orders.slice(0, half), part),
      await sendOrHalve(orders.slice(half), part),
    );
    if (allTaken()) rowsAllowed(template).tooMany(rowsIn(orders), taken);
    return taken;
  }

  async function saveGroup(
    saving: Saving,
    template: Template,
    group: OrderRows[],
    action: Action,
    calls: Calls | undefined,
  ): Promise<void> {
    if (saving.stopped !== null) return saving.skip(group, saving.stopped);
    const [first] = group;
    const found = await columns.find(lane, template, first ? columnsOf(first) : []);
    if (found.kind === 'cannot') return saving.skip(group, found.words);
    const part = { saving, template, captions: found.captions, action, calls };
    for (let left = group; left.length > 0; ) {
      const chunk = takeChunk(left, rowsAllowed(template).rows);
      left = left.slice(chunk.length);
      await sendOrHalve(chunk, part);
      if (calls === 'one') saving.stop('One call was asked for, and made.');
    }
  }

  return {
    async save(template, orders, action, calls) {
      const saving = new Saving();
      for (const group of byColumns(orders.filter(({ rows }) => rows.length > 0))) {
        try {
          await saveGroup(saving, template, group, action, calls);
        } catch (thrown) {
          if (!(thrown instanceof SyncError) || !saving.sent) throw thrown;
          saving.notSent(
            group.filter(({ number }) => !saving.outcomes.has(number)),
            thrown.message,
          );
        }
      }
      // nothing to save is saved
      for (const { number, rows } of orders)
        if (rows.length === 0) saving.outcomes.set(number, { kind: 'saved' });
      return saving.outcomes;
    },
  };
}
