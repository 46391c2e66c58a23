import { useEffect, useState } from '@wordpress/element';
import type { Overview } from '../sidecar/http/schemas/overview.ts';
import { getOverview } from './api.ts';
import { apiRoot } from './place.ts';
import { type Polled, usePolled } from './usePolled.ts';

const keptUnder = () => `pickwave.overview ${apiRoot() ?? ''}`;

/** The last known figures of this browser tab: they outlive a reload while the sidecar is away. */
function kept(): Polled<Overview> | undefined {
  try {
    const text = window.sessionStorage.getItem(keptUnder());
    if (!text) return undefined;
    const { at, value }: { at: string; value: Overview } = JSON.parse(text);
    return { kind: 'ready', value, at: new Date(at), problem: null };
  } catch {
    return undefined; // storage switched off, or something of an older version in it
  }
}

/** The overview, every five seconds where it is looked at, less often elsewhere (the top of the screen shows it too). */
export function useOverview(lookedAt: boolean) {
  const [first] = useState(kept);
  const { view, refresh } = usePolled(getOverview, 'overview', {
    everyMs: lookedAt ? 5_000 : 15_000,
    kept: first,
  });
  const fresh = view.kind === 'ready' && !view.problem ? view : null;
  useEffect(() => {
    if (!fresh) return;
    try {
      window.sessionStorage.setItem(keptUnder(), JSON.stringify({ at: fresh.at, value: fresh.value }));
    } catch {
      // Storage is full or switched off: then there is nothing to show after a reload.
    }
  }, [fresh]);
  return { view, refresh };
}
