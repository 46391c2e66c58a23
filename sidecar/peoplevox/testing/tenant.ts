// A simulated Peoplevox over real HTTP, and the adapter on it.

import { Value } from 'typebox/value';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../domain/ports.ts';
import { Settings } from '../../domain/settings.ts';
import type { PeoplevoxOptions } from '../../simulator/peoplevox/peoplevox.ts';
import { startPeoplevox } from '../../simulator/peoplevox/startPeoplevox.ts';
import type { PeoplevoxDeps } from '../deps.ts';
import { createWarehouse } from '../warehouse.ts';
import { MemoryPacerStore } from './memoryPacerStore.ts';

/** Real time; `ahead` moves it for what only looks at the clock. */
export class MovableClock implements Clock {
  ahead = 0;
  now = () => new Date(Date.now() + this.ahead);
  monotonic = () => performance.now() + this.ahead;
  wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const timer = setTimeout(resolve, milliseconds);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
    });
  }
}

export type PeoplevoxSettings = Partial<Settings['peoplevox']>;

export const settingsWith = (
  peoplevox: PeoplevoxSettings = {},
  orders: Partial<Settings['orders']> = {},
): Settings => {
  const settings = Value.Create(Settings);
  return {
    ...settings,
    orders: { ...settings.orders, ...orders },
    peoplevox: { ...settings.peoplevox, ...peoplevox },
  };
};

interface Options {
  tenant?: PeoplevoxOptions;
  peoplevox?: PeoplevoxSettings;
  deps?: Partial<PeoplevoxDeps>;
  /** what the sidecar was given; the right one by default */
  password?: string;
}

/**
 * Items MUG and TEE are there, ten of each. Calls are not slowed, unless settings say so; both end with the
 * test.
 */
export async function startTenant({ tenant = {}, peoplevox = {}, deps = {}, password }: Options = {}) {
  const { toggles, ...others } = tenant;
  const pvx = await startPeoplevox({
    seed: {
      items: [
        { code: 'MUG', stock: 10 },
        { code: 'TEE', stock: 10 },
      ],
    },
    toggles: { rateLimit: 0, ...toggles },
    ...others,
  });
  const clock = new MovableClock();
  const settings = settingsWith({ callsPerWindow: 15, windowSeconds: 0.01, ...peoplevox });
  const store = new MemoryPacerStore();
  const logged: string[] = [];
  const note = (fields: object, message: string) => logged.push(`${message} ${JSON.stringify(fields)}`);
  const config = { url: pvx.url, ...pvx.credentials, password: password ?? pvx.credentials.password };
  const warehouse = createWarehouse({
    config,
    settings: () => settings,
    clock,
    pacerStore: store,
    log: { debug: note, info: note, warn: note },
    ...deps,
  });
  onTestFinished(async () => {
    await pvx.stop();
    await warehouse.close();
  });
  /** operations called, in order */
  const calls = () => pvx.books.calls().map(({ operation, template }) => `${operation} ${template}`.trim());
  return { pvx, warehouse, clock, settings, store, logged, calls, config };
}
