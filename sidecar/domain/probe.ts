// The tenant probe: what peoplevox-api.md calls unknown, found out once with a test order on the tenant itself (design.md section 5).
// Until a question is answered Pickwave works in the conservative way.

import { type Static, Type } from 'typebox';
import type { SalesOrderNumber, Sku } from './ids.ts';
import type { SaveOutcome } from './ports.ts';
import type { FoundLine, SalesOrderHeader } from './salesOrder.ts';

/** In the order in which they are asked; `stepOf` says which step of the test answers each. */
export const probeAnswers = {
  /** peoplevox-api.md 2.0, ImportingQueueId: is a save there when it is answered? */
  commit: ['at_once', 'later'],
  /** 8, SaveData batch size: does one save take as many rows as we would ever send, or fewer? */
  save_rows: ['all', 'fewer'],
  /** 1.5: are two calls at the same moment both answered, each with its own answer? */
  parallel_calls: ['borne', 'not_borne'],
  /** 6, unallocated demand: how long the stock report lags behind an allocation, and behind its end */
  lag_after_allocation: ['measured'],
  lag_after_cancel: ['measured'],
  /** 2.5: does Action 1 keep an order from allocation? */
  action1: ['honoured', 'ignored'],
  /** 5.2: does OnHold? Whether pickers see an order on hold cannot be seen from outside. */
  hold: ['stops_allocation', 'is_allocated'],
  /** 5.2: what makes an order line the same line */
  line_key: ['item', 'item_line', 'insert'],
  /** 5.2: what Action 2 takes away, given item and Line, and given the item alone */
  remove_by_line: ['that_row', 'all_of_item', 'nothing'],
  remove_by_item: ['one_row', 'all_of_item', 'nothing'],
  /** 5.2: Status Cancelled, and Action 2 on the header */
  cancel: ['cancels', 'changes_nothing'],
  delete: ['deletes', 'changes_nothing'],
  /** 6: does a sold-out item keep its row in the stock report? */
  sold_out: ['kept', 'dropped'],
} as const;
export type ProbeQuestion = keyof typeof probeAnswers;
export const probeQuestions = Object.keys(probeAnswers) as ProbeQuestion[];

/** What the test does, one step after the other; each writes down what it found before the next begins. */
export const probeSteps = [
  'ready',
  'commit',
  'save_rows',
  'parallel_calls',
  'allocation',
  'action1',
  'hold',
  'line_key',
  'removing',
  'cancel',
  'sold_out',
] as const;
export type ProbeStep = (typeof probeSteps)[number];

const Time = Type.String({ description: 'ISO 8601, UTC' });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);

export const Finding = Type.Object({
  question: Type.Enum(probeQuestions),
  /**
   * seen: it happened before our eyes. not_seen: it did not happen within the wait, which says so much and no more.
   * could_not_tell: there is no answer, and `why` says why.
   */
  certainty: Type.Enum(['seen', 'not_seen', 'could_not_tell']),
  /** one of probeAnswers; null where it could not be told */
  answer: orNull(Type.String()),
  /** at most so long, where a time was measured */
  seconds: orNull(Type.Number()),
  /** so many were taken, where rows were counted */
  rows: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()], { default: null }),
  why: Type.String(),
  at: Time,
});
export type Finding = Static<typeof Finding>;

/** A sales order of the test. It is kept here before it is first saved, so that no crash leaves one that nobody knows of. */
export const TestOrder = Type.Object({
  number: Type.String(),
  savedAt: Time,
  /** something of it was saved, and has not shown yet: it may still come */
  outstanding: Type.Boolean(),
  /** open: not put away yet. gone: deleted, or it never came. left: it could not be put away, see `why` */
  end: Type.Enum(['open', 'cancelled', 'gone', 'left']),
  why: Type.String(),
});
export type TestOrder = Static<typeof TestOrder>;

/** How one test went. */
export const ProbeRun = Type.Object({
  item: Type.String(),
  /** a person allowed the test orders to be allocated for a moment */
  allocate: Type.Boolean(),
  by: Type.String(),
  startedAt: Time,
  endedAt: orNull(Time),
  /** stopped: it ended before its last step, see `why`; refused: nothing was saved */
  state: Type.Enum(['running', 'done', 'stopped', 'refused']),
  why: Type.String(),
  step: Type.Enum(probeSteps),
  calls: Type.Integer(),
  orders: Type.Array(TestOrder),
});
export type ProbeRun = Static<typeof ProbeRun>;

/** What is kept of it all. Findings are of one Peoplevox: those of another are no answers. */
export const ProbeBook = Type.Object({
  tenant: Type.String(),
  run: orNull(ProbeRun),
  findings: Type.Array(Finding),
});
export type ProbeBook = Static<typeof ProbeBook>;

/** What a person asks for. */
export interface ProbeRequest {
  item: Sku;
  allocate: boolean;
}

/** An order that says to whoever sees it that it is a test. */
export const testContactName = 'PICKWAVE TEST, DO NOT PICK';
/** So many units must be available: the test wants four at a time, and none that somebody waits for. */
export const unitsNeeded = 5;

export interface TestHeader {
  number: SalesOrderNumber;
  fingerprint: string;
  onHold: boolean;
  /** when it is wanted: after what customers wait for, so that it takes no stock from them */
  wantedAt: Date;
  /** Action 0 lets Peoplevox allocate it, 1 does not (peoplevox-api.md 2.5) */
  mayAllocate: boolean;
}

