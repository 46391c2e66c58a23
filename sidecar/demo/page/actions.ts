// What the panel's buttons do. Each answers with what happened, in words; what cannot be done is thrown with a reason.

import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { PaymentMethod } from '../../simulator/shop/shop.ts';
import { missingItem, unknownSku } from '../catalogue.ts';
import { customer } from '../customers.ts';
import type { World } from '../world.ts';
import type { Memory } from './memory.ts';
import { place, tenth } from './placing.ts';

type Done = string | Promise<string>;
interface Action {
  takes: TSchema;
  does: (world: World, memory: Memory, given: never) => Done;
}

const action = <Takes extends TSchema>(
  takes: Takes,
  does: (world: World, memory: Memory, given: Static<Takes>) => Done,
): Action => ({ takes, does });
const plain = (does: (world: World, memory: Memory) => Done) => action(Type.Object({}), does);

const Order = Type.Object({ order: Type.Integer() });
const Stock = Type.Object({ item: Type.String(), quantity: Type.Integer({ minimum: 1, maximum: 1000 }) });
const payments = ['card', 'card_later', 'bacs', 'cod'] as const satisfies PaymentMethod[];
const Purchase = Type.Object({
  sku: Type.String(),
  quantity: Type.Integer({ minimum: 1, maximum: 99 }),
  /** A second line; an empty SKU is none. */
  sku2: Type.String(),
  quantity2: Type.Integer({ minimum: 1, maximum: 99 }),
  postcode: Type.Enum(['good', 'bad']),
  payment: Type.Enum([...payments]),
});

/** Thrown where the panel asks for something that is not there. */
export class NoSuchAction extends Error {
  override readonly name = 'NoSuchAction';
}

