// The kinds of settings there are, each with its default and its title.

import { Type } from 'typebox';

export const text = (value: string, title: string, more: object = {}) =>
  Type.String({ default: value, title, ...more });
export const whole = (value: number, title: string, minimum: number, maximum: number) =>
  Type.Integer({ default: value, title, minimum, maximum });
export const yes = (value: boolean, title: string) => Type.Boolean({ default: value, title });
export const list = (value: string[], title: string) =>
  Type.Array(Type.String({ minLength: 1 }), { default: value, title });
export const words = (title: string) => Type.Record(Type.String(), Type.String(), { default: {}, title });
/** A table whose names and values are not free: `takes` says what they may be, for whoever typed another. */
export const table = (title: string, names: string, values: string, takes: string) =>
  Type.Record(Type.String({ pattern: names }), Type.String({ pattern: values }), {
    default: {},
    title,
    takes,
    additionalProperties: false,
  });

/** The first choice is the default. */
export const choice = <const Choice extends string>(choices: readonly [Choice, ...Choice[]], title: string) =>
  Type.Unsafe<Choice>(
    Type.Union(
      choices.map((one) => Type.Literal(one)),
      { default: choices[0], title },
    ),
  );
