// A power cut while a sidecar is at work: its process never goes on, and of its ledger there is what had been written by then. No file is closed, nothing is checkpointed;
// what SQLite keeps in shared memory is gone. What the operating system was given counts as written: that SQLite has it put on the disk before it acknowledges is its
// setting `synchronous = FULL`, which ledger/connection.test.ts holds to.

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the disk has of the write under way: nothing or all of it, or its first half over what was there before. */
export type Write = 'whole' | 'half';

const besides = ['secret.key', 'holder.json'];

export function powerCut({ of, left, write }: { of: string; left: string; write: Write }) {
  let passing = Number.POSITIVE_INFINITY;
  let before: Files | null = null;
  let struck = false;
  let tell = () => {};
  const dark = new Promise<void>((resolve) => {
    tell = resolve;
  });

  function strike(files: Files): void {
    mkdirSync(left, { recursive: true });
    for (const name of besides) copyFileSync(join(of, name), join(left, name));
    writeFileSync(join(left, 'ledger.db'), files.db);
    writeFileSync(join(left, 'ledger.db-wal'), files.wal);
    struck = true;
    tell();
  }

  return {
    /** passed by the sidecar at each of its points (testing/points.ts) */
    async at(label: string): Promise<void> {
      const begins = label.startsWith('ledger:') && label.endsWith(':before');
      if (!struck && before !== null) strike(halfWay(before, filesIn(of)));
      else if (!struck && (write === 'whole' || begins)) {
        passing -= 1;
        if (passing === 0 && write === 'whole') strike(filesIn(of));
        if (passing === 0 && write === 'half') before = filesIn(of);
      }
      if (struck) await new Promise<never>(() => {});
    },
    /** at the nth point from now, or in the middle of the nth write */
    strikeAt(nth: number): void {
      passing = nth;
    },
    struck: () => struck,
    /** until it has ended, or the power has gone */
    async live(run: Promise<unknown>): Promise<void> {
      await Promise.race([run, dark]);
    },
  };
}

interface Files {
  db: Buffer;
  wal: Buffer;
}
const filesIn = (dataDir: string): Files => ({
  db: readFileSync(join(dataDir, 'ledger.db')),
  wal: readFileSync(join(dataDir, 'ledger.db-wal')),
});

/** The write-ahead log up to the middle of what was written into it. A write that also moved pages into the database is left whole: the log is complete by then. */
function halfWay(before: Files, after: Files): Files {
  if (!before.db.equals(after.db)) return after;
  const changed = [...after.wal.keys()].filter((at) => after.wal[at] !== before.wal[at]);
  const [first = 0, last = 0] = [changed[0], changed.at(-1)];
  const middle = first + Math.ceil((last - first) / 2);
  return { db: after.db, wal: Buffer.concat([after.wal.subarray(0, middle), before.wal.subarray(middle)]) };
}
