// The power goes at any point of the work (design.md section 10, 5): the ledger's files are what the disk had, and a sidecar that is started on them goes on where it was.

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { atEachPlace, expectSent, placeBatch, untilSettled } from '../testing/batch.ts';
import type { Bench } from '../testing/bench.ts';
import { type BenchSidecar, passTime, round, tried } from '../testing/passTime.ts';
import { powerCut, type Write } from '../testing/powerCut.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pickwave-power-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const standing = ({ ledger }: Pick<BenchSidecar, 'ledger'>) =>
  ledger.listOrders({ list: 'all', search: '', before: null, limit: 100 });

/** A sidecar on a disk, whose power goes at the nth point after `strikeAt`; `again` starts one on what the disk had. */
async function onADisk(bench: Bench, write: Write) {
  const disk = mkdtempSync(join(folder, 'disk-'));
  const of = join(disk, 'data');
  const left = join(disk, 'left');
  const power = powerCut({ of, left, write });
  const working = await bench.startSidecar('bench', { dataDir: of, onPoint: power.at });
  await working.goLive();
  return {
    power,
    working,
    async again(): Promise<BenchSidecar> {
      expect(statSync(join(left, 'ledger.db-wal')).size).toBeGreaterThan(0);
      const started = await bench.startSidecar('bench', { dataDir: left });
      // what was acknowledged is there, to the last write
      if (write === 'whole')
        expect(await standing(started)).toEqual(await standing({ ledger: working.bare }));
      await tried(() => started.keepLease());
      await tried(() => started.interrupted());
      return started;
    },
  };
}

describe.each<[string, Write]>([
  ['at any point', 'whole'],
  ['in the middle of any write to the ledger', 'half'],
])('a power cut %s', (_, write) => {
  test('while orders are sent: each goes once and whole', async () => {
    const places = await atEachPlace({}, async (bench, place) => {
      const { power, working, again } = await onADisk(bench, write);
      const orders = await placeBatch(bench, 3);
      power.strikeAt(place + 1);
      await power.live(tried(() => working.pass()).then(() => passTime(bench, working, 2)));
      if (!power.struck()) return false;
      const started = await again();
      await untilSettled(bench, orders, { sidecar: started });
      await expectSent(bench, orders, started.ledger);
      return true;
    });
    expect(places).toBeGreaterThanOrEqual(write === 'whole' ? 30 : 8);
  }, 120_000);

  test('while despatches are recorded: each stands on its order once, and the customer is told once', async () => {
    const places = await atEachPlace(
      {},
      async (bench, place) => {
        const { power, working, again } = await onADisk(bench, write);
        const orders = await placeBatch(bench, 2);
        await untilSettled(bench, orders, { sidecar: working });
        for (const { id } of orders)
          bench.peoplevox.floor.despatch({ order: String(id), tracking: `T${id}` });
        power.strikeAt(place + 1);
        await power.live(round(working, 1));
        if (!power.struck()) return false;
        const started = await again();
        await passTime(bench, started, 3);
        const mails = await bench.shop.mails();
        for (const { id } of orders) {
          const { order, pickwave } = await bench.shop.order(id);
          const told = mails.filter((mail) => mail.order_id === id && mail.kind === 'completed');
          expect({ status: order.status, despatches: pickwave.despatches.length, told: told.length }).toEqual(
            {
              status: 'completed',
              despatches: 1,
              told: 1,
            },
          );
          expect(await started.order(id)).toMatchObject({ warehouse: 'despatched', open: [] });
        }
        expect(bench.peoplevox.books.violations()).toEqual([]);
        return true;
      },
      write === 'whole' ? 4 : 1,
    );
    expect(places).toBeGreaterThanOrEqual(write === 'whole' ? 10 : 3);
  }, 120_000);
});
