import { Button } from '@wordpress/components';
import { createContext, useCallback, useContext, useEffect, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { CallFailed, problemFrom } from './problem.ts';
import { State } from './State.tsx';

interface Said {
  tone: 'good' | 'bad';
  words: string;
}

const SayContext = createContext<(said: Said) => void>(() => undefined);
export const useSay = () => useContext(SayContext);

const goodStaysMs = 8_000;

/** The one place where the screen says how an action ended, seen and read out. What went wrong stays until it is closed. */
export function SaidProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<Said | null>(null);
  useEffect(() => {
    if (said?.tone !== 'good') return;
    const timer = window.setTimeout(() => setSaid(null), goodStaysMs);
    return () => window.clearTimeout(timer);
  }, [said]);
  return (
    <SayContext.Provider value={setSaid}>
      {children}
      <div className="pickwave-said" role="status" aria-live="polite">
        {said && (
          <div className={`pickwave-said__box is-${said.tone}`}>
            <State tone={said.tone}>{said.words}</State>
            <Button variant="link" onClick={() => setSaid(null)}>
              {__('Close', 'pickwave')}
            </Button>
          </div>
        )}
      </div>
    </SayContext.Provider>
  );
}

/** Runs one action at a time and says how it ended. `busy` is the key of the one under way. */
export function useAct() {
  const say = useSay();
  const [busy, setBusy] = useState<string | null>(null);
  const act = useCallback(
    async (key: string, does: () => Promise<string>) => {
      setBusy(key);
      try {
        say({ tone: 'good', words: await does() });
        return true;
      } catch (thrown) {
        const problem = thrown instanceof CallFailed ? thrown.problem : problemFrom(thrown);
        say({ tone: 'bad', words: problem.message });
        return false;
      } finally {
        setBusy(null);
      }
    },
    [say],
  );
  return { busy, act };
}
