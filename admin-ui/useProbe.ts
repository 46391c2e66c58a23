import { getProbe } from './api.ts';
import { usePolled } from './usePolled.ts';

/** How the test of this Peoplevox stands, asked every few seconds so that its steps can be followed. */
export const useProbe = () => usePolled(getProbe, 'probe', { everyMs: 3_000 });
