// npm run wordpress: a real WordPress and WooCommerce with the plugin, paired with a sidecar and a simulated Peoplevox.
// `-- --once` starts it, places an order, waits until it stands in Peoplevox, and ends with 0 or 1.

import { runProgram } from './lib/program.mjs';
import { run } from './lib/run.mjs';

const built = await run(process.execPath, ['scripts/build.mjs', '--wordpress'], { show: true });
if (built.code !== 0) process.exit(built.code);
await runProgram('e2e/wordpress/main.ts', ['node', 'wordpress']);
