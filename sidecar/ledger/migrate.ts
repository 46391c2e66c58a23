// Numbered steps, forwards only, each in its own transaction together with the row that says it is done.

import type Database from 'better-sqlite3';
import { sql as first } from './migrations/0001_first.ts';
import { sql as payments } from './migrations/0002_payments.ts';
import { sql as reconciliation } from './migrations/0003_reconciliation.ts';
import { sql as toAmend } from './migrations/0004_to_amend.ts';
import { sql as lateness } from './migrations/0005_lateness.ts';
import { sql as attentionToTell } from './migrations/0006_attention_to_tell.ts';
import { sql as deleted } from './migrations/0007_deleted.ts';
import { sql as byHand } from './migrations/0008_by_hand.ts';
import { sql as reopened } from './migrations/0009_reopened.ts';
import { sql as stockHeld } from './migrations/0010_stock_held.ts';
import { sql as stockDay } from './migrations/0011_stock_day.ts';
import { sql as stockToRead } from './migrations/0013_stock_to_read.ts';
import { LedgerUnusable } from './unusable.ts';

export interface Migration {
  number: number;
  name: string;
  sql: string;
}
export const migrations: Migration[] = [
  { number: 1, name: 'first', sql: first },
  { number: 2, name: 'payments', sql: payments },
  { number: 3, name: 'reconciliation', sql: reconciliation },
  { number: 4, name: 'to_amend', sql: toAmend },
  { number: 5, name: 'lateness', sql: lateness },
  { number: 6, name: 'attention_to_tell', sql: attentionToTell },
  { number: 7, name: 'deleted', sql: deleted },
  { number: 8, name: 'by_hand', sql: byHand },
  { number: 9, name: 'reopened', sql: reopened },
  { number: 10, name: 'stock_held', sql: stockHeld },
  { number: 11, name: 'stock_day', sql: stockDay },
  { number: 13, name: 'stock_to_read', sql: stockToRead },
];

/** Runs what has not run yet. Throws LedgerUnusable where the ledger is newer than this Pickwave. Returns how many ran. */
export function migrate(raw: Database.Database, steps: Migration[], now: Date): number {
  raw.exec(
    `create table if not exists migration (number integer primary key, name text not null, applied_at text not null) strict`,
  );
  const done = raw.prepare('select number, name from migration order by number').all() as {
    number: number;
    name: string;
  }[];
  const unknown = done.find((row) => steps.find((step) => step.number === row.number)?.name !== row.name);
  if (unknown)
    throw new LedgerUnusable(
      `The ledger was used by a newer Pickwave (migration ${unknown.number}, ${unknown.name}). ` +
        'Install that version again, or restore the backup made before it was upgraded.',
    );

  const isDone = new Set(done.map((row) => row.number));
  const missing = steps.filter((step) => !isDone.has(step.number));
  for (const step of missing) {
    raw
      .transaction(() => {
        raw.exec(step.sql);
        raw
          .prepare('insert into migration (number, name, applied_at) values (?, ?, ?)')
          .run(step.number, step.name, now.toISOString());
      })
      .immediate();
  }
  return missing.length;
}

/** Throws LedgerUnusable where SQLite finds damage, or rows that point at nothing. */
export function checkIntegrity(raw: Database.Database): void {
  const damage = damageOf(raw);
  if (damage.length > 0)
    throw new LedgerUnusable(
      `The ledger is damaged: ${damage.join('; ')}. Restore a backup, or move the data directory away and start anew: ` +
        'the shop remembers what was sent, so nothing is sent twice.',
    );
}

function damageOf(raw: Database.Database): string[] {
  try {
    const found = raw.pragma('quick_check(5)') as { quick_check: string }[];
    const dangling = raw.pragma('foreign_key_check') as { table: string }[];
    return [
      ...found.map((row) => row.quick_check).filter((words) => words !== 'ok'),
      ...dangling.slice(0, 5).map((row) => `a row of ${row.table} points at nothing`),
    ];
  } catch (failure) {
    return [(failure as Error).message];
  }
}
