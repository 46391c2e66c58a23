import { createContext, useContext, useEffect, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { age, exact, pageLocale, relative } from './timeWording.ts';

const NowContext = createContext(new Date());

/** Ticks once a second. `offsetMs`: how far the sidecar's clock is ahead of this computer's. */
export function NowProvider({ offsetMs, children }: { offsetMs: number; children: ReactNode }) {
  const [ticked, setTicked] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setTicked(Date.now()), 1_000);
    return () => window.clearInterval(timer);
  }, []);
  return <NowContext.Provider value={new Date(ticked + offsetMs)}>{children}</NowContext.Provider>;
}

export const useNow = () => useContext(NowContext);

/** "4 min ago", with the exact time on hover. */
export const Ago = ({ time }: { time: string | Date }) => (
  <time dateTime={new Date(time).toISOString()} title={exact(time, pageLocale())}>
    {relative(time, useNow())}
  </time>
);

/** "4 min", for what has lasted so long, with its beginning on hover. */
export const Age = ({ since }: { since: string }) => (
  <time dateTime={since} title={exact(since, pageLocale())}>
    {age(since, useNow())}
  </time>
);

/** "in 3 s"; a time that has come and gone waits for its turn (for calls, or for the run at hand). */
export function Due({ time }: { time: string }) {
  const now = useNow();
  return new Date(time) > now ? <Ago time={time} /> : __('as soon as it may', 'pickwave');
}
