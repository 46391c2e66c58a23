// Numbers for Prometheus: counts, times and ages, never who or what.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { JourneyRecord, OrderFigures } from '../domain/records.ts';

interface Sources {
  figures: () => Promise<OrderFigures>;
  journeys: () => Pick<JourneyRecord, 'name' | 'lastSuccessAt'>[];
  leaseHeld: () => boolean;
  live: () => boolean;
  now: () => Date;
}

export function createMetrics({ figures, journeys, leaseHeld, live, now }: Sources) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'pickwave_' });

  const calls = new Counter({
    name: 'pickwave_peoplevox_calls_total',
    help: 'Calls to Peoplevox',
    labelNames: ['operation', 'lane'],
    registers,
  });
  const runs = new Counter({
    name: 'pickwave_journey_runs_total',
    help: 'Runs of journeys by how they ended: ok, failed, stopped',
    labelNames: ['journey', 'outcome'],
    registers,
  });
  const durations = new Histogram({
    name: 'pickwave_journey_seconds',
    help: 'How long runs of journeys take',
    labelNames: ['journey'],
    buckets: [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300],
    registers,
  });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `pickwave_${name}`, help, labelNames, registers });
  const lastSuccess = gauge('journey_last_success_timestamp_seconds', 'When a journey last ended well', [
    'journey',
  ]);
  const orders = gauge('orders', 'Orders by how far their way into Peoplevox is', ['transfer']);
  const attention = gauge('orders_needing_attention', 'Orders with an open exception');
  const backlogAge = gauge('backlog_age_seconds', 'Since when the oldest order waits to be sent');
  const delay = gauge('order_delay_seconds', 'Paid to released, of the last 24 hours', ['quantile']);
  const lease = gauge('lease_held', '1 where this sidecar holds the lease of the shop');
  const isLive = gauge('live', '1 where a person has switched Pickwave live');

  async function collect(): Promise<void> {
    const { transfers, counts, oldestWaitingSince, medianSeconds, p95Seconds } = await figures();
    for (const [transfer, count] of Object.entries(transfers)) orders.set({ transfer }, count);
    for (const { name, lastSuccessAt } of journeys())
      if (lastSuccessAt) lastSuccess.set({ journey: name }, lastSuccessAt.getTime() / 1000);
    attention.set(counts.attention);
    backlogAge.set(
      oldestWaitingSince ? Math.max(0, (now().getTime() - oldestWaitingSince.getTime()) / 1000) : 0,
    );
    delay.set({ quantile: '0.5' }, medianSeconds ?? 0);
    delay.set({ quantile: '0.95' }, p95Seconds ?? 0);
    lease.set(leaseHeld() ? 1 : 0);
    isLive.set(live() ? 1 : 0);
  }

  return {
    contentType: registry.contentType,
    called: (operation: string, lane: string) => calls.inc({ operation, lane }),
    ran(journey: string, outcome: string, seconds: number): void {
      runs.inc({ journey, outcome });
      durations.observe({ journey }, seconds);
    },
    async text(): Promise<string> {
      await collect();
      return registry.metrics();
    },
  };
}
