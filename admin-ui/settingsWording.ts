// Groups, values and reasons of the settings page.

import { __, sprintf } from '@wordpress/i18n';
import type { SettingView } from '../sidecar/http/schemas/settings.ts';

/** The groups in the order they are shown; a group that is not named here comes last under its own key. */
const groupWords = (): Record<string, { title: string; about: string }> => ({
  orders: {
    title: __('Orders to Peoplevox', 'pickwave'),
    about: __('Which orders go over, under which number, and how often we look.', 'pickwave'),
  },
  follow: {
    title: __('Following orders', 'pickwave'),
    about: __('How often we ask how far the warehouse is.', 'pickwave'),
  },
  reconcile: {
    title: __('Comparing both sides', 'pickwave'),
    about: __(
      'How often every paid order is checked against Peoplevox by itself, whatever was noticed or missed before.',
      'pickwave',
    ),
  },
  late: {
    title: __('Late orders', 'pickwave'),
    about: __(
      'After how long somebody is told that an order does not move, and which hours count.',
      'pickwave',
    ),
  },
  despatch: {
    title: __('Despatches to the shop', 'pickwave'),
    about: __('How despatches are read, and which of them customers are told of.', 'pickwave'),
  },
  stock: {
    title: __('Stock to the shop', 'pickwave'),
    about: __(
      'Whose stock the shop sells, what is kept back, and when a person has to look first.',
      'pickwave',
    ),
  },
  probe: {
    title: __('Test of this Peoplevox', 'pickwave'),
    about: __('How patiently the test above waits.', 'pickwave'),
  },
  peoplevox: {
    title: __('Peoplevox', 'pickwave'),
    about: __(
      'How this tenant is set up. Change these only when its set-up differs from the usual.',
      'pickwave',
    ),
  },
});

export interface SettingGroup {
  key: string;
  title: string;
  about: string;
  settings: SettingView[];
}

/** `orders.pollSeconds` belongs to the group `orders`. */
export function groupSettings(settings: readonly SettingView[]): SettingGroup[] {
  const words = groupWords();
  const keys = [...new Set(settings.map(groupOf))];
  const known = Object.keys(words);
  const place = (key: string) => (known.includes(key) ? known.indexOf(key) : known.length);
  return keys
    .sort((a, b) => place(a) - place(b))
    .map((key) => ({
      key,
      title: words[key]?.title ?? key,
      about: words[key]?.about ?? '',
      settings: settings.filter((setting) => groupOf(setting) === key),
    }));
}

/** Those whose title or key has every word of what is looked for; all of them when nothing is. */
export function findSettings(settings: readonly SettingView[], wanted: string): SettingView[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  return settings.filter(({ key, title }) => {
    const text = `${key} ${title}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

const groupOf = ({ key }: SettingView) => key.split('.')[0] ?? key;

/** A value as a person reads it: "yes", "a, b", "nothing". */
export function valueWords(value: unknown): string {
  if (value === true) return __('yes', 'pickwave');
  if (value === false) return __('no', 'pickwave');
  if (Array.isArray(value)) return value.join(', ') || __('none', 'pickwave');
  if (typeof value === 'object' && value !== null) {
    return (
      Object.entries(value)
        .map(([name, what]) => `${name}: ${what}`)
        .join(', ') || __('none', 'pickwave')
    );
  }
  return value === null || value === undefined || value === '' ? __('empty', 'pickwave') : String(value);
}

export const defaultWords = (value: unknown) =>
  /* translators: %s: the default value of a setting */
  sprintf(__('Default: %s', 'pickwave'), valueWords(value));

/** Why a setting cannot be changed here; null where it can. */
export function fixedBy(source: SettingView['source']): string | null {
  switch (source) {
    case 'environment':
      return __('Set in the environment of the sidecar, which wins over what is saved here.', 'pickwave');
    case 'file':
      return __(
        'Set in the file the sidecar was started with, which wins over what is saved here.',
        'pickwave',
      );
    default:
      return null;
  }
}

export const isFixed = ({ source }: SettingView) => fixedBy(source) !== null;

/** Equal as settings are: `[1]` and `[1]` are the same, and the order of a table's rows does not count. */
export const sameValue = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);
const canonical = (value: unknown): string =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? JSON.stringify(Object.entries(value).sort(([a], [b]) => a.localeCompare(b)))
    : JSON.stringify(value);
