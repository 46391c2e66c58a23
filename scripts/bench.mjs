// npm run bench [-- NAME … --json FILE]: the benchmarks (sidecar/bench), on stand-ins and a clock that jumps.

import { runProgram } from './lib/program.mjs';

await runProgram('sidecar/bench/main.ts', ['node']);
