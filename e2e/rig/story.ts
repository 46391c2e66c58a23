// What several stories do: go live, run a journey to its end, ask when an order was let go.

import type { JourneyName, Overview } from '../../sidecar/http/schemas/overview.ts';
import type { Rig } from './startRig.ts';
import { until } from './until.ts';

/** Waits for a sidecar that has just begun: before it knows the shop it answers nobody. */
export const overviewOf = (rig: Rig): Promise<Overview> =>
  until('the sidecar answers staff', async () => {
    const { status, body } = await rig.api<Overview>('overview');
    return status === 200 ? body : null;
  });

/** As staff, and not before the sidecar knows the shop. Gives from when orders count. */
export function goLive(rig: Rig): Promise<string> {
  return until('Pickwave is live', async () => {
    const { status, body } = await rig.api<{ from: string }>('live', { method: 'POST', body: { on: true } });
    return status === 200 ? body.from : null;
  });
}

/** Runs it as staff do, and waits until it has ended well. */
export async function runJourney(rig: Rig, name: JourneyName): Promise<void> {
  const journey = async () => (await overviewOf(rig)).journeys.find((one) => one.name === name);
  const before = (await journey())?.lastSuccessAt;
  await until(`${name} begins`, async () => {
    const { body } = await rig.api<{ started: boolean }>(`journeys/${name}/run`, {
      method: 'POST',
      body: {},
    });
    return body.started;
  });
  await until(`${name} ends well`, async () => {
    const now = await journey();
    return now?.state !== 'running' && now?.lastSuccessAt !== before;
  });
}

/** Milliseconds since 1970 at which the sales order was whole and let go; null while it is not. */
export function releasedAt(rig: Rig, orderId: number): number | null {
  return rig.peoplevox.books.order(String(orderId)).pickable[0]?.from.getTime() ?? null;
}

export const released = (rig: Rig, orderId: number, seconds = 60) =>
  until(`order ${orderId} is released`, () => releasedAt(rig, orderId), { seconds });
