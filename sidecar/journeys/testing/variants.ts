// What of Peoplevox is unknown and decides how an order is loaded and changed (peoplevox-api.md 5.2): every combination, so that no promise rests on a guess.

import type { Settings } from '../../domain/settings.ts';
import type { Toggles } from '../../simulator/peoplevox/toggles.ts';

type Unknown = Pick<Toggles, 'lineKey' | 'action1' | 'hold' | 'commit'>;
export interface Variant extends Unknown {
  /** the line key as a person, or the test of the tenant, has said it */
  setting: Settings['peoplevox']['lineKey'];
}

const lineKeys = [
  ['item', 'item'],
  ['item+line', 'item_line'],
  ['always insert', 'insert'],
] as const;

/** All 36. */
export const variants: Variant[] = lineKeys.flatMap(([lineKey, setting]) =>
  (['honoured', 'ignored'] as const).flatMap((action1) =>
    (['stops allocation', 'only picking'] as const).flatMap((hold) =>
      (['prompt', 'late', 'queued'] as const).map((commit) => ({ lineKey, setting, action1, hold, commit })),
    ),
  ),
);

/** For describe.each and test.each. */
export const variantName =
  'where lines are kept by $lineKey, Action 1 is $action1, a hold $hold and a save is applied $commit';
