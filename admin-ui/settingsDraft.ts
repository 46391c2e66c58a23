// What is being typed on the settings page, before it is saved. Numbers, lists and tables are kept as typed until then,
// so that an empty number or an unfinished row does not jump while somebody is at it.

import { __, sprintf } from '@wordpress/i18n';
import type { SettingView } from '../sidecar/http/schemas/settings.ts';
import { isFixed, sameValue } from './settingsWording.ts';

export type TableRow = [name: string, value: string];
/** As typed: text for number, text, choice and list (one a line), rows for a table. */
export type Typed = string | boolean | TableRow[];
export type Draft = Record<string, Typed>;

/** A value as it is typed. */
export function typedFrom(type: SettingView['type'], value: unknown): Typed {
  if (type === 'boolean') return value === true;
  if (type === 'list') return Array.isArray(value) ? value.join('\n') : '';
  if (type === 'table') {
    return Object.entries(value ?? {}).map(([name, what]): TableRow => [name, String(what)]);
  }
  return value === null || value === undefined ? '' : String(value);
}

type Read = { ok: true; value: unknown } | { ok: false; words: string };

/** What was typed as the value it means, or what is wrong with it in words. The sidecar checks all of it again. */
function read(setting: SettingView, typed: Typed): Read {
  const { type, minimum, maximum } = setting;
  if (typeof typed === 'boolean') return { ok: true, value: typed };
  if (type === 'table' || typeof typed !== 'string') return readTable(typeof typed === 'string' ? [] : typed);
  if (type === 'list') {
    return {
      ok: true,
      value: typed
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    };
  }
  if (type !== 'number') return { ok: true, value: typed };
  const number = Number(typed);
  if (typed.trim() === '' || !Number.isFinite(number)) {
    return { ok: false, words: __('This has to be a number.', 'pickwave') };
  }
  if (minimum !== null && number < minimum) {
    /* translators: %s: a number */
    return { ok: false, words: sprintf(__('At least %s.', 'pickwave'), String(minimum)) };
  }
  if (maximum !== null && number > maximum) {
    /* translators: %s: a number */
    return { ok: false, words: sprintf(__('At most %s.', 'pickwave'), String(maximum)) };
  }
  return { ok: true, value: number };
}

function readTable(rows: TableRow[]): Read {
  const filled = rows
    .map(([name, value]): TableRow => [name.trim(), value])
    .filter((row) => row.some(Boolean));
  if (filled.some(([name]) => name === '')) {
    return { ok: false, words: __('A row has a value but no name.', 'pickwave') };
  }
  const names = filled.map(([name]) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) {
    /* translators: %s: the name of a row */
    return { ok: false, words: sprintf(__('“%s” is there twice.', 'pickwave'), twice) };
  }
  return { ok: true, value: Object.fromEntries(filled) };
}

export interface Reading {
  /** Only what differs from what is saved. */
  changes: Record<string, unknown>;
  errors: Record<string, string>;
}

/** The whole draft against what is saved: what would change, and everything that is wrong with it at once. */
export function readDraft(settings: readonly SettingView[], draft: Draft): Reading {
  const reading: Reading = { changes: {}, errors: {} };
  for (const setting of settings) {
    const typed = draft[setting.key];
    if (typed === undefined || isFixed(setting)) continue;
    const result = read(setting, typed);
    if (!result.ok) reading.errors[setting.key] = result.words;
    else if (!sameValue(result.value, setting.value)) reading.changes[setting.key] = result.value;
  }
  return reading;
}
