// npm run bench -- stock: what the plugin costs the shop that it is on: queries and time of a product page and of a checkout, with it and without it in turn.

import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Report, rounded } from '../report.ts';
import { type BenchShop, startBenchShop } from './benchShop.ts';
import { median } from './median.ts';

/** Even, so that each way goes first as often as the other: what a page costs depends on what came before it. */
const pairs = 16;
const warmUp = 2;
const product = 'MUG-BLUE';

/** What one request cost the shop, and the customer. */
interface Cost {
  queries: number;
  /** until the customer had the answer */
  ms: number;
}
interface Costs {
  page: Cost[];
  checkout: Cost[];
}

export async function costBench({ tell }: { tell(line: string): void }): Promise<Report> {
  const measures = join(tmpdir(), `pickwave-measures-${process.pid}`);
  const shop = await startBenchShop(100, { PICKWAVE_TEST_MEASURES: measures });
  try {
    tell(`A product page and a checkout, ${pairs} times with the plugin and without it, in turn …`);
    const costs = { with: nothing(), without: nothing() };
    for (let pair = -warmUp; pair < pairs; pair += 1)
      for (const way of pair % 2 === 0 ? (['with', 'without'] as const) : (['without', 'with'] as const)) {
        await switchPlugin(shop, way === 'with');
        const into = pair < 0 ? nothing() : costs[way];
        into.page.push(await pageCost(shop, measures));
        into.checkout.push(await checkoutCost(shop, measures));
      }
    await switchPlugin(shop, true);
    return reportOf(costs, shop.site.debugLog());
  } finally {
    await shop.stop();
    rmSync(measures, { force: true });
  }
}
const nothing = (): Costs => ({ page: [], checkout: [] });

function reportOf({ with: on, without: off }: Record<'with' | 'without', Costs>, log: string): Report {
  const added = (of: keyof Costs, what: keyof Cost) =>
    median(on[of].map((one) => one[what])) - median(off[of].map((one) => one[what]));
  const medians = (of: keyof Costs, what: keyof Cost) =>
    `${rounded(median(on[of].map((one) => one[what])), 1)} with, ${rounded(median(off[of].map((one) => one[what])), 1)} without`;
  return {
    title: `What the plugin costs the shop: medians of ${pairs}, in turn`,
    figures: [
      {
        what: 'queries added to a product page',
        value: added('page', 'queries'),
        key: 'storefront_added_queries',
        target: { atMost: 0 },
      },
      {
        what: 'time added to a product page',
        value: rounded(added('page', 'ms'), 1),
        unit: 'ms',
        key: 'storefront_added_ms',
      },
      {
        what: 'queries added to a checkout',
        value: added('checkout', 'queries'),
        key: 'checkout_added_queries',
        target: { atMost: 3 },
      },
      {
        what: 'time added to a checkout',
        value: rounded(added('checkout', 'ms'), 1),
        unit: 'ms',
        key: 'checkout_added_ms',
      },
    ],
    notes: [
      `Product page: queries ${medians('page', 'queries')}; ms ${medians('page', 'ms')}.`,
      `Checkout (block, a payment that pays at once): queries ${medians('checkout', 'queries')}; ms ${medians('checkout', 'ms')}.`,
      'Queries are counted to the very end of the request, so that what is done once the customer has the answer counts too; the sidecar answers at once.',
    ],
    faults: log === '' ? [] : [`PHP complained: ${log.slice(0, 300)}`],
  };
}

/** As if it were not there: its code is not loaded. Its data stays, so that it goes on with what it knows. */
const switchPlugin = ({ site }: BenchShop, on: boolean) =>
  site.wp(
    `$others = array_values( array_diff( (array) get_option( 'active_plugins' ), [ 'pickwave/pickwave.php' ] ) );
    update_option( 'active_plugins', $args ? [ ...$others, 'pickwave/pickwave.php' ] : $others );`,
    on,
  );

async function pageCost({ site }: BenchShop, measures: string): Promise<Cost> {
  const { id } = site.products[product] ?? { id: 0 };
  const url = `${site.url}/?p=${id}`;
  const address = (await fetch(url)).url; // where it leads to
  rmSync(measures, { force: true });
  const begun = performance.now();
  const page = await fetch(address);
  const text = await page.text();
  if (!page.ok || !text.includes('add_to_cart'))
    throw new Error(`${address} is no product page: ${page.status}`);
  return { ms: performance.now() - begun, queries: await queriesOf(measures, new URL(address).pathname) };
}

async function checkoutCost({ site }: BenchShop, measures: string): Promise<Cost> {
  rmSync(measures, { force: true });
  const { checkoutMs, status } = await site.placeOrder({ lines: [{ sku: product, quantity: 1 }] });
  if (status !== 'processing') throw new Error(`The order is ${status} after the checkout.`);
  return { ms: checkoutMs, queries: await queriesOf(measures, '/wp-json/wc/store/v1/checkout') };
}

/** The line is written after the answer: waited for. */
async function queriesOf(measures: string, path: string): Promise<number> {
  for (let look = 0; look < 500; look += 1) {
    const line = linesOf(measures).find(({ uri }) => uri.startsWith(path));
    if (line) return line.queries;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error(`The shop measured no request to ${path}.`);
}
function linesOf(measures: string): { uri: string; queries: number }[] {
  try {
    return readFileSync(measures, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  } catch {
    return []; // not there yet
  }
}
