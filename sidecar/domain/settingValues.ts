// Settings one by one: their keys, what each takes, and how a text (environment, command line) becomes a value. Pure.

import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { ruleTrouble } from './settingRules.ts';
import { Settings } from './settings.ts';

export const settingTypes = ['text', 'number', 'boolean', 'choice', 'list', 'table'] as const;
export type SettingType = (typeof settingTypes)[number];

export interface Setting {
  /** `orders.pollSeconds` */
  key: string;
  title: string;
  type: SettingType;
  choices: string[];
  minimum: number | null;
  maximum: number | null;
  default: unknown;
  schema: TSchema;
}

/** What is read of a schema; typebox's own types hide it behind unions. */
interface SchemaFacts {
  title?: string;
  default?: unknown;
  type?: string;
  minimum?: number;
  maximum?: number;
  anyOf?: { const: string }[];
}

const settingOf = (key: string, schema: TSchema): Setting => {
  const facts = schema as SchemaFacts;
  return {
    key,
    title: facts.title ?? key,
    type: typeOf(facts),
    choices: facts.anyOf?.map((one) => one.const) ?? [],
    minimum: facts.minimum ?? null,
    maximum: facts.maximum ?? null,
    default: facts.default,
    schema,
  };
};

function typeOf({ type, anyOf }: SchemaFacts): SettingType {
  if (anyOf) return 'choice';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'boolean') return 'boolean';
  if (type === 'array') return 'list';
  return type === 'object' ? 'table' : 'text';
}

/** Every setting, in the order of the schema. */
export const allSettings: readonly Setting[] = Object.entries(Settings.properties).flatMap(
  ([section, { properties }]) =>
    Object.entries(properties as Record<string, TSchema>).map(([name, schema]) =>
      settingOf(`${section}.${name}`, schema),
    ),
);
const byKey = new Map(allSettings.map((setting) => [setting.key, setting]));

export const settingNamed = (key: string): Setting | null => byKey.get(key) ?? null;

/** Why a value cannot be set, in words that say what can; null where it can. */
export function settingTrouble(key: string, value: unknown): string | null {
  const setting = byKey.get(key);
  if (!setting) return `${key} is no setting.${closest(key)}`;
  if (!Value.Check(setting.schema, value))
    return `${key} cannot be ${JSON.stringify(value)}: it takes ${takes(setting)}.`;
  const rule = ruleTrouble(key, value);
  return rule && `${key}: ${rule}`;
}

function takes({ type, choices, minimum, maximum, schema }: Setting): string {
  switch (type) {
    case 'choice':
      return choices.join(' or ');
    case 'number': {
      const kind = (schema as SchemaFacts).type === 'integer' ? 'a whole number' : 'a number';
      return minimum === null || maximum === null ? kind : `${kind} from ${minimum} to ${maximum}`;
    }
    case 'boolean':
      return 'true or false';
    case 'list':
      return 'a list of texts, none of them empty';
    case 'table':
      return (schema as { takes?: string }).takes ?? 'a table of texts: {"name": "value"}';
    case 'text': {
      const { maxLength, pattern } = schema as { maxLength?: number; pattern?: string };
      return ['a text', maxLength && `of at most ${maxLength} characters`, pattern && `that fits ${pattern}`]
        .filter(Boolean)
        .join(' ');
    }
    default:
      return type satisfies never;
  }
}

const closest = (key: string) => {
  const name = key.split('.').at(-1)?.toLowerCase() ?? '';
  const near = allSettings.find((setting) => setting.key.toLowerCase().endsWith(`.${name}`));
  return near ? ` Did you mean ${near.key}?` : '';
};

/** `30`, `true`, `processing,on-hold`, `{"*":"RM48"}`: as the setting's type reads it. What cannot be read is given back as text, to be refused by settingTrouble. */
export function settingFromText(setting: Setting, text: string): unknown {
  switch (setting.type) {
    case 'number':
      return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'list':
      return text.trim().startsWith('[')
        ? parsed(text)
        : text
            .split(',')
            .map((word) => word.trim())
            .filter((word) => word !== '');
    case 'table':
      return parsed(text);
    default:
      return text;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The defaults, with each layer laid over those before it. Values have to be right: see settingTrouble. */
export function settingsFrom(...layers: ReadonlyMap<string, unknown>[]): Settings {
  const settings: Record<string, Record<string, unknown>> = {};
  for (const { key, default: standard } of allSettings) {
    const [section = '', name = ''] = key.split('.');
    const layer = layers.findLast((one) => one.has(key));
    settings[section] = { ...settings[section], [name]: layer ? layer.get(key) : standard };
  }
  return settings as Settings;
}

export function settingIn(settings: Settings, key: string): unknown {
  const [section = '', name = ''] = key.split('.');
  return (settings as unknown as Record<string, Record<string, unknown>>)[section]?.[name];
}

/** `{orders: {pollSeconds: 30}}` as `orders.pollSeconds` → 30; keys that are no setting are kept, to be named. */
export function flattened(tree: object): Map<string, unknown> {
  const flat = new Map<string, unknown>();
  for (const [section, values] of Object.entries(tree)) {
    if (typeof values !== 'object' || values === null || section.includes('.')) flat.set(section, values);
    else for (const [name, value] of Object.entries(values)) flat.set(`${section}.${name}`, value);
  }
  return flat;
}
