// npm run bench [-- NAME … --json FILE]: the benchmarks (sidecar/bench): orders on stand-ins and a clock that jumps, stock on a real WooCommerce.

import { runProgram } from './lib/program.mjs';

const words = process.argv.slice(2);
const onStandInsOnly = words.includes('orders') && !words.includes('stock');
await runProgram('sidecar/bench/main.ts', onStandInsOnly ? ['node'] : ['node', 'wordpress']);
