import { onTestFinished } from 'vitest';
import type { Peoplevox, PeoplevoxOptions } from '../peoplevox.ts';
import { startPeoplevox } from '../startPeoplevox.ts';
import { type TestClient, testClient } from './client.ts';

export interface Bench {
  pvx: Peoplevox;
  client: TestClient;
  /** Moves the tenant's clock; real time does not count. */
  advance(ms: number): void;
  /** Saves an order with its lines, not held. */
  place(number: string, lines: Record<string, number>, columns?: Record<string, string>): Promise<void>;
}

const startOfTest = new Date('2026-03-02T09:30:15Z');

/** A tenant with a clock that stands still, logged in, stopped when the test ends. The limiter is off unless asked for. */
export async function bench(options: PeoplevoxOptions = {}): Promise<Bench> {
  const clock = { now: () => startOfTest };
  const toggles = { rateLimit: 0, ...options.toggles };
  const pvx = await startPeoplevox({ clock, ...options, toggles });
  onTestFinished(() => pvx.stop());
  const client = testClient(pvx);
  if (toggles.password !== 'plain') await client.logIn();
  return {
    pvx,
    client,
    advance: (ms) => pvx.clock.advance(ms),
    async place(number, lines, columns = {}) {
      await client.save('Sales orders', [{ SalesOrderNumber: number, ...columns }], 1);
      const rows = Object.entries(lines).map(([ItemCode, QuantityOrdered]) => ({
        SalesOrderNumber: number,
        ItemCode,
        QuantityOrdered,
      }));
      await client.save('Sales order items', rows);
    },
  };
}

/** A mug, a hat and a kit of both. */
export const goods = {
  items: [
    { code: 'MUG', name: 'Mug', stock: 10 },
    { code: 'HAT', name: 'Hat', stock: 4 },
    {
      code: 'SET',
      name: 'Mug and two hats',
      kit: [
        { item: 'MUG', quantity: 1 },
        { item: 'HAT', quantity: 2 },
      ],
    },
  ],
};
