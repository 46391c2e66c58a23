// npm run demo [-- --port 8080] and npm run demo -- --once: makes this clone ready, then starts the demo (sidecar/demo/main.ts).

import { root, run, say } from './lib/run.mjs';
import { setUp } from './lib/setUp.mjs';

const args = process.argv.slice(2).filter((word) => word !== '--');
try {
  await setUp(['node']);
  // Nobody looks at the screen while the story is played.
  if (!args.includes('--once')) await buildScreen();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

// Only now are the packages sure to be there.
const { register } = await import('tsx/esm/api');
register();
const { runDemo } = await import('../sidecar/demo/main.ts');
await runDemo(args);

async function buildScreen() {
  const built = await run(process.execPath, [`${root}scripts/build.mjs`, '--demo']);
  if (built.code !== 0) throw new Error(`The screen could not be built.\n${built.output}`);
}
