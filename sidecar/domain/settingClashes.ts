// Settings that are right one by one and wrong together. Pure.

import type { Settings } from './settings.ts';

export interface Clash {
  /** the settings that do not go together; any of them may be changed */
  keys: string[];
  words: string;
}

/** Two things in one column of the sales order: Peoplevox would keep only one of them, so nothing could be sent. */
export function settingClashes({ orders, peoplevox }: Settings): Clash[] {
  const uses = [
    { key: 'peoplevox.fingerprintAttribute', column: `Attribute${peoplevox.fingerprintAttribute}` },
    { key: 'peoplevox.loadingAttribute', column: `Attribute${peoplevox.loadingAttribute}` },
    { key: 'peoplevox.phoneColumn', column: peoplevox.phoneColumn },
    ...Object.keys(orders.attributes).map((name) => ({
      key: 'orders.attributes',
      column: `Attribute${name}`,
    })),
  ].filter(({ column }) => column !== '');
  return uses.flatMap((one, place) =>
    uses
      .slice(place + 1)
      .filter((other) => normalised(other.column) === normalised(one.column))
      .map((other) => ({
        keys: [one.key, other.key],
        words: `${one.key} and ${other.key} both want the column ${one.column} of the sales order: give each its own.`,
      })),
  );
}

// As captions are compared (peoplevox-api.md 8, "Caption inconsistency").
const normalised = (column: string) => column.toLowerCase().replace(/[^a-z0-9]/g, '');
