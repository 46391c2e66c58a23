// One connection that writes, one that only reads. SQLite has one writer, so a transaction holds the first alone.

import { AsyncLocalStorage } from 'node:async_hooks';
import Database from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import type { Executor, Tables, Tx } from './tables.ts';

export interface Connections {
  /** For a single read. Inside a transaction it throws, because it would wait for that transaction for ever. */
  db: Executor;
  /** For long reads, which then hold up no write. In memory the same as `db`. */
  reading: Executor;
  /** One transaction (`begin immediate`): all of `work` or none of it. Never across a network call. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  raw: Database.Database;
  close(): Promise<void>;
}

const inTransaction = new AsyncLocalStorage<SqliteDriver | null>();

class LedgerDriver extends SqliteDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    if (inTransaction.getStore() === this)
      throw new Error(
        'Inside a transaction only its own executor may be used: the outer one waits for ever.',
      );
    return super.acquireConnection();
  }

  // Without `immediate`, a transaction that reads first and writes later fails when another process wrote in between.
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

const statementsKept = 200;

/** The database whose statements are prepared once, which costs as much as running them: the same few are asked for again and again. */
function preparing(raw: Database.Database): SqliteDatabase {
  const kept = new Map<string, Database.Statement<unknown[]>>();
  return {
    close: () => raw.close(),
    prepare(sql) {
      const statement = kept.get(sql) ?? raw.prepare<unknown[]>(sql);
      kept.delete(sql);
      kept.set(sql, statement); // the last used is the last to go
      const [oldest] = kept.size > statementsKept ? kept.keys() : [];
      if (oldest !== undefined) kept.delete(oldest);
      return statement as SqliteStatement;
    },
  };
}

class LedgerDialect extends SqliteDialect {
  readonly driver: LedgerDriver;

  constructor(database: SqliteDatabase) {
    super({ database });
    this.driver = new LedgerDriver({ database });
  }

  override createDriver() {
    return this.driver;
  }
}

const busyTimeoutMs = 5_000;

/** `file` null: in memory, gone when closed. */
export function connect(file: string | null): Connections {
  const raw = new Database(file ?? ':memory:', { timeout: busyTimeoutMs });
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL'); // what was acknowledged survives a power cut (design.md section 10, 5)
  raw.pragma('foreign_keys = ON');
  const dialect = new LedgerDialect(preparing(raw));
  const db = new Kysely<Tables>({ dialect });
  let readOnly: Executor | null = null;

  return {
    db,
    // opened at the first use: before the migrations there is nothing to read
    get reading() {
      if (file === null) return db;
      readOnly ??= new Kysely<Tables>({
        dialect: new SqliteDialect({
          database: new Database(file, { readonly: true, timeout: busyTimeoutMs }),
        }),
      });
      return readOnly;
    },
    write: (work) => db.transaction().execute((tx) => inTransaction.run(dialect.driver, () => work(tx))),
    raw,
    async close() {
      await readOnly?.destroy();
      await db.destroy();
    },
  };
}
