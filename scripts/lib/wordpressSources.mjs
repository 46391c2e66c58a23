// Where the tests get WordPress and WooCommerce from: WP_CORE_DIR and WOOCOMMERCE_DIR, else the cache folder, else the
// official download into it.

import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run, say } from './run.mjs';

export const cacheFolder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'pickwave');

const sources = [
  {
    name: 'wordpress',
    title: 'WordPress',
    setting: 'WP_CORE_DIR',
    proof: 'wp-includes/version.php',
    download: 'https://wordpress.org/latest.zip',
  },
  {
    name: 'woocommerce',
    title: 'WooCommerce',
    setting: 'WOOCOMMERCE_DIR',
    proof: 'woocommerce.php',
    download: 'https://downloads.wordpress.org/plugin/woocommerce.latest-stable.zip',
  },
];

/** @param {(typeof sources)[number]} source */
const folderOf = ({ name, setting }) => process.env[setting] ?? join(cacheFolder, name);

/** The two folders, each null where it is not there. */
export function findWordPressSources() {
  const [wordpress, woocommerce] = sources.map((source) => {
    const folder = folderOf(source);
    return existsSync(join(folder, source.proof)) ? folder : null;
  });
  return { wordpress: wordpress ?? null, woocommerce: woocommerce ?? null };
}

/** Whether both are there: then tests on a real WooCommerce have no excuse for not running. */
export function haveWordPressSources() {
  const { wordpress, woocommerce } = findWordPressSources();
  return wordpress !== null && woocommerce !== null;
}

/** Downloads what is missing.
 * @returns {Promise<string | null>} what could not be had, and what to do about it */
export async function setUpWordPressSources() {
  for (const source of sources) {
    const folder = folderOf(source);
    if (existsSync(join(folder, source.proof))) continue;
    if (process.env[source.setting])
      return `${source.setting} is ${folder}, but there is no ${source.proof} in it.`;
    const problem = await download(source, folder);
    if (problem) {
      const advice = `Point ${source.setting} at a folder that has ${source.proof}, or put one at ${folder}.`;
      return `${source.title} is not here and its download failed (${problem}). ${advice}`;
    }
  }
  return null;
}

/** @param {(typeof sources)[number]} source @param {string} folder @returns {Promise<string | null>} */
async function download({ name, title, download }, folder) {
  say(`Downloading ${title} …`);
  const unpacked = `${folder}.${process.pid}`;
  const zip = `${unpacked}.zip`;
  try {
    mkdirSync(cacheFolder, { recursive: true });
    const answer = await fetch(download, { signal: AbortSignal.timeout(120_000) });
    if (!answer.ok) return `${answer.status} from ${download}`;
    writeFileSync(zip, Buffer.from(await answer.arrayBuffer()));
    const code =
      '$z = new ZipArchive; exit( true === $z->open( $argv[1] ) && $z->extractTo( $argv[2] ) ? 0 : 1 );';
    const { code: failed, output } = await run('php', ['-r', code, '--', zip, unpacked]);
    if (failed) return `the archive could not be unpacked: ${output}`;
    renameSync(join(unpacked, name), folder);
    return null;
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    return `${download}: ${cause instanceof Error ? cause.message : cause}`;
  } finally {
    rmSync(zip, { force: true });
    rmSync(unpacked, { recursive: true, force: true });
  }
}
