#!/usr/bin/env node
// npx pickwave: the sidecar's command line, run from its TypeScript sources.

import { register } from 'tsx/esm/api';

register();
const { runCli } = await import('../cli.ts');
process.exitCode = await runCli(process.argv);
