// The settings in force: defaults, what is saved, the file, the environment, each winning over those before it.

import { settingClashes } from '../domain/settingClashes.ts';
import type { Settings } from '../domain/settings.ts';
import {
  allSettings,
  type Setting,
  settingIn,
  settingsFrom,
  settingTrouble,
} from '../domain/settingValues.ts';

export type SettingSource = 'default' | 'saved' | 'file' | 'environment';
export interface SettingState extends Omit<Setting, 'schema'> {
  value: unknown;
  source: SettingSource;
}

interface Store {
  savedSettings(): Promise<Map<string, unknown>>;
  saveSettings(who: string, changes: ReadonlyMap<string, unknown>): Promise<void>;
}
interface Deps {
  store: Store;
  file: ReadonlyMap<string, unknown>;
  environment: ReadonlyMap<string, unknown>;
  log: { warn(fields: object, words: string): void };
}

export async function openSettingsBook({ store, file, environment, log }: Deps) {
  const saved = await store.savedSettings();
  for (const [key, value] of saved) {
    const trouble = settingTrouble(key, value);
    if (trouble === null) continue;
    log.warn({ setting: key, trouble }, 'a saved setting is not usable any more; its default is used');
    saved.delete(key);
  }
  let current = settingsFrom(saved, file, environment);
  for (const { keys, words } of settingClashes(current))
    log.warn(
      { setting: keys.join(', '), trouble: words },
      'settings do not go together; no order can be sent',
    );
  const listeners: (() => void)[] = [];

  const sourceOf = (key: string): SettingSource => {
    if (environment.has(key)) return 'environment';
    if (file.has(key)) return 'file';
    return saved.has(key) ? 'saved' : 'default';
  };

  return {
    current: (): Settings => current,
    all: (): SettingState[] =>
      allSettings.map(({ schema: _, ...setting }) => ({
        ...setting,
        value: settingIn(current, setting.key),
        source: sourceOf(setting.key),
      })),
    onChange: (listener: () => void) => void listeners.push(listener),
    /** Makes all changes, or none where one is bad. Gives the words for each bad one, by key. */
    async change(who: string, changes: ReadonlyMap<string, unknown>): Promise<Record<string, string>> {
      const troubles: Record<string, string> = {};
      for (const [key, value] of changes) {
        const trouble = settingTrouble(key, value) ?? fixed(key);
        if (trouble !== null) troubles[key] = trouble;
      }
      if (Object.keys(troubles).length === 0) {
        const next = settingsFrom(new Map([...saved, ...changes]), file, environment);
        for (const { keys, words } of settingClashes(next))
          for (const key of keys) if (changes.has(key)) troubles[key] = words;
      }
      if (Object.keys(troubles).length > 0) return troubles;
      await store.saveSettings(who, changes);
      for (const [key, value] of changes) saved.set(key, value);
      current = settingsFrom(saved, file, environment);
      for (const listener of listeners) listener();
      return {};
    },
  };

  function fixed(key: string): string | null {
    const source = sourceOf(key);
    if (source !== 'environment' && source !== 'file') return null;
    return `${key} is set by the ${source === 'file' ? 'settings file' : 'environment'} of the sidecar: change it there.`;
  }
}
