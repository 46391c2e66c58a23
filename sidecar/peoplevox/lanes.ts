// Who goes first when Peoplevox's few calls are wanted by several journeys at once (design.md section 5).

/** In order of rank: an order never waits behind a stock page unless that page is owed its turn. */
export const lanes = ['orders', 'despatch', 'follow', 'reconcile', 'bulk'] as const;
export type Lane = (typeof lanes)[number];

interface LaneRule {
  /** share of the window this lane may fill up to, so that an order that comes now still finds calls free */
  fillsUpTo: number;
  /** once so many calls of others went by while it waited, it is this lane's turn, whatever its rank */
  patience: number;
}

// With every lane busy all the time and 48 calls a minute, the others get about 24 of them and orders the
// rest.
const rules: Record<Lane, LaneRule> = {
  orders: { fillsUpTo: 1, patience: Number.POSITIVE_INFINITY },
  despatch: { fillsUpTo: 0.9, patience: 5 },
  follow: { fillsUpTo: 0.8, patience: 7 },
  reconcile: { fillsUpTo: 0.7, patience: 11 },
  bulk: { fillsUpTo: 0.6, patience: 7 },
};

/** A lane in which somebody waits, and how many calls of other lanes went by since. */
export interface WaitingLane {
  lane: Lane;
  passedOver: number;
  /** so many calls are made at the same moment when its turn comes; usually one */
  calls: number;
}

/** Enough calls of others went by: it is its turn, whatever its rank. */
export const isOwed = ({ lane, passedOver }: Omit<WaitingLane, 'calls'>) =>
  passedOver >= rules[lane].patience;

/** The window must hold fewer calls than that for this lane to make its own. */
function ceiling(one: WaitingLane, callsPerWindow: number): number {
  const share = isOwed(one) ? callsPerWindow : Math.floor(callsPerWindow * rules[one.lane].fillsUpTo);
  return Math.max(one.calls, share) - (one.calls - 1);
}

/** The waiting lanes in the order they are to be served: first those owed their turn, then by rank. */
function inTurn(waiting: WaitingLane[]): WaitingLane[] {
  const owed = (one: WaitingLane) => Math.max(0, one.passedOver - rules[one.lane].patience + 1);
  return [...waiting].sort((a, b) => owed(b) - owed(a) || lanes.indexOf(a.lane) - lanes.indexOf(b.lane));
}

/**
 * Whose turn it is when `used` calls stand in the window, or null where all who wait must leave the rest of
 * it free. `freeAt` gives the room that would let somebody go: the window must hold fewer calls than that.
 */
export function nextTurn(
  waiting: WaitingLane[],
  used: number,
  callsPerWindow: number,
): { lane: Lane | null; roomBelow: number } {
  const ordered = inTurn(waiting);
  const next = ordered.find((one) => used < ceiling(one, callsPerWindow));
  const roomBelow = Math.max(0, ...ordered.map((one) => ceiling(one, callsPerWindow)));
  return { lane: next?.lane ?? null, roomBelow };
}
