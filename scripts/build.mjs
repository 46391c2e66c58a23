// npm run build [-- --wordpress | --demo]: the screen, for WordPress (plugin/build) and for the demo's page (build/demo).
// Nothing is done where nothing changed since the last time.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { npmBin, root, run, say } from './lib/run.mjs';
import { setUp } from './lib/setUp.mjs';

/** @param {string} path */
function inRoot(path) {
  return join(root, path);
}

/**
 * @typedef {object} Build
 * @property {string} title
 * @property {string} folder where it goes, from the top of the repository
 * @property {string[]} makes the files without which it is not there
 * @property {(folder: string) => Promise<void>} make
 */

/** @type {Record<'wordpress' | 'demo', Build>} */
const builds = {
  wordpress: {
    title: 'The screen for WordPress',
    folder: 'plugin/build',
    makes: ['index.js', 'index.asset.php', 'index.css', 'index-rtl.css', 'dataviews.js'],
    make: makeForWordPress,
  },
  demo: {
    title: 'The screen for the demo',
    folder: 'build/demo',
    makes: ['screen.js', 'screen.css'],
    make: makeForDemo,
  },
};

// WordPress's Plugin Check warns above 293 KB of scripts on a page. DataViews is past that by itself, so it is a file of
// its own that only the orders list fetches.
const largestEntryBytes = 293 * 1024;

const asked = process.argv.slice(2).filter((word) => word !== '--');
const known = Object.keys(builds).map((name) => `--${name}`);
const strange = asked.filter((word) => !known.includes(word));
if (strange.length > 0) {
  say(
    `There is no ${strange.join(', ')}. Ask for any of: ${known.join(', ')}; both are built where none is named.`,
  );
  process.exit(2);
}
try {
  await setUp(['node']);
  for (const [name, build] of Object.entries(builds)) {
    if (asked.length === 0 || asked.includes(`--${name}`)) await buildOnce(name, build);
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

/** @param {string} name @param {Build} build */
async function buildOnce(name, { title, folder, makes, make }) {
  const stamp = inRoot(`build/${name}.stamp`);
  const sources = hashOfSources();
  const made = makes.every((file) => existsSync(inRoot(join(folder, file))));
  if (made && existsSync(stamp) && (await readFile(stamp, 'utf8')) === sources) {
    return say(`${title} is up to date (${folder}).`);
  }
  const started = performance.now();
  // Made beside its place and moved there when it is whole, so that nobody is served half a build.
  const beside = inRoot(`${folder}.${process.pid}`);
  try {
    await mkdir(beside, { recursive: true });
    await make(beside);
    await rm(inRoot(folder), { recursive: true, force: true });
    await rename(beside, inRoot(folder));
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, sources);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const sizes = makes.filter((file) => /\.(js|css)$/.test(file)).map((file) => sizeOf(inRoot(folder), file));
  say(`${title} is built (${folder}), ${seconds} s: ${sizes.join(', ')}.`);
}

/** @param {string} folder */
async function makeForWordPress(folder) {
  const built = await run(npmBin('wp-scripts'), ['build', '--config', 'webpack.config.cjs'], {
    env: { NODE_ENV: 'production', PICKWAVE_BUILD_FOLDER: folder },
  });
  if (built.code !== 0) throw new Error(`The screen for WordPress could not be built.\n${built.output}`);
  const bytes = readFileSync(join(folder, 'index.js')).length;
  if (bytes > largestEntryBytes) {
    throw new Error(
      `index.js has ${kilobytes(bytes)}, more than the ${kilobytes(largestEntryBytes)} it may have. What came into it?`,
    );
  }
}

/** @param {string} folder */
async function makeForDemo(folder) {
  const { build } = await import('esbuild'); // only now are the packages sure to be there
  await build({
    entryPoints: { screen: inRoot('admin-ui/demo.tsx') },
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    alias: { '@wordpress/dataviews/wp': '@wordpress/dataviews' },
    define: {
      'process.env.NODE_ENV': '"production"',
      'globalThis.SCRIPT_DEBUG': 'false',
      SCRIPT_DEBUG: 'false',
    },
    logLevel: 'error',
  });
}

/** Changes when anything that goes into a build changes. */
function hashOfSources() {
  const hash = createHash('sha256');
  const folders = ['admin-ui', 'sidecar/domain', 'sidecar/http/schemas'].flatMap(filesUnder);
  for (const file of ['package-lock.json', 'scripts/build.mjs', 'webpack.config.cjs', ...folders]) {
    hash.update(`${file}\n`).update(readFileSync(inRoot(file)));
  }
  return hash.digest('hex');
}

/** @param {string} folder @returns {string[]} */
function filesUnder(folder) {
  return readdirSync(inRoot(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .sort();
}

/** @param {string} folder @param {string} file */
function sizeOf(folder, file) {
  const content = readFileSync(join(folder, file));
  return `${file} ${kilobytes(content.length)} (${kilobytes(gzipSync(content).length)} compressed)`;
}
/** @param {number} bytes */
function kilobytes(bytes) {
  return `${Math.round(bytes / 1024)} KB`;
}
