import { useCallback, useEffect, useState } from '@wordpress/element';
import type { SettingView } from '../sidecar/http/schemas/settings.ts';
import { getSettings, saveSettings } from './api.ts';
import { CallFailed, type Problem, problemFrom } from './problem.ts';
import { type Draft, readDraft, type Typed } from './settingsDraft.ts';

export type SettingsState =
  | { kind: 'loading' }
  | { kind: 'failed'; problem: Problem }
  | { kind: 'ready'; settings: SettingView[] };

const retryMs = 5_000;

const problemOf = (thrown: unknown) => (thrown instanceof CallFailed ? thrown.problem : problemFrom(thrown));

/** The settings and what is being typed over them. Not polled: nothing may change under somebody's hands. */
export function useSettings() {
  const [state, setState] = useState<SettingsState>({ kind: 'loading' });
  const [draft, setDraft] = useState<Draft>({});
  const [refused, setRefused] = useState<Record<string, string>>({});

  const load = useCallback(async () => {
    try {
      setState({ kind: 'ready', settings: (await getSettings()).settings });
    } catch (thrown) {
      setState({ kind: 'failed', problem: problemOf(thrown) });
    }
  }, []);
  useEffect(() => void load(), [load]);
  useEffect(() => {
    if (state.kind !== 'failed' || state.problem.kind === 'forbidden') return;
    const timer = window.setTimeout(load, retryMs);
    return () => window.clearTimeout(timer);
  }, [state, load]);

  const reading = state.kind === 'ready' ? readDraft(state.settings, draft) : { changes: {}, errors: {} };

  const type = (key: string, typed: Typed) => {
    setDraft((last) => ({ ...last, [key]: typed }));
    setRefused(({ [key]: _, ...others }) => others);
  };
  const discard = () => {
    setDraft({});
    setRefused({});
  };
  /** All or nothing. Null when it was saved. */
  const save = async (): Promise<Problem | null> => {
    try {
      await saveSettings(reading.changes);
      // What is saved is read back, so that the page shows what the sidecar has and not what was typed.
      setState({ kind: 'ready', settings: (await getSettings()).settings });
      discard();
      return null;
    } catch (thrown) {
      const problem = problemOf(thrown);
      if (problem.kind === 'refused') setRefused(problem.fields);
      return problem;
    }
  };

  const changed = Object.keys({ ...reading.changes, ...reading.errors }).length;
  return { state, draft, errors: { ...refused, ...reading.errors }, changed, type, discard, save, load };
}
