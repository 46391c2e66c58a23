// Waiting for something to be so, instead of sleeping and hoping.

import { setTimeout as pause } from 'node:timers/promises';

const lookEveryMs = 25;

/** It did not come to pass in time. The message says what was waited for, and how it stood at the end. */
export class WaitedInVain extends Error {
  override readonly name = 'WaitedInVain';
}

/**
 * Looks until `look` gives something other than null, undefined or false, and gives that back. `what` completes the sentence
 * "Waited … s for". Throws WaitedInVain after `seconds` (30), with what `standing` says in it.
 */
export async function until<Found>(
  what: string,
  look: () => Found | Promise<Found>,
  { seconds = 30, standing }: { seconds?: number; standing?: () => string | Promise<string> } = {},
): Promise<Exclude<Found, null | undefined | false>> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false)
      return found as Exclude<Found, null | undefined | false>;
    if (performance.now() > end) {
      const how = standing ? ` ${await standing()}` : '';
      throw new WaitedInVain(`Waited ${seconds} s in vain for ${what}.${how}`);
    }
    await pause(lookEveryMs);
  }
}