export const actions = {
  place: action(Purchase, async (world, memory, given) => {
    const lines = [{ sku: given.sku, quantity: given.quantity }];
    if (given.sku2 !== '') lines.push({ sku: given.sku2, quantity: given.quantity2 });
    const id = await place(world, memory, { lines, postcode: given.postcode, payment: given.payment });
    return `Order ${id} is placed.`;
  }),
  placeTen: plain(async (world, memory) => {
    const ids: number[] = [];
    for (let n = 0; n < 10; n += 1) ids.push(await place(world, memory, tenth(memory.customers)));
    return `Orders ${ids[0]} to ${ids.at(-1)} are placed.`;
  }),
  tellTenTimes: action(Order, async ({ shop }, _, { order }) => {
    await shop.trigger(order, 'changed', 10);
    return `The shop told the sidecar of order ${order} ten times more.`;
  }),
  pay: action(Order, async ({ shop }, _, { order }) => {
    await shop.pay(order);
    return `Order ${order} is paid.`;
  }),
  cancel: action(Order, async ({ shop }, _, { order }) => {
    await shop.setStatus(order, 'cancelled');
    return `Order ${order} is cancelled in the shop.`;
  }),
  correctPostcode: action(Order, async ({ shop }, _, { order }) => {
    const { postcode = '' } = customer(4);
    await shop.edit(order, { shipping: { postcode } });
    return `The postcode of order ${order} is ${postcode} now.`;
  }),

  despatchPart: action(Order, async (world, memory, { order }) => {
    const { number, lines } = await salesOrder(world, order);
    const line = lines.find((one) => one.allocated > 0);
    if (!line) throw new Error(`Nothing of ${number} can leave: no stock is allocated to it.`);
    const parcel = { item: line.item, line: line.line, quantity: 1 };
    world.pvx.floor.despatch({ order: number, lines: [parcel], tracking: nextTracking(memory) });
    return `1 × ${line.item} of ${number} has left the warehouse.`;
  }),
  despatchRest: action(Order, async (world, memory, { order }) => {
    const { number } = await salesOrder(world, order);
    world.pvx.floor.despatch({ order: number, tracking: nextTracking(memory) });
    return `All that was left of ${number} has left the warehouse.`;
  }),
  receive: action(Stock, ({ pvx }, _, { item, quantity }) => {
    pvx.floor.receive({ item, quantity });
    return `${quantity} × ${item} came in at the warehouse.`;
  }),
  writeOff: action(Stock, ({ pvx }, _, { item, quantity }) => {
    pvx.floor.writeOff({ item, quantity, reason: 'Damaged' });
    return `${quantity} × ${item} were written off at the warehouse.`;
  }),
  createItem: plain(({ pvx }) => {
    pvx.seed({ items: [missingItem] });
    return `${unknownSku} is an item in Peoplevox now. Press “Send again” on its orders.`;
  }),

  peoplevoxAway: plain(async ({ pvx }, memory) => {
    await pvx.goAway();
    memory.peoplevoxAway = true;
    return 'Nobody answers at Peoplevox any more.';
  }),
  peoplevoxBack: plain(async ({ pvx }, memory) => {
    await pvx.comeBack();
    memory.peoplevoxAway = false;
    return 'Peoplevox answers again.';
  }),
  loseAnswer: plain(({ pvx }) => {
    pvx.faults.add({ kind: 'lost answer', work: 'done', operation: 'SaveData' });
    return 'The next save will be done in Peoplevox, but its answer will be lost.';
  }),
  refuseRow: plain(({ pvx }) => {
    const text = 'Refused by the demo';
    pvx.faults.add({ kind: 'refuse row', operation: 'SaveData', template: 'Sales orders', text });
    return 'Peoplevox will refuse the next sales order.';
  }),
  changePassword: plain(({ pvx }, memory) => {
    memory.rightPassword ??= pvx.credentials.password;
    pvx.credentials.password = `${memory.rightPassword}, changed`;
    pvx.expireSessions();
    return 'Somebody changed the password in Peoplevox. The one that the sidecar has is wrong now.';
  }),
  restorePassword: plain(({ pvx }, memory) => {
    if (memory.rightPassword !== null) pvx.credentials.password = memory.rightPassword;
    memory.rightPassword = null;
    return 'The password is right again. Press “Try the login again” on the overview, in the card of Peoplevox.';
  }),
  shopAway: plain(async ({ shop }) => {
    await shop.toggles({ refuseConnections: true });
    return 'The shop cannot be reached: neither by the sidecar nor by the screen beside.';
  }),
  shopBack: plain(async ({ shop }) => {
    await shop.toggles({ refuseConnections: false });
    return 'The shop is back.';
  }),
  blockTriggers: plain(async ({ shop }) => {
    await shop.toggles({ triggers: 'blocked' });
    return 'The shop cannot reach the sidecar: orders are found by the poll only.';
  }),
  letTriggers: plain(async ({ shop }) => {
    await shop.toggles({ triggers: 'on' });
    return 'The shop tells the sidecar of its orders again.';
  }),
  killSidecar: plain(async ({ sidecar }) => {
    await sidecar.kill();
    return 'The sidecar was killed (SIGKILL). The shop goes on selling.';
  }),
  startSidecar: plain(async ({ sidecar }) => {
    await sidecar.start('alive');
    return 'The sidecar is started again, on the same ledger.';
  }),
} satisfies Record<string, Action>;
export type ActionName = keyof typeof actions;

/** Does it. Throws NoSuchAction, or whatever says why it cannot be done. */
export async function act(name: string, given: unknown, world: World, memory: Memory): Promise<string> {
  const found: Action | undefined = Object.hasOwn(actions, name) ? actions[name as ActionName] : undefined;
  if (!found) throw new NoSuchAction(`The demo has no action "${name}".`);
  if (!Value.Check(found.takes, given))
    throw new TypeError(`"${name}" was asked for in a way it does not know.`);
  return found.does(world, memory, given as never);
}

async function salesOrder({ shop, pvx }: World, orderId: number) {
  const { pickwave } = await shop.order(orderId);
  const there = pvx.order(pickwave.number ?? '');
  if (!there) throw new Error(`Peoplevox has nothing of order ${orderId}.`);
  return there;
}

const nextTracking = (memory: Memory) => `AB${100_000_000 + ++memory.parcels}GB`;
