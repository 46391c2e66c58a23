// An order that went over, and what a person and the warehouse do about it.

import type { AttentionCode } from '../../domain/attention.ts';
import { orderId } from '../../domain/ids.ts';
import { linkOrder } from '../byHand/linkOrder.ts';
import { lookAtLink } from '../byHand/lookAtLink.ts';
import { lookAtResend } from '../byHand/lookAtResend.ts';
import { sendAnew } from '../byHand/sendAnew.ts';
import type { Bench } from './bench.ts';

export const two = [{ sku: 'MUG', quantity: 2 }];

/** `bench`: the one of the test that runs. */
export function byHandScene(bench: () => Bench) {
  const minutes = (count: number) => bench().clock.advance(count * 60_000);
  async function follow(times = 1): Promise<void> {
    for (let count = 0; count < times; count += 1) {
      minutes(1);
      await bench().keepLease();
      await bench().follow();
    }
  }
  /** Sent, and followed once; another one beside it, as the canary. */
  async function sentOrder(lines = two): Promise<number> {
    await bench().place([{ sku: 'HAT-BLUE', quantity: 1 }]);
    const id = await bench().place(lines);
    await bench().pass();
    await bench().follow();
    return id;
  }
  async function cancelledOrder(): Promise<number> {
    const id = await sentOrder();
    bench().peoplevox.floor.cancel({ order: String(id) });
    await follow();
    return id;
  }
  const history = async (id: number) => {
    const all = await bench().ledger.orderHistory(orderId(id));
    if (!all) throw new Error(`no order ${id}`);
    return all;
  };
  return {
    minutes,
    follow,
    sentOrder,
    cancelledOrder,
    history,
    open: async (id: number) => (await bench().order(id)).open,
    reasonOf: async (id: number, code: AttentionCode) =>
      (await history(id)).attention.find((one) => one.code === code)?.reason,
    lastSaid: async (id: number) => (await history(id)).journal[0],
    remembered: async (id: number) => (await bench().shop.order(id)).pickwave,
    link: (id: number, number: string) => linkOrder(orderId(id), number, 'Ada', bench().deps),
    look: (id: number, number: string) => lookAtLink(orderId(id), number, bench().deps),
    lookAnew: (id: number) => lookAtResend(orderId(id), bench().deps),
    anew: (id: number, number = `${id}-R1`, lost = false) =>
      sendAnew(orderId(id), { number, lost }, 'Ada', bench().deps),
    /** Past the seconds in which it can be taken back. */
    async goOn(): Promise<void> {
      bench().clock.advance(11_000);
      await bench().pass();
    },
    other: (order: string, lines = [{ item: 'MUG', quantity: 2 }]) =>
      bench().peoplevox.floor.otherOrder({ order, lines }),
    createdUnder: (number: string) => bench().peoplevox.books.order(number).timesCreated,
    lose: () =>
      bench().peoplevox.faults.add({
        kind: 'lost answer',
        operation: 'GetData',
        template: 'Sales orders',
        times: 0,
      }),
  };
}
