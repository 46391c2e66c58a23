// A real WordPress with WooCommerce, and Pickwave's plugin where it is wanted, started for a test and gone after it.

import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/lib/run.mjs';
import { findWordPressSources } from '../../scripts/lib/wordpressSources.mjs';
import { runInWordPress } from './command.ts';
import { type Basket, type PlacedOrder, placeOrder } from './customer.ts';
import { startMariaDb } from './mariadb.ts';
import { freePort, startPhpServer } from './phpServer.ts';
import type { ServerProcess } from './serverProcess.ts';
import { type Constant, copyCore, linkPlugin, writeConfig } from './siteFolder.ts';
import { copyInstalledShop, databaseName, phpOf, type Shop } from './snapshot.ts';

export interface Options {
  /** Default: pretty. */
  permalinks?: 'pretty' | 'plain';
  /** Where WooCommerce keeps orders. Default: hpos, its own tables. */
  orders?: 'hpos' | 'synced' | 'posts';
  /** Folder of Pickwave's plugin; null for a shop without it. Default: this repository's. */
  plugin?: string | null;
  /** Constants of wp-config.php, such as PICKWAVE_SIDECAR_URL and PICKWAVE_SECRET; they win over ours. */
  constants?: Record<string, Constant>;
  /** WordPress options, set before the plugin is activated. */
  options?: Record<string, unknown>;
  /** Keeps WordPress's cron and Action Scheduler's runner from ever running in a web request. Default: false. */
  nothingInBackground?: boolean;
  /** Requests that are answered at the same time; at least 2, since the sidecar asks back. Default: 4. */
  workers?: number;
  /** A port that is known beforehand. Default: any. */
  port?: number;
}

export interface Mail {
  to: string[];
  subject: string;
  message: string;
  headers: string[];
  /** ISO 8601 */
  time: string;
}

export interface Site {
  /** Without a slash at its end. */
  url: string;
  /** Its REST index, which the routes are appended to: `…/wp-json/` or `…/?rest_route=/`. */
  restUrl: string;
  admin: { username: string; password: string; applicationPassword: string };
  /** A shop manager: may run the shop, but not the site. */
  manager: { username: string; password: string };
  /** By SKU. */
  products: Shop['products'];
  /** WordPress's folder. */
  documents: string;
  /** One JSON object a line for each mail: {to, subject, message, headers, time}. */
  mailFile: string;
  /** While it exists, the shop takes what is in it (`http://localhost:8081`) for its own address, as a copy of the shop elsewhere would. */
  homeFile: string;
  /** Runs PHP inside WordPress, as its administrator, with `$args`; gives what it returns. About half a second. */
  wp<T>(code: string, args?: unknown): Promise<T>;
  /** Buys as a customer, through the Store API. */
  placeOrder(basket: Basket): Promise<PlacedOrder>;
  /** Mails that left the shop, oldest first. */
  mails(): Mail[];
  /** PHP's and WordPress's log. */
  debugLog(): string;
  stop(): Promise<void>;
}

/** Starts a site: a few seconds, and some more for the first of a version. Throws where something is missing. */
export async function startWordPress(options: Options = {}): Promise<Site> {
  const { wordpress, woocommerce } = findWordPressSources();
  if (!wordpress || !woocommerce) {
    throw new Error('WordPress or WooCommerce is not here: run `node scripts/setup.mjs wordpress`.');
  }
  const folder = mkdtempSync(join(tmpdir(), 'pickwave-site-'));
  const documents = join(folder, 'documents');
  const running: Pick<ServerProcess, 'stop'>[] = [];
  const forget = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', forget); // where nobody came to call stop()
  const stop = async () => {
    for (const server of running.reverse()) await server.stop();
    process.off('exit', forget);
    forget();
  };
  try {
    const [shop] = await Promise.all([
      copyInstalledShop({ wordpress, woocommerce }, join(folder, 'data')),
      copyCore(wordpress, documents),
    ]);
    linkPlugin(documents, 'woocommerce', woocommerce);
    const plugin = options.plugin === undefined ? join(root, 'plugin') : options.plugin;
    if (plugin) linkPlugin(documents, 'pickwave', plugin);

    const database = await startMariaDb(folder);
    running.push(database);
    const { port, server } = await serve(documents, options, (port) =>
      writeConfig(
        documents,
        { socket: database.socket, name: databaseName },
        constantsOf(folder, port, options),
      ),
    );
    running.push(server);
    await runInWordPress(documents, phpOf('open.php'), {
      args: {
        permalinks: options.permalinks ?? 'pretty',
        orders: options.orders ?? 'hpos',
        options: options.options ?? {},
      },
    });
    if (plugin) await runInWordPress(documents, phpOf('activate.php'), { args: 'pickwave/pickwave.php' });
    return siteOf(folder, `http://127.0.0.1:${port}`, options, shop, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The port has to be in wp-config.php before the server listens on it, and may be taken by then. */
async function serve(
  documents: string,
  { port: wanted, workers = 4 }: Options,
  configure: (port: number) => void,
) {
  for (let attempt = 1; ; attempt++) {
    const port = wanted ?? (await freePort());
    configure(port);
    try {
      return { port, server: await startPhpServer(documents, port, workers) };
    } catch (error) {
      if (attempt === 3 || wanted || !String(error).includes('Address already in use')) throw error;
    }
  }
}

function constantsOf(folder: string, port: number, options: Options): Record<string, Constant> {
  const salts = ['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'].flatMap((name) => [
    `${name}_KEY`,
    `${name}_SALT`,
  ]);
  return {
    ...Object.fromEntries(salts.map((name) => [name, randomBytes(32).toString('hex')])),
    WP_HOME: `http://127.0.0.1:${port}`,
    WP_SITEURL: `http://127.0.0.1:${port}`,
    WP_ENVIRONMENT_TYPE: 'local', // application passwords over http
    WP_DEBUG: true,
    WP_DEBUG_DISPLAY: false,
    WP_DEBUG_LOG: join(folder, 'debug.log'),
    WP_HTTP_BLOCK_EXTERNAL: true,
    WP_ACCESSIBLE_HOSTS: '127.0.0.1,localhost',
    AUTOMATIC_UPDATER_DISABLED: true,
    DISABLE_WP_CRON: options.nothingInBackground ?? false,
    PICKWAVE_TEST_RUNNER_STOPPED: options.nothingInBackground ?? false,
    PICKWAVE_TEST_MAILS: join(folder, 'mails'),
    PICKWAVE_TEST_HOME: join(folder, 'home'),
    ...options.constants,
  };
}

function siteOf(folder: string, url: string, options: Options, shop: Shop, stop: () => Promise<void>): Site {
  const documents = join(folder, 'documents');
  const restUrl = options.permalinks === 'plain' ? `${url}/?rest_route=/` : `${url}/wp-json/`;
  const read = (name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '';
  const { password, applicationPassword, products } = shop;
  return {
    url,
    restUrl,
    documents,
    mailFile: join(folder, 'mails'),
    homeFile: join(folder, 'home'),
    products,
    admin: { username: 'admin', password, applicationPassword },
    manager: { username: 'manager', password },
    wp: async <T>(code: string, args?: unknown) => (await runInWordPress(documents, code, { args })) as T,
    placeOrder: (basket) => placeOrder(restUrl, products, basket),
    mails: () =>
      read('mails')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
    debugLog: () => read('debug.log'),
    stop,
  };
}
