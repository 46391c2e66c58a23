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

export const orderActions = [
  'send_again',
  'dismiss',
  'link',
  'unlink',
  'fulfilled',
  'take_up',
  'resend',
  'undo_resend',
] as const;
export type OrderAction = (typeof orderActions)[number];

/** What else of an order an action depends on. */
export interface MoreFacts {
  /** it has a sales order number */
  numbered: boolean;
  /** a write of it to Peoplevox was begun */
  begun: boolean;
  linked: boolean;
  fulfilled: boolean;
  /** it is to go under a new number, and has not begun to */
  resending: boolean;
}
export const moreFacts = (order: {
  number: string | null;
  step: LoadingStep | null;
  linkedAt: Date | null;
  fulfilledBy: string | null;
  resendAs: string | null;
}): MoreFacts => ({
  numbered: order.number !== null,
  begun: order.step !== null,
  linked: order.linkedAt !== null,
  fulfilled: order.fulfilledBy !== null,
  resending: order.resendAs !== null,
});
const nothingMore: MoreFacts = {
  numbered: false,
  begun: false,
  linked: false,
  fulfilled: false,
  resending: false,
};

const allowedFrom = {
  send_again: ['waiting', 'due', 'nothing_to_pick', 'loading', 'unknown', 'before_go_live', 'dismissed'],
  dismiss: ['waiting', 'due', 'nothing_to_pick'],
  link: ['waiting', 'complete', 'before_go_live', 'dismissed'],
  unlink: ['complete'],
  fulfilled: ['waiting', 'due', 'complete', 'nothing_to_pick', 'before_go_live'],
  take_up: ['dismissed'],
  resend: ['waiting', 'complete'],
  undo_resend: ['waiting', 'due'],
} satisfies Record<OrderAction, Transfer[]>;

/** Closed there, or nobody can say: whether it may be sent anew is asked of Peoplevox itself. */
const closed: readonly WarehouseFact[] = ['gone', 'cancelled', 'despatched', 'other'];

/**
 * May a person do this to an order now? The server refuses and the button greys out by the same table. What only Peoplevox can say (is the old sales order really
 * cancelled?) is asked when it is done.
 */
export function may(
  action: OrderAction,
  transfer: Transfer,
  warehouse: WarehouseFact,
  more: MoreFacts = nothingMore,
): boolean {
  const { numbered, begun, linked, fulfilled, resending } = more;
  // a sales order that is not ours is never made by us; what was fulfilled is taken up, which has the shop count its units again
  if (action === 'send_again' && (linked || fulfilled)) return false;
  // what is only cancelled is not written over
  if (action === 'send_again' && transfer === 'complete') return warehouse === 'gone';
  if (!(allowedFrom[action] as readonly Transfer[]).includes(transfer)) return false;
  switch (action) {
    case 'send_again':
    case 'dismiss':
      return true;
    case 'link':
      return !resending;
    case 'unlink':
      return linked;
    case 'fulfilled':
      return !resending && !(transfer === 'due' && begun) && warehouse !== 'despatched';
    case 'take_up':
      return fulfilled;
    case 'resend':
      return numbered && !resending && (transfer === 'waiting' || closed.includes(warehouse));
    case 'undo_resend':
      return resending && !begun;
    default:
      return action satisfies never;
  }
}
