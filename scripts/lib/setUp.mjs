// Makes a fresh clone ready for what is asked. What is there already is left alone, so a second run takes no time.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumNeeds } from './chromium.mjs';
import { setUpNpmPackages } from './npmPackages.mjs';
import { composerNeeds, mariadbNeeds, phpNeeds, setUpComposerPackages } from './php.mjs';
import { root } from './run.mjs';
import { ensure, howToGet } from './systemPackages.mjs';
import { setUpWordPressSources } from './wordpressSources.mjs';

/**
 * node: npm packages. browser: Chromium. php: PHP and the plugin's Composer packages. wordpress: PHP, MariaDB, and the
 * source of WordPress and WooCommerce.
 * @typedef {'node' | 'browser' | 'php' | 'wordpress'} Level
 */

/**
 * @param {Level[]} levels
 * @returns {Promise<Partial<Record<Level, string>>>} the levels that cannot be had here, each with what is missing and how to get it
 */
export async function setUp(levels) {
  if (levels.includes('node')) await setUpNpmPackages();
  /** @type {Partial<Record<Level, string>>} */
  const unavailable = {};
  for (const level of levels) {
    const missing = await ensure(needs[level]);
    if (missing.length > 0) unavailable[level] = howToGet(missing);
  }
  if (levels.includes('php') && !unavailable.php && existsSync(join(root, 'plugin/composer.json'))) {
    await setUpComposerPackages();
  }
  if (levels.includes('wordpress') && !unavailable.wordpress) {
    const problem = await setUpWordPressSources();
    if (problem) unavailable.wordpress = problem;
  }
  return unavailable;
}

/** @type {Record<Level, () => import('./systemPackages.mjs').Need[] | Promise<import('./systemPackages.mjs').Need[]>>} */
const needs = {
  node: () => [],
  browser: chromiumNeeds,
  php: async () => [...(await phpNeeds()), ...composerNeeds()],
  wordpress: async () => [...(await phpNeeds()), ...mariadbNeeds()],
};
