/** Who did it: our API user, or a person at the warehouse. */
export type Actor = 'api' | 'person';

/** One HTTP request to the SOAP endpoint, log-ins and refused ones included. */
export interface CallEntry {
  seq: number;
  operation: string;
  /** Template or report name; empty where the operation has none. */
  template: string;
  action: number | null;
  /** Rows in the CSV sent. */
  rowsSent: number;
  /** Sales orders named by the CSV. */
  orders: string[];
  searchClause: string;
  startedAt: Date;
  /** Null while it is being answered. */
  endedAt: Date | null;
  /** Calls being answered at its start, itself included. */
  inFlight: number;
  outcome:
    | 'pending'
    | 'answered'
    | 'refused'
    | 'session refused'
    | 'rate limited'
    | 'lost before work'
    | 'lost after work'
    | 'spoilt'
    | 'caller gone';
  httpStatus: number | null;
  responseId: number | null;
  totalCount: number | null;
  /** Error text of a refused call; never data. */
  detail: string;
  faults: string[];
}

/** One row of a SaveData, or one thing a person changed on an order, in the order in which they were applied. */
export interface RowEntry {
  seq: number;
  at: Date;
  by: Actor;
  /** seq of the call it came with; null for a person. */
  call: number | null;
  template: string;
  action: number;
  /** Sales order number, item code, ... */
  key: string;
  outcome: 'applied' | 'refused' | 'dropped' | 'ignored';
  /** Why it was refused. */
  reason: string;
  /** The row as sent, by default column name. */
  columns: Record<string, string>;
  before: unknown;
  after: unknown;
}

/** A hold set or cleared: OnHold or StopShip. */
export interface HoldEntry {
  seq: number;
  at: Date;
  order: string;
  column: 'OnHold' | 'StopShip';
  on: boolean;
  by: Actor;
}

export interface BookedLine {
  item: string;
  line: string;
  quantity: number;
}

/** The order from this moment until the next one: whether a picker could have got it, and what he would have picked. */
export interface OrderMoment {
  seq: number;
  at: Date;
  /** Not cancelled, gone or done, not held as toggle `hold` has it, open to allocation or allocated, and something left to pick. */
  pickable: boolean;
  held: boolean;
  status: string;
  lines: BookedLine[];
}

/** A stretch of time in which an order was pickable, with the lines it had in it, one after the other. */
export interface PickableInterval {
  from: Date;
  /** Null: it still is. */
  until: Date | null;
  moments: OrderMoment[];
}

export interface OrderBook {
  number: string;
  /** Sales orders of this number ever created, deleted ones included. */
  timesCreated: number;
  timesDeleted: number;
  /** Whether one stands now, cancelled or not. */
  there: boolean;
  moments: OrderMoment[];
  pickable: PickableInterval[];
}

/** A change of stock. */
export interface StockEntry {
  seq: number;
  at: Date;
  item: string;
  site: string;
  onHandBefore: number;
  onHand: number;
  allocatedBefore: number;
  allocated: number;
  reason: string;
}

/** A call that came too soon. */
export interface ViolationEntry {
  seq: number;
  at: Date;
  operation: string;
  /** Calls in the window before it. */
  callsInWindow: number;
}

/** One call-back to a subscriber, or one that was lost on purpose. */
export interface EventEntry {
  seq: number;
  at: Date;
  eventType: string;
  subscription: number;
  method: 'GET' | 'POST';
  url: string;
  body: string;
  outcome: 'pending' | 'delivered' | 'lost' | 'failed';
  /** HTTP status of the answer. */
  status: number | null;
}

/** Everything that happened, in one sequence. */
export interface Books {
  calls(operation?: string): CallEntry[];
  /** Calls by operation. */
  callCounts(): Record<string, number>;
  /** The most calls ever being answered at once. */
  mostInFlight(): number;
  /** The most calls that ever started in a window of this length. Default: the limiter's. */
  mostCallsIn(windowMs?: number): number;
  violations(): ViolationEntry[];
  /** Rows, all or of one key (sales order number, item code). */
  rows(key?: string): RowEntry[];
  holds(order?: string): HoldEntry[];
  stock(item?: string): StockEntry[];
  events(): EventEntry[];
  /** Numbers of all sales orders there ever were. */
  orderNumbers(): string[];
  /** A number that never was there has timesCreated 0. */
  order(number: string): OrderBook;
  /**
   * The moments at which a picker could have got this order with anything other than these units per item.
   * Empty is what a test wants: never pickable while incomplete.
   */
  pickableOtherwise(number: string, wanted: Record<string, number>): OrderMoment[];
  clear(): void;
}
