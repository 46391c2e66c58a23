// npm run bench: the benchmarks, as tables and, with --json, as keys in a file. Exits 1 where a target is missed or something is not as promised.

import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { dayBench } from './dayBench.ts';
import { ordersBench } from './ordersBench.ts';
import { isGood, keysOf, type Report, tableOf } from './report.ts';
import { costBench } from './stock/costBench.ts';
import { writeBench } from './stock/writeBench.ts';

interface Asked {
  orders: number | null;
  skus: number | null;
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
      ({ orders, seed, tell }) => ordersBench({ orders: orders ?? 10_000, seed, tell }),
      ({ orders, seed, tell }) =>
        dayBench({ orders: Math.ceil((orders ?? 10_000) / 2), skus: 2000, seed, tell }),
    ],
  },
  stock: {
    about:
      'a real WooCommerce: 1,000 changed SKUs and a catalogue of 100,000 written, beside its own REST API; what the plugin costs a page and a checkout',
    parts: [
      ({ skus, tell }) => writeBench({ skus: skus ?? 100_000, tell }),
      ({ tell }) => costBench({ tell }),
    ],
  },
};
const usage = [
  'npm run bench [-- NAME … --json FILE --orders N --skus N --seed N]: runs all benchmarks, or those that are named.',
  ...Object.entries(benchmarks).map(([name, { about }]) => `  ${name.padEnd(8)} ${about}`),
].join('\n');

/** The write part changes 1,000 at once and takes a sample of 2,000. */
const leastSkus = 2000;

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
        skus: { type: 'string' },
        seed: { type: 'string', default: '20261123' },
        help: { type: 'boolean', default: false },
      },
    });
    const whole = (text: string | undefined) => (text === undefined ? null : Number(text));
    const [orders, skus, seed] = [whole(values.orders), whole(values.skus), whole(values.seed) ?? 0];
    const names = positionals.length > 0 ? positionals : Object.keys(benchmarks);
    const known = names.every((name) => Object.hasOwn(benchmarks, name));
    const numbers = [orders ?? 1, seed].every((one) => Number.isInteger(one) && one >= 0) && orders !== 0;
    const enough = skus === null || (Number.isInteger(skus) && skus >= leastSkus);
    if (values.help || !known || !numbers || !enough) return null;
    return { names, orders, skus, seed, json: values.json };
  } catch {
    return null;
  }
}
