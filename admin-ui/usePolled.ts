import { useCallback, useEffect, useRef, useState } from '@wordpress/element';
import { CallFailed, type Problem, problemFrom } from './problem.ts';

/** ready keeps what was last known: `problem` then says why it is no longer fresh, and `at` how old it is. */
export type Polled<T> =
  | { kind: 'loading' }
  | { kind: 'failed'; problem: Problem }
  | { kind: 'ready'; value: T; at: Date; problem: Problem | null };

const defaultPollMs = 5_000;

interface Options<T> {
  everyMs?: number;
  /** What to show until the first answer. */
  kept?: Polled<T> | undefined;
}

/**
 * Loads at once, again every `everyMs` while the page is seen, and at once when it is seen again. `key` says what
 * is loaded: another key starts anew. An answer that is overtaken by a newer question is dropped.
 */
export function usePolled<T>(
  load: () => Promise<T>,
  key: string,
  { everyMs = defaultPollMs, kept }: Options<T> = {},
) {
  const [state, setState] = useState<{ key: string; view: Polled<T> }>({
    key,
    view: kept ?? { kind: 'loading' },
  });
  const latestLoad = useRef(load);
  latestLoad.current = load;
  const asked = useRef(0);

  const refresh = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    try {
      const value = await latestLoad.current();
      if (mine === asked.current)
        setState({ key, view: { kind: 'ready', value, at: new Date(), problem: null } });
    } catch (thrown) {
      const problem = thrown instanceof CallFailed ? thrown.problem : problemFrom(thrown);
      if (mine !== asked.current) return;
      setState((last) => ({
        key,
        // Whoever lost the right to see it does not go on seeing it.
        view:
          last.key === key && last.view.kind === 'ready' && problem.kind !== 'forbidden'
            ? { ...last.view, problem }
            : { kind: 'failed', problem },
      }));
    }
  }, [key]);

  useEffect(() => {
    let timer: number | undefined;
    let ended = false;
    const stop = () => window.clearTimeout(timer);
    const round = async () => {
      stop();
      await refresh();
      stop();
      if (!ended && !document.hidden) timer = window.setTimeout(round, everyMs);
    };
    const seen = () => (document.hidden ? stop() : void round());
    void round();
    document.addEventListener('visibilitychange', seen);
    return () => {
      ended = true;
      asked.current += 1; // whatever is under way is no longer wanted
      stop();
      document.removeEventListener('visibilitychange', seen);
    };
  }, [refresh, everyMs]);

  const view: Polled<T> = state.key === key ? state.view : { kind: 'loading' };
  return { view, refresh };
}
