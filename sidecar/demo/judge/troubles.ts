// The troubles of the story: each must really have happened, and must have done no harm.

import type { CallEntry } from '../../simulator/peoplevox/books.ts';
import { type Check, check } from './check.ts';
import type { Evidence } from './evidence.ts';
import type { Wanted } from './wanted.ts';

const lineSaves = ({ calls }: Evidence, number: string): CallEntry[] =>
  calls.filter(
    (call) =>
      call.operation === 'SaveData' && call.template === 'Sales order items' && call.orders.includes(number),
  );
const createdTimes = (evidence: Evidence, number: string) =>
  evidence.salesOrders.get(number)?.book.timesCreated ?? 0;
const oneSalesOrder = (evidence: Evidence, number: string) => {
  const times = createdTimes(evidence, number);
  return times === 1 ? [] : [`${number} was created ${times} times`];
};

/** How the triggers of an order ended, by the shop's book: the sidecar's HTTP status, or why none was sent. */
const triggersOf = ({ shopBooks }: Evidence, orderId: number) =>
  shopBooks.entries.flatMap((entry) =>
    entry.kind === 'trigger' && entry.order_id === orderId ? [entry.outcome] : [],
  );

/** The shop told of the order `times` times, and every time was heard. */
export function judgeRepeatedEvent({ orderId, number }: Wanted, times: number, evidence: Evidence): Check {
  const heard = triggersOf(evidence, orderId).filter((outcome) => outcome === 202).length;
  return check(`Told of order ${orderId} ${heard} times, the sidecar made one sales order of it`, [
    ...(heard >= times ? [] : [`the event was heard ${heard} times, not ${times}`]),
    ...oneSalesOrder(evidence, number),
  ]);
}

/** No trigger of this order got out: it went all the same. */
export function judgeBlockedTrigger({ orderId, number }: Wanted, evidence: Evidence): Check {
  const outcomes = triggersOf(evidence, orderId);
  return check(`Order ${orderId}, whose trigger was blocked, was found by the poll`, [
    ...(outcomes.includes('blocked') ? [] : ['its trigger was not blocked']),
    ...(outcomes.includes(202) ? ['a trigger of it got out'] : []),
    ...oneSalesOrder(evidence, number),
  ]);
}

/** The answer to a save of its lines was lost after the work: asked, not sent again. */
export function judgeLostAnswer({ number }: Wanted, evidence: Evidence): Check {
  const saves = lineSaves(evidence, number);
  const lost = saves.filter((call) => call.outcome === 'lost after work');
  return check(`${number}, whose answer was lost after the work was done, was settled by asking`, [
    ...(lost.length === 1 ? [] : [`${lost.length} answers were lost, not one`]),
    ...(saves.length === 1 ? [] : [`its lines were saved ${saves.length} times`]),
    ...oneSalesOrder(evidence, number),
  ]);
}

/** The sidecar was killed while Peoplevox was at this call (its number in the book); `wanted`: the orders of that moment. */
export function judgeKill(wanted: Wanted[], killedDuring: number | null, evidence: Evidence): Check {
  const call = evidence.calls.find((one) => one.seq === killedDuring);
  const orders = wanted.map((one) => one.number);
  return check('Killed in the middle of sending and started again, the sidecar finished each order once', [
    ...(call ? [] : ['it was not killed during a call']),
    ...(call && !orders.some((number) => call.orders.includes(number))
      ? ['the call was of other orders']
      : []),
    ...(call && call.outcome === 'answered' ? ['the call was answered before the kill'] : []),
    ...orders.flatMap((number) => oneSalesOrder(evidence, number)),
  ]);
}
