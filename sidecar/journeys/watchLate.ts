// Which orders have waited too long, for each thing an order waits for (mission row O7). Only the ledger is asked: it costs no call of Peoplevox.

import { type AttentionCode, attentionKinds } from '../domain/attention.ts';
import { type BusinessHours, businessHours } from '../domain/businessHours.ts';
import type { OrderId } from '../domain/ids.ts';
import { isLate, isLateCode, latenessWords, lookedUp, waitOf } from '../domain/lateness.ts';
import type { OrderChange, WatchedOrder } from '../domain/ports.ts';
import type { Settings } from '../domain/settings.ts';
import type { JourneyDeps } from './deps.ts';

type Deps = Pick<JourneyDeps, 'ledger' | 'clock' | 'settings' | 'signal'>;

const pageSize = 1000;
/** More orders than this that wait to be sent are one trouble, which is told once and not for each of them. */
const manyUnsent = 20;

/** Problems of the whole that say already why nothing is sent. */
const stopsSending: readonly AttentionCode[] = [
  'peoplevox_away',
  'login_refused',
  'template_column_missing',
  'shop_away',
  'shop_is_copy',
  'lease_elsewhere',
];

/** Opens what has become late and closes what is not any more. Gives what it did, in words. */
export async function watchLate({ ledger, clock, settings, signal }: Deps): Promise<string> {
  const { late } = settings();
  const hours = businessHours(late);
  const now = clock.now();
  const stopped = (await ledger.openProblemCodes()).some((code) => stopsSending.includes(code));
  const unsent: Verdict[] = [];
  let lateNow = 0;
  let after: OrderId | null = null;
  for (;;) {
    if (signal.aborted) return 'Stopped on the way.';
    const page: WatchedOrder[] = await ledger.ordersToWatch(after, pageSize);
    const verdicts = page.map((order) => judge(order, { late, hours, now, stopped }));
    const single = verdicts.filter((one) => one.late?.code !== 'not_sent_in_time');
    unsent.push(...verdicts.filter((one) => one.late?.code === 'not_sent_in_time'));
    lateNow += single.filter((one) => one.late !== null).length;
    await record(single, ledger);
    if (page.length < pageSize) break;
    after = page.at(-1)?.orderId ?? null;
  }
  await tellUnsent(unsent, { ledger, clock });
  const count = lateNow + unsent.length;
  return count === 0 ? 'No order is late.' : `Late: ${count}.`;
}

interface Verdict {
  order: WatchedOrder;
  late: { code: AttentionCode; reason: string; since: Date } | null;
}

interface Measure {
  late: Settings['late'];
  hours: BusinessHours;
  now: Date;
  /** nothing can be sent, and that is told already */
  stopped: boolean;
}

function judge(order: WatchedOrder, { late, hours, now, stopped }: Measure): Verdict {
  const wait = waitOf(order, late, hours);
  const open = order.open.map((one) => one.code);
  if (wait === null || !isLate(wait, order, open, now)) return { order, late: null };
  if (stopped && (wait.code === 'not_sent_in_time' || wait.code === 'unknown_outcome'))
    return { order, late: null };
  const reason = latenessWords(wait, order, late.timeZone);
  return { order, late: { code: wait.code, reason, since: wait.since } };
}

async function record(verdicts: Verdict[], ledger: Deps['ledger']) {
  const changes = verdicts.flatMap(changeOf);
  if (changes.length > 0) await ledger.record('watchLate', changes);
}

/** Nothing where it is told already, or not late and not told. */
function changeOf({ order: { orderId, transfer, open }, late }: Verdict): OrderChange[] {
  const over = open.filter((one) => isLateCode(one.code) && one.code !== late?.code).map((one) => one.code);
  const told = late && open.find((one) => one.code === late.code);
  const news = late !== null && (!told || !isTold(told.reason, late));
  if (over.length === 0 && !news) return [];
  const change: OrderChange = { orderId, onlyFrom: transfer, close: over };
  if (!news) return [change];
  const { code, reason } = late;
  return [
    {
      ...change,
      open: [{ code, reason: code === 'not_allocated' ? `${reason} ${lookedUp}` : reason }],
      ...(told ? {} : { journal: `${attentionKinds[code].words}.` }),
    },
  ];
}

/** The items that keep it from being allocated are named behind its words, by nameMissing. */
const isTold = (told: string, { code, reason }: { code: AttentionCode; reason: string }) =>
  code === 'not_allocated' ? told.startsWith(reason) : told === reason;

/** Few are told one by one. Many (Peoplevox was down for an hour, say) are told once, as a problem of the whole. */
async function tellUnsent(unsent: Verdict[], { ledger, clock }: Pick<Deps, 'ledger' | 'clock'>) {
  const [first] = unsent;
  if (first === undefined || unsent.length <= manyUnsent) {
    await record(unsent, ledger);
    return ledger.closeProblem('not_sent_in_time', clock.now());
  }
  const oldest = unsent.reduce(
    (one, other) => ((other.late?.since ?? 0) < (one.late?.since ?? 0) ? other : one),
    first,
  );
  await ledger.openProblem(
    {
      code: 'not_sent_in_time',
      reason: `${unsent.length} orders wait to be sent for too long. The oldest: ${oldest.late?.reason}`,
    },
    clock.now(),
  );
  return record(
    unsent.map(({ order }) => ({ order, late: null })),
    ledger,
  );
}
