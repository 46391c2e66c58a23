// Search clauses, which are .NET dynamic LINQ (peoplevox-api.md 4.1 and 4.3). Pure.

import { Refused } from '../domain/errors.ts';
import { searchable } from '../domain/searchable.ts';

/** The most keys that are known to work in one clause. */
export const keysInAClause = 100;

function quoted(value: string): string {
  if (!searchable(value)) {
    throw new Refused(
      `"${value}" cannot be searched for in Peoplevox: it is empty or holds a quote or a backslash.`,
    );
  }
  return `"${value}"`;
}

/** Captions of reports stand in brackets, field names of templates do not. */
export const bracketed = (caption: string) => `[${caption}]`;

export const equals = (field: string, value: string) => `${field}.Equals(${quoted(value)})`;

export const startsWith = (field: string, value: string) => `${field}.StartsWith(${quoted(value)})`;

/** Any of these values, at most a hundred. Throws Refused for a value that cannot be searched for. */
export function anyOf(field: string, values: readonly string[]): string {
  if (values.length === 0 || values.length > keysInAClause) {
    throw new RangeError(`A clause takes 1 to ${keysInAClause} keys, not ${values.length}.`);
  }
  return values.map((value) => `(${equals(field, value)})`).join(' OR ');
}

/** Before. `date` as dates.ts writes it for searching. */
export const until = (field: string, date: string) => `(${field} < ${date})`;

/** On or after, as a text: `[Despatch date] > '2015-03-01 10:00'` worked in 2015 (peoplevox-api.md 4.1). `date` as dates.ts writes it for imports. */
export const sinceText = (field: string, date: string) => `(${field} >= '${date}')`;

/** On or after. `date` as dates.ts writes it for searching. */
export const since = (field: string, date: string) => `(${field} >= ${date})`;
