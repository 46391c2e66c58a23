// What every question of the tenant probe is handed.

import type { SalesOrderNumber, Sku } from '../../domain/ids.ts';
import type { Clock } from '../../domain/ports.ts';
import type { Finding, ProbeQuestion, ProbeRun, ProbeWarehouse, TestOrder } from '../../domain/probe.ts';
import type { FoundLine } from '../../domain/salesOrder.ts';
import type { Settings } from '../../domain/settings.ts';

export interface Probing {
  calls: ProbeWarehouse;
  clock: Clock;
  settings: () => Settings;
  signal: AbortSignal;
  item: Sku;
  allocate: boolean;
  fingerprint: string;
  /** a sales order known to exist; null while none is known */
  canary: SalesOrderNumber | null;
  /** units available before the first test order */
  available: number;
  /** how long a save took to show, as measured; the first look waits for so long */
  commitMs: number;
  run: ProbeRun;
  /** writes the run down as it stands now */
  keep(): Promise<void>;
}

/** A test order, and its number for calls. */
export interface Test {
  number: SalesOrderNumber;
  kept: TestOrder;
  /** its lines as last read; null where they were not read, or a save since then did not show */
  lines: FoundLine[] | null;
}

export const waitMs = ({ settings }: Probing) => settings().probe.waitSeconds * 1000;

export function finding(
  { clock }: { clock: Pick<Clock, 'now'> },
  question: ProbeQuestion,
  certainty: 'seen' | 'not_seen',
  answer: string,
  measured: Partial<Pick<Finding, 'seconds' | 'rows' | 'why'>> = {},
): Finding {
  const none = { seconds: null, rows: null, why: '' };
  return { question, certainty, answer, ...none, ...measured, at: clock.now().toISOString() };
}

export const couldNotTell = (
  { clock }: { clock: Pick<Clock, 'now'> },
  questions: ProbeQuestion[],
  why: string,
): Finding[] =>
  questions.map((question) => ({
    question,
    certainty: 'could_not_tell',
    answer: null,
    seconds: null,
    rows: null,
    why,
    at: clock.now().toISOString(),
  }));
