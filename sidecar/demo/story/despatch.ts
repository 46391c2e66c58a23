// Act 5: parcels leave. One order goes in two; the shop's answer to the first news of it is lost, so that it is told again.

import type { BookEntry } from '../../simulator/shop/shop.ts';
import { until } from '../until.ts';
import { note, type Stage, troubleInWords } from './stage.ts';
import type { Taken } from './takeOrders.ts';

const wholeOrders = 8;

/** What leaves while the sidecar is away: whole orders, and the first parcel of one. The shop's next answer about despatches will be lost. */
export async function firstParcels(
  { world: { shop, pvx } }: Stage,
  { ordinary, twoParcels }: Taken,
): Promise<void> {
  await shop.fault({ route, fault: { kind: 'lose_answer' } });
  for (const [index, one] of ordinary.slice(0, wholeOrders).entries()) {
    pvx.floor.despatch({ order: one.number, tracking: trackingNumber(index + 1) });
    one.status = 'completed';
  }
  const lines = [
    { item: 'SCARF-GREEN-S', quantity: 1 },
    { item: 'YARN-OAT', quantity: 5 },
  ];
  pvx.floor.despatch({ order: twoParcels.number, lines, tracking: trackingNumber(50) });
}

const route = 'shop/despatches';
const trackingNumber = (n: number) => `AB${String(100_000_000 + n)}GB`;

export async function despatch(stage: Stage, { twoParcels }: Taken): Promise<void> {
  const { world, say } = stage;
  const { shop, pvx, screen } = world;
  const { orderId, number } = twoParcels;
  await untilToldTwice(stage, orderId);
  const after = await shop.order(orderId);
  const mails = (await shop.mails()).filter((mail) => mail.order_id === orderId);
  note(
    stage,
    `The first parcel of order ${orderId} is on the order, which stays open, and the customer knows`,
    [
      ...(after.order.status === 'processing' ? [] : [`the order is ${after.order.status}`]),
      ...(mails.some((mail) => mail.kind === 'despatched_in_part') ? [] : ['no mail of a part went']),
    ],
  );

  pvx.floor.despatch({ order: number, tracking: trackingNumber(51) });
  await screen.runNow('recordDespatches');
  await until(
    'the order to be completed',
    async () => (await shop.order(orderId)).order.status === 'completed',
    {
      standing: () => troubleInWords(world),
    },
  );
  say('An order left in two parcels; its customer was told of each.');
  await readAgain(stage);
}

/** The first time the answer is lost, after the shop has done the work. */
async function untilToldTwice({ world }: Stage, orderId: number): Promise<void> {
  const { shop, screen } = world;
  const told = async () => (await shop.books()).requests.filter((one) => one.route === route);
  await screen.runNow('recordDespatches');
  await until(
    'the shop to be told of a despatch, and its answer to be lost',
    async () => (await told()).some((one) => one.fault === 'lose_answer'),
    { standing: () => troubleInWords(world) },
  );
  await screen.runNow('recordDespatches');
  await until(
    'the shop to be told of it once more',
    async () =>
      (await told()).some((one) => one.status === 200) && (await shop.order(orderId)).tracking.length > 0,
    { standing: () => troubleInWords(world) },
  );
}

/** Peoplevox's report still has every despatch: reading it once more must change nothing. */
async function readAgain(stage: Stage): Promise<void> {
  const { pvx, screen } = stage.world;
  const reports = () =>
    pvx.books.calls('GetReportData').filter((call) => call.template === 'Despatch summary').length;
  const before = await traces(stage);
  const reportsBefore = reports();
  const started = (await screen.journey('recordDespatches')).lastStartedAt;
  await screen.runNow('recordDespatches');
  await until('the despatches to be read once more', async () => {
    const { state, lastStartedAt } = await screen.journey('recordDespatches');
    return lastStartedAt !== started && state !== 'running' && reports() > reportsBefore;
  });
  const more = (await traces(stage)).slice(before.length);
  note(
    stage,
    'The same despatches, read again, changed nothing on any order',
    more.map((entry) => `order ${entry.order_id}: ${entry.kind}`),
  );
}

type Trace = Extract<BookEntry, { kind: 'despatch' | 'tracking' | 'status' | 'mail' | 'note' }>;

async function traces({ world: { shop } }: Stage): Promise<Trace[]> {
  const kinds: readonly BookEntry['kind'][] = ['despatch', 'tracking', 'status', 'mail', 'note'];
  return (await shop.books()).entries.filter((entry): entry is Trace => kinds.includes(entry.kind));
}
