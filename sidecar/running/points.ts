// Labelled points: every write and every call has one before and one after it, so that a test can kill the sidecar there and see that nothing is lost.

import { appendFileSync } from 'node:fs';
import type { Ledger } from '../domain/ports.ts';

export type OnPoint = (label: string) => void;

/** `crashAt`: `label#n`, where the process kills itself. `file`: gets every label passed, one a line. Both null: nothing happens. */
export function createPoints({ crashAt, file }: { crashAt: string | null; file: string | null }): OnPoint {
  if (crashAt === null && file === null) return () => {};
  const [label = '', times = '1'] = crashAt?.split('#') ?? [];
  let left = Number(times);
  return (passed) => {
    if (file !== null) appendFileSync(file, `${passed}\n`);
    if (crashAt === null || passed !== label) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL'); // no handler, no flushing: as a power cut would
  };
}

const marked = ['record', 'noteOrders', 'noteDespatches', 'noteStockPass'] as const;

/** The ledger with a point before and after each write of a journey: `ledger:record:before`. */
export function withPoints<T extends Ledger>(ledger: T, onPoint: OnPoint): T {
  const wrapped: Record<string, unknown> = {};
  for (const method of marked) {
    const write = ledger[method] as (...args: unknown[]) => Promise<unknown>;
    wrapped[method] = async (...args: unknown[]) => {
      onPoint(`ledger:${method}:before`);
      const result = await write(...args);
      onPoint(`ledger:${method}:after`);
      return result;
    };
  }
  return { ...ledger, ...wrapped };
}