/**
 * What came of a save of many rows. `answered`: nothing speaks against it; `refused`: certainly nothing was done; `part`: some rows were
 * refused, or fewer were counted; `faulted`: answered with a failure, and `silent`: not answered, so what was done is not known.
 */
export interface RepeatedOutcome {
  kind: 'answered' | 'refused' | 'part' | 'faulted' | 'silent';
  words: string;
}

/** The few calls of the probe. They wait for those of orders. Throws what Warehouse.find throws; saves as Warehouse saves. */
export interface ProbeWarehouse {
  itemExists(item: Sku): Promise<boolean>;
  /** Units available at the site that ships, by the stock report; null where it has no row of the item. */
  available(item: Sku): Promise<number | null>;
  /** As Warehouse.headers. */
  headers(
    numbers: SalesOrderNumber[],
    canary: SalesOrderNumber | null,
  ): Promise<Map<SalesOrderNumber, SalesOrderHeader>>;
  lines(number: SalesOrderNumber): Promise<FoundLine[]>;
  /**
   * Reads a sales order and an item that are there, at the same moment or one after the other. Gives null where both were answered
   * rightly, else what was wrong, in words. Throws NotConnected, and Silent where an answer did not come.
   */
  readTwo(number: SalesOrderNumber, item: Sku, how: 'at_once' | 'in_turn'): Promise<string | null>;
  saveHeader(header: TestHeader): Promise<SaveOutcome>;
  /**
   * Saves a header that is there, so many times in one call, as it stands. The last row writes `mark` into the second line of the
   * address, by which it is seen that the save came, and to its end. Throws Refused where the template lacks a column.
   */
  saveRepeated(header: TestHeader, rows: number, mark: string): Promise<RepeatedOutcome>;
  saveLine(
    number: SalesOrderNumber,
    line: FoundLine & { line: string },
    mayAllocate: boolean,
  ): Promise<SaveOutcome>;
  /** Action 2; `line` null: by the item alone. */
  removeLine(number: SalesOrderNumber, item: Sku, line: string | null): Promise<SaveOutcome>;
  cancel(number: SalesOrderNumber, mayAllocate: boolean): Promise<SaveOutcome>;
  /** Action 2 on the header. */
  deleteOrder(number: SalesOrderNumber): Promise<SaveOutcome>;
  /** calls made so far */
  calls(): number;
}

/** A later answer replaces an earlier one; "could not tell" replaces nothing but itself. */
export function withFindings(known: Finding[], found: Finding[]): Finding[] {
  const kept = new Map(known.map((one) => [one.question, one]));
  for (const one of found) {
    const before = kept.get(one.question);
    if (one.answer !== null || before === undefined || before.answer === null) kept.set(one.question, one);
  }
  return probeQuestions.flatMap((question) => kept.get(question) ?? []);
}

type AnswerTo<Q extends ProbeQuestion> = (typeof probeAnswers)[Q][number];

/** What is known of the tenant; `unknown` keeps the conservative way. */
export interface Known {
  lineKey: AnswerTo<'line_key'> | 'unknown';
  action1: AnswerTo<'action1'> | 'unknown';
  hold: AnswerTo<'hold'> | 'unknown';
  /** what Action 2 takes away, given item and Line */
  removeByLine: AnswerTo<'remove_by_line'> | 'unknown';
  removeByItem: AnswerTo<'remove_by_item'> | 'unknown';
  soldOutRows: AnswerTo<'sold_out'> | 'unknown';
  /** the longer of the two lags of the stock report, seconds; null where it was not measured */
  stockLagSeconds: number | null;
  /** rows of the longest save that was taken whole; null where it was not found out */
  rowsPerSave: number | null;
  parallelCalls: AnswerTo<'parallel_calls'> | 'unknown';
}

/** `settings`: what a person set wins over what was found. */
export function knownOf(settings: { lineKey?: Known['lineKey'] }, findings: readonly Finding[]): Known {
  const found = <Q extends ProbeQuestion>(question: Q): AnswerTo<Q> | 'unknown' => {
    const answer = findings.find((one) => one.question === question)?.answer;
    return probeAnswers[question].find((one) => one === answer) ?? 'unknown';
  };
  const set = settings.lineKey ?? 'unknown';
  return {
    lineKey: set === 'unknown' ? found('line_key') : set,
    action1: found('action1'),
    hold: found('hold'),
    removeByLine: found('remove_by_line'),
    removeByItem: found('remove_by_item'),
    soldOutRows: found('sold_out'),
    stockLagSeconds: measuredLag(findings),
    rowsPerSave: findings.find(({ question }) => question === 'save_rows')?.rows ?? null,
    parallelCalls: found('parallel_calls'),
  };
}

/** Both must have been measured: stock that is freed late is offered late, stock that is set aside late is offered twice. */
function measuredLag(findings: readonly Finding[]): number | null {
  const seconds = (['lag_after_allocation', 'lag_after_cancel'] as const).map(
    (question) => findings.find((one) => one.question === question)?.seconds ?? null,
  );
  return seconds.some((one) => one === null) ? null : Math.max(...seconds.map(Number));
}
