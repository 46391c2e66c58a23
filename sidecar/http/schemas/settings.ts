// /api/settings: every setting with its value, its default and its words.

import { type Static, Type } from 'typebox';

export const SettingView = Type.Object({
  key: Type.String({ description: 'orders.pollSeconds' }),
  title: Type.String(),
  type: Type.Enum(['text', 'number', 'boolean', 'choice', 'list', 'table']),
  choices: Type.Array(Type.String()),
  minimum: Type.Union([Type.Number(), Type.Null()]),
  maximum: Type.Union([Type.Number(), Type.Null()]),
  value: Type.Unknown(),
  default: Type.Unknown(),
  /** where the value comes from: environment and file win over what is saved */
  source: Type.Enum(['default', 'saved', 'file', 'environment']),
});
export type SettingView = Static<typeof SettingView>;
export const SettingsList = Type.Object({ settings: Type.Array(SettingView) });
export type SettingsList = Static<typeof SettingsList>;
/** PUT /api/settings: all or nothing; a refusal names every bad value. */
export const SettingsChange = Type.Object({ changes: Type.Record(Type.String(), Type.Unknown()) });
