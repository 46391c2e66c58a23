// The demo: the story played once (--once), or the page to play with. scripts/demo.mjs has made everything ready.

import { parseArgs } from 'node:util';
import { playOnce } from './once.ts';
import { servePage } from './page/servePage.ts';

const usage =
  'npm run demo [-- --port 8080]: the page to play with.\nnpm run demo -- --once: the story, played and judged.';

/** `args` without node and the script. Sets the exit code; resolves when everything it started has ended. */
export async function runDemo(args: string[]): Promise<void> {
  const print = (text: string) => console.log(text);
  const asked = read(args);
  if (asked === null) {
    print(usage);
    process.exitCode = 2;
  } else if (asked.once) {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
    process.exitCode = await playOnce(print);
  } else {
    await servePage({ port: asked.port, print });
  }
}

function read(args: string[]): { once: boolean; port: number } | null {
  try {
    const { values } = parseArgs({
      args,
      options: { once: { type: 'boolean', default: false }, port: { type: 'string', default: '8080' } },
    });
    const port = Number(values.port);
    return /^\d+$/.test(values.port) && port <= 65_535 ? { once: values.once, port } : null;
  } catch {
    return null;
  }
}
