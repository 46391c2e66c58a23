// The independent facts of an order, and what is allowed from where. Server and screen share these tables (design.md section 6).

export const transfers = [
  'waiting',
  'due',
  'nothing_to_pick',
  'loading',
  'unknown',
  'complete',
  'cancelled',
  'before_go_live',
  'dismissed',
] as const;
/** How far an order's way into Peoplevox is. `waiting`: not paid, or held back by an open exception. */
export type Transfer = (typeof transfers)[number];

/** What Peoplevox showed when last read; may go backwards. */
export const warehouseFacts = [
  'none',
  'held_by_us',
  'held_by_person',
  'new',
  'part_allocated',
  'allocated',
  'part_picked',
  'picked',
  'part_despatched',
  'despatched',
  'cancelled',
  'gone',
  'other',
] as const;
export type WarehouseFact = (typeof warehouseFacts)[number];

/** How far an order is in Peoplevox: facts that wait for the same thing. `stageSince` counts from when an order came to one of them. */
const stages: readonly (readonly WarehouseFact[])[] = [
  ['new', 'part_allocated'],
  ['allocated', 'part_picked'],
];
/** The facts of the same stage, itself among them. */
export const stageOf = (fact: WarehouseFact): readonly WarehouseFact[] =>
  stages.find((stage) => stage.includes(fact)) ?? [fact];

/** Which write of a sending was begun last; kept so that a crash is asked about at the right place. */
export const loadingSteps = ['header', 'lines', 'remove', 'mark', 'release'] as const;
export type LoadingStep = (typeof loadingSteps)[number];

export const orderActions = ['send_again', 'dismiss'] as const;
export type OrderAction = (typeof orderActions)[number];

const allowedFrom = {
  send_again: ['waiting', 'due', 'nothing_to_pick', 'loading', 'unknown', 'before_go_live', 'dismissed'],
  dismiss: ['waiting', 'due', 'nothing_to_pick'],
} satisfies Record<OrderAction, Transfer[]>;

/** What was complete in Peoplevox and is there no more, or only cancelled. */
const lost: readonly WarehouseFact[] = ['gone', 'cancelled'];

/** May a person do this to an order now? The server refuses and the button greys out by the same table. */
export const may = (action: OrderAction, transfer: Transfer, warehouse: WarehouseFact) =>
  (allowedFrom[action] as readonly Transfer[]).includes(transfer) ||
  (action === 'send_again' && transfer === 'complete' && lost.includes(warehouse));
