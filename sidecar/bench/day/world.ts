// A shop, a warehouse and the whole sidecar between them, as it runs in earnest: its schedules, its lease, its lanes; on a clock on which a day costs minutes.

import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orderId } from '../../domain/ids.ts';
import { openSidecar } from '../../main.ts';
import { startPeoplevox } from '../../simulator/peoplevox/startPeoplevox.ts';
import { startShop } from '../../simulator/shop/startShop.ts';
import { catalogue, pace, refusal, serviceTypes } from '../warehouseOfSize.ts';
import { laneLog } from './callsByJourney.ts';
import { PatientClock } from './patientClock.ts';

const secret = 'bench-secret-bench-secret-bench-secret';
const memoryFolder = '/dev/shm';
/** Of what is scarce, so many are there in the morning. */
const few = 3;

export type World = Awaited<ReturnType<typeof startWorld>>;

/** `start`: as the clock shows it then. */
export async function startWorld(start: string, skus: number, scarce: readonly string[]) {
  const clock = new PatientClock(start);
  const stopHolding = clock.holdForRequests();
  // In memory where there is such a folder: a day has some hundred thousand writes, and what a disk takes for them is not what is measured.
  const dataDir = await mkdtemp(join(existsSync(memoryFolder) ? memoryFolder : tmpdir(), 'pickwave-bench-'));
  const { products, items } = catalogue(skus, scarce, few);
  const shop = await startShop({
    secret,
    sidecarUrl: 'http://127.0.0.1:9',
    now: () => clock.now(),
    toggles: { triggers: 'blocked' }, // told by hand below, so that nothing depends on how fast this machine is
    products,
  });
  const peoplevox = await startPeoplevox({ clock: clock.forAnswers(), toggles: pace, seed: { items } });
  peoplevox.faults.add(refusal);
  const { log, lanes } = laneLog();
  const config = {
    dataDir,
    host: '127.0.0.1',
    port: 0,
    shop: { url: shop.url, secret },
    peoplevox: { url: peoplevox.url, ...peoplevox.credentials },
    logLevel: 'debug',
    leaseSeconds: 30,
    fileSettings: new Map<string, unknown>([['orders.serviceTypes', serviceTypes]]),
    environmentSettings: new Map<string, unknown>(),
    points: { crashAt: null, file: null },
  };

  let sidecar = await openSidecar({ config, clock, log });
  await sidecar.start();

  return {
    clock,
    shop,
    peoplevox,
    /** of each call to Peoplevox since the start, in their order */
    lanes,
    sidecar: () => sidecar,
    /** Stopped as for an update, and started again. */
    async restart() {
      await sidecar.stop();
      sidecar = await openSidecar({ config, clock, log });
      await sidecar.start();
    },
    /** A person switches it live, as soon as the sidecar has found its shop. */
    async goLive() {
      await clock.wait(10_000);
      const { local, token } = sidecar;
      const reply = await local.inject({
        method: 'POST',
        url: '/api/live',
        headers: { authorization: `Bearer ${token}` },
        payload: { on: true },
      });
      if (reply.statusCode !== 200) throw new Error(`It did not go live: ${reply.body}`);
    },
    /** As the shop's own trigger does. */
    trigger: (id: number) => sidecar.journeys.hint('noticeOrders', [orderId(id)]),
    async stop() {
      await sidecar.stop();
      await Promise.all([shop.stop(), peoplevox.stop()]);
      stopHolding();
      await rm(dataDir, { recursive: true });
    },
  };
}
