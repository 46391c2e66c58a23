// npm run peoplevox -- --port N --control-port M: the simulated Peoplevox in a process of its own.

import { runProgram } from './lib/program.mjs';

await runProgram('sidecar/simulator/peoplevox/main.ts', ['node']);
