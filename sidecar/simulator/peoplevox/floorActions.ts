import Type, { type Static, type TSchema } from 'typebox';

const order = Type.String({ description: 'sales order number' });
const units = Type.Integer({ minimum: 1 });
const closed = { additionalProperties: false } as const;

/** Some units of a line: by item, and by line reference where an item is on several lines. */
const LineUnits = Type.Object(
  { item: Type.String(), line: Type.Optional(Type.String()), quantity: units },
  closed,
);
const Lines = Type.Optional(Type.Array(LineUnits));

/** What a person at the warehouse can do, by name; each takes one object, in-process and over the control alike. */
export const floorSchemas = {
  receive: Type.Object({ item: Type.String(), quantity: units, site: Type.Optional(Type.String()) }, closed),
  writeOff: Type.Object(
    {
      item: Type.String(),
      quantity: units,
      site: Type.Optional(Type.String()),
      reason: Type.Optional(Type.String()),
    },
    closed,
  ),
  /** Runs the allocation engine: for one order (which it also frees from Action 1), or for all. */
  allocate: Type.Object({ order: Type.Optional(order) }, closed),
  /** Without lines: all that is allocated. */
  pick: Type.Object({ order, lines: Lines }, closed),
  /** Without lines: all that is allocated. What is not picked yet is picked first. */
  despatch: Type.Object(
    {
      order,
      lines: Lines,
      tracking: Type.Optional(Type.String()),
      /** Instead of lines and tracking: several parcels in one despatch. */
      parcels: Type.Optional(
        Type.Array(Type.Object({ lines: Lines, tracking: Type.Optional(Type.String()) }, closed)),
      ),
      carrier: Type.Optional(Type.String()),
      serviceType: Type.Optional(Type.String()),
    },
    closed,
  ),
  /** A tracking number that comes later. `parcel` counts from 1 (default 1). */
  tracking: Type.Object(
    { despatch: Type.String(), tracking: Type.String(), parcel: Type.Optional(units) },
    closed,
  ),
  /** A row of the Despatch summary report as it is, by caption: for what should never happen. */
  addDespatchRow: Type.Object({ columns: Type.Record(Type.String(), Type.String()) }, closed),
  closeShort: Type.Object({ order }, closed),
  hold: Type.Object({ order, on: Type.Boolean() }, closed),
  cancel: Type.Object({ order }, closed),
  /** One that was cancelled, or closed short, is open again. */
  reopen: Type.Object({ order }, closed),
  /** Some units go on another sales order, a new one with the same header. `keepsMarks`: with its attributes too. */
  split: Type.Object(
    {
      order,
      into: Type.String(),
      lines: Type.Array(LineUnits),
      keepsMarks: Type.Optional(Type.Boolean()),
    },
    closed,
  ),
  /** All units go on another sales order, one that is there or a new one; what is left of this one is as told, default cancelled. */
  merge: Type.Object(
    {
      order,
      into: Type.String(),
      leaves: Type.Optional(
        Type.Union([Type.Literal('cancelled'), Type.Literal('deleted'), Type.Literal('empty')]),
      ),
    },
    closed,
  ),
  delete: Type.Object({ order }, closed),
  /** Columns by default name, as CSV text. Lines: the quantity wanted; 0 takes the line off, a new item adds one. */
  edit: Type.Object(
    {
      order,
      columns: Type.Optional(Type.Record(Type.String(), Type.String())),
      lines: Type.Optional(
        Type.Array(
          Type.Object(
            {
              item: Type.String(),
              line: Type.Optional(Type.String()),
              quantity: Type.Integer({ minimum: 0 }),
            },
            closed,
          ),
        ),
      ),
    },
    closed,
  ),
  otherOrder: Type.Object(
    {
      order,
      channel: Type.Optional(Type.String()),
      site: Type.Optional(Type.String()),
      columns: Type.Optional(Type.Record(Type.String(), Type.String())),
      lines: Type.Array(LineUnits),
    },
    closed,
  ),
  return: Type.Object(
    {
      order,
      lines: Type.Array(LineUnits),
      reason: Type.Optional(Type.String()),
      reasonCode: Type.Optional(Type.String()),
      condition: Type.Optional(Type.String()),
      comments: Type.Optional(Type.String()),
      /** Whether it goes back on the shelf. Default true. */
      reusable: Type.Optional(Type.Boolean()),
    },
    closed,
  ),
  /** Renames the item to a ~D~ code, as Peoplevox shows deleted ones. */
  deactivateItem: Type.Object({ item: Type.String() }, closed),
} satisfies Record<string, TSchema>;

type Given<Name extends keyof typeof floorSchemas> = Static<(typeof floorSchemas)[Name]>;

/**
 * What people at the warehouse do. Every action works at once, on the books and the events too, and throws a FloorRefusal
 * where a person could not do it (not allocated, held, nothing left, no such order ...).
 */
export interface Floor {
  receive(given: Given<'receive'>): void;
  writeOff(given: Given<'writeOff'>): void;
  allocate(given: Given<'allocate'>): void;
  pick(given: Given<'pick'>): void;
  /** Returns the despatch number. */
  despatch(given: Given<'despatch'>): string;
  tracking(given: Given<'tracking'>): void;
  addDespatchRow(given: Given<'addDespatchRow'>): void;
  /** Despatched as far as it is, the rest will never come. */
  closeShort(given: Given<'closeShort'>): void;
  /** Sets or clears OnHold as a person. */
  hold(given: Given<'hold'>): void;
  cancel(given: Given<'cancel'>): void;
  reopen(given: Given<'reopen'>): void;
  split(given: Given<'split'>): void;
  merge(given: Given<'merge'>): void;
  delete(given: Given<'delete'>): void;
  edit(given: Given<'edit'>): void;
  /** A sales order that is not ours. */
  otherOrder(given: Given<'otherOrder'>): void;
  /** Returns the return code. */
  return(given: Given<'return'>): string;
  deactivateItem(given: Given<'deactivateItem'>): void;
}

export type FloorAction = keyof Floor;
export type FloorGiven<Name extends FloorAction> = Given<Name>;

/** A person at the warehouse could not have done that. */
export class FloorRefusal extends Error {
  override readonly name = 'FloorRefusal';
}
