// The points of a sidecar at which tests do something: awaited, so that a process can end there for good (running/points.ts kills a real one).

import type { OpenLedger } from '../../ledger/openLedger.ts';

export type OnPoint = (label: string) => Promise<void> | void;

const marked = ['record', 'noteOrders', 'noteDespatches'] as const;

export function ledgerWithPoints(ledger: OpenLedger, onPoint: OnPoint): OpenLedger {
  const wrapped: Record<string, unknown> = {};
  for (const method of marked) {
    const write = ledger[method] as (...args: unknown[]) => Promise<unknown>;
    wrapped[method] = async (...args: unknown[]) => {
      await onPoint(`ledger:${method}:before`);
      const result = await write(...args);
      await onPoint(`ledger:${method}:after`);
      return result;
    };
  }
  return { ...ledger, ...wrapped };
}

/** A process that can be made to end at a point: what runs then never goes on. */
export function mortal() {
  let left = Number.POSITIVE_INFINITY;
  let passed = 0;
  let died = false;
  let tell = () => {};
  const death = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return {
    async at(): Promise<void> {
      passed += 1;
      left -= 1;
      if (left === 0) {
        died = true;
        tell();
      }
      if (died) await new Promise<never>(() => {});
    },
    /** at the nth point from now */
    dieAt(points: number): void {
      left = points;
    },
    dead: () => died,
    /** points passed so far */
    passed: () => passed,
    /** until it has ended, or its process has */
    async live(run: Promise<unknown>): Promise<void> {
      await Promise.race([run, death]);
    },
  };
}
