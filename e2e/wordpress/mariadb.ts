// A MariaDB of our own: a private data directory and socket, no network, no service, nothing kept safe from a power cut.

import { mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { mariadbd } from '../../scripts/lib/php.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { startServer } from './serverProcess.ts';

export interface Database {
  socket: string;
  stop(): Promise<void>;
}

const thisUser = () => `--user=${userInfo().username}`;

/** Makes an empty data directory. */
export async function createDataFolder(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { code, output } = await run('mariadb-install-db', [
    '--no-defaults',
    `--datadir=${folder}`,
    thisUser(),
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    ...small,
  ]);
  if (code !== 0) throw new Error(`mariadb-install-db failed:\n${output}`);
}

const small = ['--innodb-log-file-size=16M', '--innodb-data-file-path=ibdata1:4M:autoextend'];

/** @param folder holds `data`, and gets the socket; its path has to be short, since a socket's path is at most 107 characters */
export async function startMariaDb(folder: string): Promise<Database> {
  const binary = mariadbd();
  if (!binary) throw new Error('MariaDB is missing: run `node scripts/setup.mjs wordpress`.');
  const socket = join(folder, 'db.sock');
  const server = await startServer(
    binary,
    [
      '--no-defaults',
      `--datadir=${join(folder, 'data')}`,
      `--socket=${socket}`,
      `--pid-file=${join(folder, 'db.pid')}`,
      thisUser(),
      '--skip-networking',
      '--skip-log-bin',
      '--skip-name-resolve',
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-doublewrite=0',
      '--innodb-buffer-pool-size=128M',
      '--performance-schema=0',
      ...small,
    ],
    'ready for connections',
  );
  return { socket, stop: server.stop };
}
