// The sidecar in one file, for tests that start it again and again: the command itself translates every source at each start.

import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/lib/run.mjs';

/** One folder below package.json, which version.ts reads, and node_modules, where better-sqlite3 is. */
const folder = join(root, 'build');
const name = 'pickwave.mjs';

let built: Promise<string[]> | null = null;

/** What Node is given to run `pickwave` from the sources as they are now. Built once in this process; throws where that fails. */
export function bundledSidecar(): Promise<string[]> {
  built ??= bundle();
  return built;
}

async function bundle(): Promise<string[]> {
  // Made beside its place and moved there when it is whole, so that another run never starts half of it.
  const beside = join(folder, `${process.pid}.${name}`);
  await build({
    stdin: {
      contents: `import { runCli } from './cli.ts';\nprocess.exitCode = await runCli(process.argv);\n`,
      resolveDir: join(root, 'sidecar'),
      sourcefile: 'bundled.ts',
    },
    outfile: beside,
    bundle: true,
    external: ['better-sqlite3'], // has a compiled part
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    // Packages in CommonJS ask for what Node itself has, and a module has no `require`.
    banner: {
      js: `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);`,
    },
    // In a file of its own, which is read only where an error is shown: a start with it inside takes longer.
    sourcemap: 'external',
    sourcesContent: false,
    footer: { js: `//# sourceMappingURL=${name}.map` },
    logLevel: 'error',
  });
  await rename(`${beside}.map`, join(folder, `${name}.map`));
  await rename(beside, join(folder, name));
  return ['--enable-source-maps', join(folder, name)];
}
