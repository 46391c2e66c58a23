// npx tsx sidecar/simulator/shop/main.ts [--port N] [--control-port N] [--options <json>]

import { parseArgs } from 'node:util';
import type { ShopOptions } from './shop.ts';
import { startShop } from './startShop.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    'control-port': { type: 'string' },
    options: { type: 'string' },
    'end-with-input': { type: 'boolean' },
  },
});
const options: ShopOptions = {
  ...(JSON.parse(values.options ?? '{}') as ShopOptions),
  ...(values.port === undefined ? {} : { port: Number(values.port) }),
  ...(values['control-port'] === undefined ? {} : { controlPort: Number(values['control-port']) }),
};

const shop = await startShop(options);
console.log(JSON.stringify({ url: shop.url, restUrl: shop.restUrl, controlUrl: shop.controlUrl }));

const end = () => void shop.stop().then(() => process.exit(0));
process.once('SIGTERM', end);
process.once('SIGINT', end);
// Whoever launched it holds its input open: when that ends, so did they.
if (values['end-with-input']) process.stdin.on('end', end).resume();
