// npm run bench: the benchmarks, as tables and, with --json, as keys in a file. Exits 1 where a target is missed or something is not as promised.

import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { dayBench } from './dayBench.ts';
import { ordersBench } from './ordersBench.ts';
import { isGood, keysOf, type Report, tableOf } from './report.ts';

interface Asked {
  orders: number | null;
  seed: number;
  tell(line: string): void;
}
interface Benchmark {
  about: string;
  parts: ((asked: Asked) => Promise<Report>)[];
}

const benchmarks: Record<string, Benchmark> = {
  orders: {
    about:
      'a backlog of 10,000 orders sent off, at 100 and at 50 rows a save, beside one by one; a day of half as many with all journeys',
    parts: [
      ({ orders, ...asked }) => ordersBench({ orders: orders ?? 10_000, ...asked }),
      ({ orders, ...asked }) => dayBench({ orders: Math.ceil((orders ?? 10_000) / 2), skus: 2000, ...asked }),
    ],
  },
};
const usage = [
  'npm run bench [-- NAME … --json FILE --orders N --seed N]: runs all benchmarks, or those that are named.',
  ...Object.entries(benchmarks).map(([name, { about }]) => `  ${name.padEnd(8)} ${about}`),
].join('\n');

const say = (text: string) => console.log(text);
const asked = read(process.argv.slice(2));
if (asked === null) {
  say(usage);
  process.exit(process.argv.includes('--help') ? 0 : 2);
}
const { names, json, ...options } = asked;
const keys: Record<string, number> = {};
let good = true;
for (const part of names.flatMap((name) => benchmarks[name]?.parts ?? [])) {
  const report = await part({ ...options, tell: say });
  say(tableOf(report));
  Object.assign(keys, keysOf(report));
  good &&= isGood(report);
}
if (json !== undefined) await writeFile(json, `${JSON.stringify(keys, null, 2)}\n`);
process.exit(good ? 0 : 1);

function read(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: args.filter((word) => word !== '--'),
      allowPositionals: true,
      options: {
        json: { type: 'string' },
        orders: { type: 'string' },
        seed: { type: 'string', default: '20261123' },
        help: { type: 'boolean', default: false },
      },
    });
    const whole = (text: string | undefined) => (text === undefined ? null : Number(text));
    const [orders, seed] = [whole(values.orders), whole(values.seed) ?? 0];
    const names = positionals.length > 0 ? positionals : Object.keys(benchmarks);
    const known = names.every((name) => Object.hasOwn(benchmarks, name));
    const numbers = [orders ?? 1, seed].every((one) => Number.isInteger(one) && one >= 0) && orders !== 0;
    if (values.help || !known || !numbers) return null;
    return { names, orders, seed, json: values.json };
  } catch {
    return null;
  }
}
