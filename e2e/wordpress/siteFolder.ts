// A WordPress folder of its own: the core copied, so that nothing a test does touches the source; plugins linked.

import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const mustUse = fileURLToPath(new URL('mu-plugins', import.meta.url));

export type Constant = string | number | boolean;

/** Copies WordPress without what a hosting company or an earlier site left in it. */
export async function copyCore(source: string, documents: string): Promise<void> {
  mkdirSync(documents, { recursive: true });
  const files = readdirSync(source).filter((name) => name.endsWith('.php') && !name.startsWith('wp-config'));
  for (const name of files) cpSync(join(source, name), join(documents, name));
  for (const name of ['wp-admin', 'wp-includes']) {
    await cp(join(source, name), join(documents, name), { recursive: true });
  }
  for (const name of ['plugins', 'themes', 'uploads']) {
    mkdirSync(join(documents, 'wp-content', name), { recursive: true });
  }
  const themes = readdirSync(join(source, 'wp-content/themes')).filter((name) => name.startsWith('twenty'));
  for (const name of themes) {
    symlinkSync(join(source, 'wp-content/themes', name), join(documents, 'wp-content/themes', name));
  }
}

export function linkPlugin(documents: string, name: string, source: string): void {
  symlinkSync(source, join(documents, 'wp-content/plugins', name));
}

/** wp-config.php with these constants beside the database's. */
export function writeConfig(
  documents: string,
  database: { socket: string; name: string },
  constants: Record<string, Constant>,
) {
  const all: Record<string, Constant> = {
    DB_NAME: database.name,
    DB_USER: 'root',
    DB_PASSWORD: '',
    DB_HOST: `localhost:${database.socket}`,
    DB_CHARSET: 'utf8mb4',
    DB_COLLATE: '',
    WPMU_PLUGIN_DIR: mustUse,
    ...constants,
  };
  const lines = Object.entries(all).map(([name, value]) => `define( '${name}', ${phpLiteral(value)} );`);
  const config = [
    '<?php',
    ...lines,
    "$table_prefix = 'wp_';",
    "defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );",
    "require_once ABSPATH . 'wp-settings.php';",
  ];
  writeFileSync(join(documents, 'wp-config.php'), `${config.join('\n')}\n`);
}

const phpLiteral = (value: Constant) =>
  typeof value === 'string' ? `'${value.replace(/[\\']/g, (mark) => `\\${mark}`)}'` : String(value);
