// The local door: a loopback address that the command line finds, with its token, in a file that only the owner of the data directory may read.

import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Door {
  url: string;
  token: string;
}
const fileOf = (dataDir: string) => join(dataDir, 'door.json');

export const newToken = () => randomBytes(32).toString('hex');

/** Written whole or not at all. */
export function writeDoor(dataDir: string, door: Door): void {
  const half = `${fileOf(dataDir)}.new`;
  writeFileSync(half, JSON.stringify(door), { mode: 0o600 });
  renameSync(half, fileOf(dataDir));
}

export const removeDoor = (dataDir: string) => rmSync(fileOf(dataDir), { force: true });

/** Null where no sidecar runs, or none that left its address. */
export function readDoor(dataDir: string): Door | null {
  if (!existsSync(fileOf(dataDir))) return null;
  try {
    const { url, token } = JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as Door;
    return { url, token };
  } catch {
    return null;
  }
}
