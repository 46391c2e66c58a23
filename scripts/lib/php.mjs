// PHP with the extensions that WordPress and WooCommerce use, Composer's development tools, and MariaDB.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, say, which } from './run.mjs';

const extensions = ['curl', 'gd', 'intl', 'mbstring', 'mysqli', 'xml', 'zip'];
const debianNames = /** @type {Record<string, string>} */ ({ mysqli: 'php-mysql' });

/** @returns {Promise<import('./systemPackages.mjs').Need[]>} */
export async function phpNeeds() {
  const loaded = which('php') ? (await run('php', ['-m'])).output.toLowerCase().split(/\s+/) : [];
  return [
    { what: 'PHP', present: which('php') !== null, apt: 'php-cli', brew: 'php', dnf: 'php-cli' },
    ...extensions.map((name) => ({
      what: `PHP's ${name}`,
      present: loaded.includes(name),
      apt: debianNames[name] ?? `php-${name}`,
      brew: 'php',
      dnf: `php-${name === 'mysqli' ? 'mysqlnd' : name}`,
    })),
  ];
}

/** @returns {import('./systemPackages.mjs').Need[]} */
export const composerNeeds = () => [
  {
    what: 'Composer',
    present: which('composer') !== null,
    apt: 'composer unzip',
    brew: 'composer',
    dnf: 'composer',
  },
];

/** Debian keeps the server out of an ordinary user's PATH. */
export const mariadbd = () => which('mariadbd', ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin']);

/** @returns {import('./systemPackages.mjs').Need[]} */
export const mariadbNeeds = () => [
  {
    what: 'MariaDB',
    present: mariadbd() !== null && which('mariadb-install-db') !== null,
    apt: 'mariadb-server-core mariadb-client-core',
    brew: 'mariadb',
    dnf: 'mariadb-server',
  },
];

/** The plugin's development tools in plugin/vendor, as plugin/composer.json has them. Throws where Composer fails. */
export async function setUpComposerPackages() {
  const plugin = join(root, 'plugin');
  const wanted = createHash('sha256')
    .update(readFileSync(join(plugin, 'composer.json')))
    .digest('hex');
  const stamp = join(plugin, 'vendor', '.installed-from');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say("Installing the plugin's development tools with Composer …");
  const { code, output } = await run('composer', ['install', '--no-interaction', '--no-progress'], {
    cwd: plugin,
    env: { COMPOSER_ALLOW_SUPERUSER: '1' },
  });
  if (code !== 0) throw new Error(`composer install failed in plugin/:\n${output}`);
  writeFileSync(stamp, wanted);
}
