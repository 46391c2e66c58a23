// An installed shop as a MariaDB data directory, made once per version of what goes into it, so that a start only copies it.

import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mariadbd } from '../../scripts/lib/php.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { cacheFolder } from '../../scripts/lib/wordpressSources.mjs';
import { runInWordPress } from './command.ts';
import { createDataFolder, startMariaDb } from './mariadb.ts';
import { sampleProducts } from './products.ts';
import { copyCore, linkPlugin, writeConfig } from './siteFolder.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const keptForDays = 14;

export interface Sources {
  wordpress: string;
  woocommerce: string;
}
export interface Shop {
  password: string;
  applicationPassword: string;
  products: Record<string, { id: number; parentId: number }>;
}

export const databaseName = 'shop';

/** Copies the installed shop's data directory to `target`, installing it first where no run before has. */
export async function copyInstalledShop(sources: Sources, target: string): Promise<Shop> {
  const folder = join(cacheFolder, 'snapshots', await keyOf(sources));
  const about = join(folder, 'shop.json');
  if (!existsSync(about)) await install(sources, folder);
  const now = new Date();
  utimesSync(folder, now, now);
  await cp(join(folder, 'data'), target, { recursive: true });
  return JSON.parse(readFileSync(about, 'utf8'));
}

/** What an installed shop depends on: versions, and how it is installed. */
async function keyOf({ wordpress, woocommerce }: Sources): Promise<string> {
  const recipe = [
    'php/install.php',
    'php/activate.php',
    'php/openShop.php',
    'products.ts',
    'mariadb.ts',
    'snapshot.ts',
  ];
  const parts = [
    readFileSync(join(wordpress, 'wp-includes/version.php'), 'utf8'),
    readFileSync(join(woocommerce, 'woocommerce.php'), 'utf8'),
    (await run(mariadbd() ?? 'mariadbd', ['--version'])).output,
    (await run('php', ['-r', 'echo PHP_VERSION;'])).output,
    ...recipe.map((name) => readFileSync(join(here, name), 'utf8')),
  ];
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16);
}

async function install(sources: Sources, folder: string): Promise<void> {
  await mkdir(join(folder, '..'), { recursive: true });
  forgetOld(join(folder, '..'));
  const work = mkdtempSync(join(tmpdir(), 'pickwave-install-'));
  const documents = join(work, 'documents');
  await Promise.all([createDataFolder(join(work, 'data')), copyCore(sources.wordpress, documents)]);
  linkPlugin(documents, 'woocommerce', sources.woocommerce);
  const database = await startMariaDb(work);
  try {
    writeConfig(
      documents,
      { socket: database.socket, name: databaseName },
      {
        WP_HOME: 'http://127.0.0.1',
        WP_SITEURL: 'http://127.0.0.1',
        WP_HTTP_BLOCK_EXTERNAL: true,
        DISABLE_WP_CRON: true,
        PICKWAVE_TEST_MAILS: join(work, 'mails'),
        PICKWAVE_TEST_HOME: join(work, 'home'),
        PICKWAVE_TEST_RUNNER_STOPPED: false,
      },
    );
    const shop = await installShop(documents, database.socket);
    await database.stop();
    writeFileSync(join(work, 'shop.json'), JSON.stringify(shop));
    await cp(join(work, 'data'), join(`${folder}.${process.pid}`, 'data'), { recursive: true });
    await cp(join(work, 'shop.json'), join(`${folder}.${process.pid}`, 'shop.json'));
    publish(`${folder}.${process.pid}`, folder);
  } finally {
    await database.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

async function installShop(documents: string, socket: string): Promise<Shop> {
  const password = 'pickwave-test';
  const created = await run('mariadb', [
    '--no-defaults',
    `--socket=${socket}`,
    '--user=root',
    '-e',
    createDatabase,
  ]);
  if (created.code !== 0) throw new Error(`The database could not be created:\n${created.output}`);
  await runInWordPress(documents, phpOf('install.php'), { installing: true, args: { password } });
  await runInWordPress(documents, phpOf('activate.php'), { args: 'woocommerce/woocommerce.php' });
  const opened = await runInWordPress(documents, phpOf('openShop.php'), {
    args: { password, products: sampleProducts },
  });
  return { password, ...(opened as Omit<Shop, 'password'>) };
}

const createDatabase = `create database ${databaseName} character set utf8mb4`;

/** The code of one of our PHP scripts, to be run inside WordPress. */
export const phpOf = (name: string) => readFileSync(join(here, 'php', name), 'utf8').replace(/^<\?php/, '');

/** Another run may have installed the same meanwhile; then theirs stands. */
function publish(made: string, folder: string): void {
  try {
    renameSync(made, folder);
  } catch (error) {
    rmSync(made, { recursive: true });
    if (!existsSync(join(folder, 'shop.json'))) throw error;
  }
}

function forgetOld(folder: string): void {
  const limit = Date.now() - keptForDays * 24 * 3_600_000;
  for (const name of readdirSync(folder)) {
    if (statSync(join(folder, name)).mtimeMs < limit)
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}
