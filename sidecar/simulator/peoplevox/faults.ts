import Type, { type Static } from 'typebox';

const callFaults = [
  'lost answer',
  'hang',
  'slow',
  'HTTP status',
  'HTML page',
  'SOAP fault',
  'garbage',
  'truncated XML',
  'truncated CSV',
  'empty answer',
  'short answer',
  'refusal',
  'session ended',
  'wait for another',
  'late commit',
  'queued commit',
] as const;

const rowFaults = ['refuse row', 'drop row'] as const;

/** One misbehaviour, ordered by a test or a person. The README says in words what each kind does. */
export const FaultSchema = Type.Object(
  {
    kind: Type.Enum([...callFaults, ...rowFaults]),
    /** Only calls of this operation, e.g. SaveData. */
    operation: Type.Optional(Type.String()),
    /** Only calls on this template or report. */
    template: Type.Optional(Type.String()),
    /** Only calls that name this sales order (a row of the CSV, or the SearchClause), or only its rows. */
    order: Type.Optional(Type.String()),
    /** Only rows (row faults) or calls with a row of this item. */
    item: Type.Optional(Type.String()),
    /** Only calls with this Action. */
    action: Type.Optional(Type.Integer()),
    /** Let so many matching calls (or rows) pass first. Default 0. */
    skip: Type.Optional(Type.Integer({ minimum: 0 })),
    /** Then strike so many times; 0 is until cleared. Default 1. */
    times: Type.Optional(Type.Integer({ minimum: 0 })),
    /** Whether the work of the call is done before it goes wrong. Default 'not done'. */
    work: Type.Optional(Type.Enum(['done', 'not done'])),
    /** HTTP status: which one (default 500). */
    status: Type.Optional(Type.Integer({ minimum: 400, maximum: 599 })),
    /** Text of the refusal, of the refused row, of the page. */
    text: Type.Optional(Type.String()),
    /** slow: how long. late and queued commit: after how long; without it, when told. */
    ms: Type.Optional(Type.Integer({ minimum: 0 })),
    /** short answer: so many rows missing at the end, TotalCount lowered too (default 1). */
    rows: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  { additionalProperties: false },
);

export type FaultSpec = Static<typeof FaultSchema>;

/** A fault as it stands: how often it may still pass and strike. */
export interface Fault extends FaultSpec {
  id: string;
  /** Matching calls it still lets pass. */
  skipLeft: number;
  /** Strikes left; null is until cleared. */
  timesLeft: number | null;
  struck: number;
}

/** What a fault can be matched against: a call, or one row of it. */
export interface FaultSubject {
  operation: string;
  template: string;
  action: number | null;
  /** Whether the call names this order or item. */
  names: (what: 'order' | 'item', value: string) => boolean;
}

const rowKinds: ReadonlySet<string> = new Set(rowFaults);
const sameWord = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

function matches(fault: Fault, subject: FaultSubject): boolean {
  if (fault.operation !== undefined && !sameWord(fault.operation, subject.operation)) return false;
  if (fault.template !== undefined && !sameWord(fault.template, subject.template)) return false;
  if (fault.action !== undefined && fault.action !== subject.action) return false;
  if (fault.order !== undefined && !subject.names('order', fault.order)) return false;
  return fault.item === undefined || subject.names('item', fault.item);
}

/** The misbehaviours in force. Several may strike the same call. */
export class Faults {
  private standing: Fault[] = [];
  private nextId = 1;
  private readonly waiters = new Set<() => void>();

  /** Orders a misbehaviour. Returns its id. */
  add(spec: FaultSpec): string {
    const id = `fault-${this.nextId++}`;
    const times = spec.times ?? 1;
    this.standing.push({
      ...spec,
      id,
      skipLeft: spec.skip ?? 0,
      timesLeft: times === 0 ? null : times,
      struck: 0,
    });
    return id;
  }

  /** Those that may still strike. */
  list(): Fault[] {
    return this.standing.map((fault) => ({ ...fault }));
  }

  /** Takes back one, or all. Calls that hang are let go: their connection is closed. */
  clear(id?: string): void {
    this.standing = id === undefined ? [] : this.standing.filter((fault) => fault.id !== id);
    for (const letGo of this.waiters) letGo();
    this.waiters.clear();
  }

  /** Resolves at the next clear(). */
  untilCleared(): Promise<void> {
    return new Promise((resolve) => this.waiters.add(resolve));
  }

  /** The faults that strike this call, counted as struck. */
  strikeCall(subject: FaultSubject): Fault[] {
    return this.strike(subject, (fault) => !rowKinds.has(fault.kind));
  }

  /** The fault that strikes this row, if any, counted as struck. */
  strikeRow(subject: FaultSubject): Fault | undefined {
    return this.strike(subject, (fault) => rowKinds.has(fault.kind))[0];
  }

  private strike(subject: FaultSubject, concerns: (fault: Fault) => boolean): Fault[] {
    const struck: Fault[] = [];
    for (const fault of this.standing) {
      if (!concerns(fault) || !matches(fault, subject)) continue;
      if (fault.skipLeft > 0) {
        fault.skipLeft--;
        continue;
      }
      fault.struck++;
      if (fault.timesLeft !== null) fault.timesLeft--;
      struck.push({ ...fault });
    }
    this.standing = this.standing.filter((fault) => fault.timesLeft !== 0);
    return struck;
  }
}
