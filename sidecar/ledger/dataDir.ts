// The data directory: who may have it open, and by which name this installation is known to the shop.

import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DataDirInUse, LedgerUnusable } from './unusable.ts';

export function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (failure) {
    throw new LedgerUnusable(
      `The data directory ${dataDir} cannot be made: ${(failure as Error).message}. Set PICKWAVE_DATA_DIR to a directory that can be written.`,
    );
  }
}

/**
 * Holds the directory for this process alone, until `release` or until the process ends in whatever way: the lock is the operating system's.
 * Throws DataDirInUse where another process has it.
 */
export function lockDataDir(dataDir: string, waitMs = 0): { release(): void } {
  const lock = new Database(join(dataDir, 'lock.db'), { timeout: waitMs });
  try {
    lock.exec('begin exclusive');
  } catch (failure) {
    lock.close();
    if ((failure as { code?: string }).code === 'SQLITE_BUSY') throw new DataDirInUse(dataDir);
    throw failure;
  }
  return { release: () => lock.close() };
}

/**
 * The name under which this sidecar asks for the shop's lease: the same after a restart, so that it gets the lease back at once, and another one for a
 * copy of the directory, which has another inode or is on another host.
 */
export function holderOf(dataDir: string): string {
  const file = join(dataDir, 'holder.json');
  if (existsSync(file)) {
    const kept = readHolder(file);
    if (kept && kept.inode === statSync(file).ino && kept.host === hostname()) return kept.holder;
  }
  const open = openSync(file, 'w', 0o600);
  const holder = `${hostname().slice(0, 40)}-${randomUUID()}`.replace(/[^A-Za-z0-9._-]/g, '-');
  writeSync(open, JSON.stringify({ holder, inode: fstatSync(open).ino, host: hostname() }));
  closeSync(open);
  return holder;
}

function readHolder(file: string): { holder: string; inode: number; host: string } | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null; // cut off by a crash: a new name costs at most the rest of the lease
  }
}

/** A file that only its owner may read, whatever mode it was copied with. */
export const keepPrivate = (file: string) => {
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
};
