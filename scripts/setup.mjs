// node scripts/setup.mjs [node] [browser] [php] [wordpress]: makes this clone ready for them; all of them where none is named.

import { say } from './lib/run.mjs';
import { setUp } from './lib/setUp.mjs';

/** @type {import('./lib/setUp.mjs').Level[]} */
const all = ['node', 'browser', 'php', 'wordpress'];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !all.some((level) => level === name));
if (unknown.length > 0) {
  say(`There is no ${unknown.join(', ')}. Ask for any of: ${all.join(', ')}.`);
  process.exit(2);
}
const unavailable = await setUp(asked.length > 0 ? all.filter((level) => asked.includes(level)) : all).catch(
  (error) => {
    say(error.message);
    process.exit(1);
  },
);
for (const [level, why] of Object.entries(unavailable)) say(`${level}: not available.\n${why}`);
if (Object.keys(unavailable).length === 0) say('Everything is in place.');
process.exit(Object.keys(unavailable).length === 0 ? 0 : 1);
