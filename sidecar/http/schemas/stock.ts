// /api/stock: SKUs that a guard keeps from being written and what people say of them; how right the shop's stock was, day by day; why a SKU has its number.

import { type Static, Type } from 'typebox';
import { heldDecisions } from '../../domain/heldStock.ts';
import { Nullable, Time } from './overview.ts';

const sku = Type.String({ minLength: 1, maxLength: 100 });

export const HeldView = Type.Object({
  sku,
  /** sellable units, promises not yet subtracted: as written last, and as Peoplevox was read */
  before: Type.Integer(),
  available: Type.Integer(),
  since: Time,
  readAt: Time,
  /** null: it waits for a person */
  decision: Nullable(Type.Enum(heldDecisions)),
  decidedBy: Nullable(Type.String()),
  decidedAt: Nullable(Time),
});
export type HeldView = Static<typeof HeldView>;

export const HeldList = Type.Object({
  /** those that wait first, then by SKU; at most 500 */
  held: Type.Array(HeldView),
  waiting: Type.Integer({ description: 'how many wait for a person' }),
  apply: Type.Integer({ description: 'are written with the next reading' }),
  discard: Type.Integer({ description: 'are kept as they are' }),
});
export type HeldList = Static<typeof HeldList>;

export const HeldBody = Type.Object({
  /** wait: takes back what was said, before it is done */
  decision: Type.Enum([...heldDecisions, 'wait']),
  /** missing: all that wait for a person; with `wait`, all that were discarded */
  skus: Type.Optional(Type.Array(sku, { minItems: 1, maxItems: 1000 })),
});

export const AccuracyQuery = Type.Object({
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 731, default: 30 })),
});
export const AccuracyList = Type.Object({
  /** the newest first; sums over the readings of each day */
  days: Type.Array(
    Type.Object({
      day: Type.String({ description: '2026-11-26, where the business is' }),
      readings: Type.Integer(),
      checked: Type.Integer({ description: 'SKUs compared, over all readings' }),
      off: Type.Integer({ description: 'had another number' }),
      offUnits: Type.Integer({ description: 'by so many units together' }),
    }),
  ),
});

export const WhyQuery = Type.Object({
  sku,
  /** 1: Peoplevox is asked in this moment, by one call */
  now: Type.Optional(Type.Enum(['0', '1'])),
});
/** Why a SKU has the number it has. Units are whole ones but where a plugin of the shop sells parts of them. */
export const StockWhyView = Type.Object({
  sku,
  words: Type.Array(Type.String({ description: 'a sentence' })),
  right: Type.Boolean({ description: 'the shop has what it should have, and nobody is asked anything' }),
  productId: Nullable(Type.Integer({ description: 'the product or variation in the shop' })),
  stock: Nullable(Type.Number({ description: 'as the shop has it now' })),
  target: Nullable(Type.Number({ description: 'as it should be by the last reading' })),
  /** by the last reading that had it: sellable, less what is kept back */
  available: Nullable(Type.Object({ units: Type.Integer(), readAt: Time })),
  promised: Nullable(Type.Number({ description: 'to orders, which may not be in the reading yet' })),
  /** those whose units are promised, the newest first; at most 100 */
  orders: Type.Array(
    Type.Object({ id: Type.Integer(), number: Type.String(), status: Type.String(), units: Type.Number() }),
  ),
  writtenAt: Nullable(Time),
  held: Type.Boolean({ description: 'not written, to be safe or by a person’s word' }),
  /** as Peoplevox has it now; null: it was not asked */
  sites: Nullable(
    Type.Array(
      Type.Object({
        site: Type.String(),
        available: Nullable(Type.Number()),
        sold: Type.Boolean(),
        readAt: Time,
      }),
    ),
  ),
  nextReadAt: Nullable(Time),
});
export type StockWhyView = Static<typeof StockWhyView>;
