// npm run bench -- stock: how long the shop takes to be written to, beside WooCommerce's own REST API on the same machine in the same run.

import { randomUUID } from 'node:crypto';
import { chunks } from '../../domain/chunks.ts';
import { type Figure, type Report, rounded } from '../report.ts';
import { type BenchShop, startBenchShop } from './benchShop.ts';
import { median } from './median.ts';
import { seconds } from './seconds.ts';

export interface StockOptions {
  /** SKUs of the large catalogue */
  skus: number;
  tell(line: string): void;
}

const changedAtOnce = 1000;
const rounds = 5;
const batchSize = 100; // the most that wc/v3 takes at once
const catalogueSample = 2000;
const changedShare = 0.01;
const skusAPass = 1000;

export async function writeBench({ skus, tell }: StockOptions): Promise<Report> {
  const faults: string[] = [];
  tell(`A WooCommerce with ${skus} products …`);
  const shop = await startBenchShop(skus);
  try {
    tell(`${changedAtOnce} SKUs, all changed, ${rounds} times by each way …`);
    const [ours, theirs] = await allChanged(shop, faults);
    tell(`A full pass over ${skus} SKUs, of which ${changedShare * 100} % changed …`);
    const pass = await fullPass(shop, faults);
    tell(`${catalogueSample} SKUs by wc/v3 batch …`);
    const batch = await byBatch(shop, catalogueSample, 70);
    const log = shop.site.debugLog();
    if (log !== '') faults.push(`PHP complained: ${log.slice(0, 300)}`);
    return {
      title: `Stock written to WooCommerce: ${changedAtOnce} SKUs all changed, and a catalogue of ${skus}`,
      figures: [
        { what: `${changedAtOnce} changed SKUs, Pickwave, median`, value: rounded(median(ours)), unit: 's' },
        { what: 'the same by wc/v3 products/batch, median', value: rounded(median(theirs)), unit: 's' },
        {
          what: 'times less for Pickwave',
          value: rounded(median(theirs) / median(ours), 1),
          key: 'stock_write_ratio',
          target: { atLeast: 8 },
        },
        ...passFigures(skus, pass, batch),
      ],
      notes: [
        `Each way ${rounds} times in turn; Pickwave: ${ours.map((one) => rounded(one)).join(', ')} s; batch: ${theirs.map((one) => rounded(one)).join(', ')} s. Batch gets products by id, ${batchSize} a request.`,
        `The catalogue by batch is extrapolated from ${catalogueSample} SKUs, since that way writes each SKU whether it changed or not. Reading Peoplevox is in neither.`,
      ],
      faults,
    };
  } finally {
    await shop.stop();
  }
}

const passFigures = (skus: number, pass: number, batch: number): Figure[] => [
  {
    what: `a full pass over ${skus} SKUs, 1 % changed`,
    value: rounded(pass, 1),
    unit: 's',
    key: 'stock_pass_s',
  },
  {
    what: 'the full catalogue by wc/v3 products/batch (extrapolated)',
    value: rounded((batch / catalogueSample) * skus, 0),
    unit: 's',
    key: 'stock_pass_batch_s',
  },
];

/** Seconds of each round, ours and theirs in turn; every round changes every SKU. */
async function allChanged(shop: BenchShop, faults: string[]): Promise<[number[], number[]]> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  const some = shop.products.slice(0, changedAtOnce);
  for (let round = 0; round < rounds; round += 1) {
    const [units, others] = [100 + 2 * round, 101 + 2 * round];
    ours.push(
      await seconds(async () => {
        const written = await writePass(
          shop,
          some.map(({ sku }) => ({ sku, available: units })),
        );
        if (written !== some.length) faults.push(`Of ${some.length} SKUs ${written} were written.`);
      }),
    );
    await checkStock(shop, { [units]: changedAtOnce }, faults);
    theirs.push(await byBatch(shop, changedAtOnce, others));
    await checkStock(shop, { [others]: changedAtOnce }, faults);
  }
  return [ours, theirs];
}

/** Seconds. Nothing but one in a hundred differs from what the shop has. */
async function fullPass(shop: BenchShop, faults: string[]): Promise<number> {
  // as a shop is that has been live for a while: each SKU has had a reading
  for (const part of chunks(shop.products, skusAPass))
    await writePass(
      shop,
      part.map(({ sku }) => ({ sku, available: 500 })),
    );
  const changed = (at: number) => at % (1 / changedShare) === 0;
  const items = shop.products.map(({ sku }, at) => ({ sku, available: changed(at) ? 499 : 500 }));
  let written = 0;
  const took = await seconds(async () => {
    for (const part of chunks(items, skusAPass)) written += await writePass(shop, part);
  });
  const expected = shop.products.filter((_, at) => changed(at)).length;
  if (written !== expected) faults.push(`Of ${expected} changed SKUs ${written} were written.`);
  await checkStock(shop, { 499: expected, 500: shop.products.length - expected }, faults);
  return took;
}

/** How many were written; what the shop defers is put to it again, as the journey does. */
async function writePass(
  { client }: BenchShop,
  items: { sku: BenchShop['products'][number]['sku']; available: number }[],
): Promise<number> {
  let rest = items;
  let written = 0;
  while (rest.length > 0) {
    const readAt = new Date();
    const { results } = await client.applyStock({
      pass: randomUUID(),
      readAt,
      reflectedBefore: readAt,
      items: rest,
    });
    written += results.filter(({ outcome }) => outcome === 'written').length;
    const deferred = new Set(results.flatMap(({ sku, outcome }) => (outcome === 'deferred' ? [sku] : [])));
    rest = rest.filter(({ sku }) => deferred.has(sku));
  }
  return written;
}

/** Seconds. */
const byBatch = ({ products, rest }: BenchShop, count: number, units: number): Promise<number> =>
  seconds(async () => {
    for (const part of chunks(products.slice(0, count), batchSize))
      await rest('POST', 'wc/v3/products/batch', {
        update: part.map(({ id }) => ({ id, stock_quantity: units })),
      });
  });

/** By the shop's database: so many SKUs have so many units, in the product and in what is looked up by it. */
async function checkStock({ site }: BenchShop, expected: Record<number, number>, faults: string[]) {
  const found = await site.wp<Record<string, number>>(countingUnits);
  for (const [units, skus] of Object.entries(expected))
    if (found[units] !== skus)
      faults.push(`${found[units] ?? 0} SKUs have ${units} units in the shop, not ${skus}.`);
}
const countingUnits = `
global $wpdb;
$rows = $wpdb->get_results(
	"SELECT stock.meta_value AS units, COUNT(*) AS skus FROM {$wpdb->prefix}wc_product_meta_lookup lookup
	JOIN $wpdb->postmeta stock ON stock.post_id = lookup.product_id AND stock.meta_key = '_stock'
	WHERE lookup.sku LIKE 'BENCH-%' AND lookup.stock_quantity = stock.meta_value GROUP BY stock.meta_value"
);
return (object) array_map( 'intval', array_column( $rows, 'skus', 'units' ) );
`;
