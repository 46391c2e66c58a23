// One bad row at each place of a batch, whatever Peoplevox tells of it (design.md section 5, step 8; mission row O11): its order is named with Peoplevox's words and the
// others go; a row that is lost without a word is found by reading back.

import { expect, test } from 'vitest';
import { atEachPlace, expectSent, placeBatch, untilSettled } from '../testing/batch.ts';
import { tried } from '../testing/passTime.ts';

const answers = (['refuses itself', 'refuses the whole save'] as const).flatMap((badRow) =>
  (['every row', 'good rows', 'none on error', 'none'] as const).map((statuses) => ({ badRow, statuses })),
);
const words = 'Not accepted today';
const many = 4;

test.each(answers)(
  'a row that $badRow, where Statuses lists $statuses: at each place of a batch its order alone is left to a person',
  async (toggles) => {
    for (const template of ['Sales orders', 'Sales order items']) {
      const places = await atEachPlace({ peoplevox: { toggles } }, async (bench, place) => {
        if (place >= many) return false;
        const orders = await placeBatch(bench, many);
        const [bad] = orders.splice(place, 1);
        const id = bad?.id ?? 0;
        bench.peoplevox.faults.add({
          kind: 'refuse row',
          order: String(id),
          template,
          text: words,
          times: 0,
        });
        await untilSettled(bench, [...orders, { id }]);
        await expectSent(bench, orders);
        const [card] = (await bench.ledger.orderHistory((await bench.order(id)).orderId))?.attention ?? [];
        expect(await bench.order(id)).toMatchObject({ transfer: 'waiting', open: ['refused_by_peoplevox'] });
        expect(card?.reason).toContain(words);
        expect(bench.book(id).pickable).toEqual([]);

        bench.peoplevox.faults.clear();
        await bench.ledger.record('Ann', [
          { orderId: (await bench.order(id)).orderId, set: { transfer: 'due' } },
        ]);
        await untilSettled(bench, [{ id }]);
        await expectSent(bench, bad ? [bad] : []);
        return true;
      });
      expect(places).toBeGreaterThanOrEqual(many);
    }
  },
  60_000,
);

test.each(['item', 'item+line', 'always insert'] as const)(
  'a row lost without a word, at each place of a batch, is seen before anybody can pick, and written once (%s)',
  async (lineKey) => {
    const places = await atEachPlace({ peoplevox: { toggles: { lineKey } } }, async (bench, skip) => {
      const orders = await placeBatch(bench, many);
      bench.peoplevox.faults.add({ kind: 'drop row', operation: 'SaveData', skip });
      await tried(() => bench.pass());
      if (bench.peoplevox.faults.list().length > 0) return false;
      await untilSettled(bench, orders);
      await expectSent(bench, orders);
      return true;
    });
    expect(places).toBeGreaterThanOrEqual(15); // 4 headers, 7 lines, 4 releases
  },
  60_000,
);
