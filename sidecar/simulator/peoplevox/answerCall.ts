import { setTimeout as wait } from 'node:timers/promises';
import type { CallEntry } from './books.ts';
import type { Described } from './describeCall.ts';
import type { Fault } from './faults.ts';
import { operations, type Working } from './operations.ts';
import { Refusal } from './refusal.ts';
import { answerReply, faultReply, type Reply, refusalReply, textReply } from './reply.ts';
import { isSpoiling, spoiltReply } from './spoil.ts';
import type { Tenant } from './tenant.ts';
import type { UnderWay } from './underWay.ts';
import { type SoapCall, SoapFault } from './wire/soap.ts';

/** The way of a call: rate limit, time, faults, session, work. */
export async function answerCall(
  tenant: Tenant,
  { listingOf, underWay }: { listingOf: Working['listingOf']; underWay: UnderWay },
  call: SoapCall | SoapFault,
  { subject }: Described,
  entry: CallEntry,
): Promise<Reply> {
  const { toggles, faults, limiter } = tenant;
  if (!limiter.admit(entry.operation)) return tooMany(call, entry, tenant);
  if (call instanceof SoapFault) return faultReply(undefined, entry, call);
  if (toggles.callMs > 0) await tenant.pass(toggles.callMs);

  const struck = faults.strikeCall(subject);
  entry.faults = struck.map(({ id, kind }) => `${id} ${kind}`);
  if (struck.some(({ kind }) => kind === 'wait for another'))
    await Promise.race([underWay.another(call), faults.untilCleared()]);
  const work = () => workReply(call, entry, underWay, { tenant, listingOf, call: entry.seq, faults: struck });
  const slow = struck.find(({ kind }) => kind === 'slow');
  const spoiling = struck.find(isSpoiling);

  if (slow && slow.work !== 'done') await wait(slow.ms ?? 0);
  const worked = spoiling && spoiling.work !== 'done' ? undefined : await work();
  if (slow && slow.work === 'done') await wait(slow.ms ?? 0);
  return spoiling ? spoiltReply(spoiling, call, entry, tenant, worked) : (worked ?? 'cut');
}

function tooMany(call: SoapCall | SoapFault, entry: CallEntry, { toggles }: Tenant): Reply {
  const reply =
    toggles.rateExceeded === 'text' && !(call instanceof SoapFault)
      ? refusalReply(call, entry, new Refusal(toggles.rateText), toggles)
      : textReply(429, 'Too Many Requests');
  entry.outcome = 'rate limited';
  return reply;
}

async function workReply(
  call: SoapCall,
  entry: CallEntry,
  underWay: UnderWay,
  working: Working,
): Promise<Reply> {
  const { toggles } = working.tenant;
  try {
    const done = work(call, entry, underWay, working);
    if (toggles.rowMs > 0 && done.rows > 0) await working.tenant.pass(toggles.rowMs * done.rows);
    return answerReply(call, entry, done, toggles);
  } catch (thrown) {
    if (thrown instanceof Refusal) return refusalReply(call, entry, thrown, toggles);
    if (thrown instanceof SoapFault) return faultReply(call, entry, thrown);
    throw thrown;
  }
}

function work(call: SoapCall, entry: CallEntry, underWay: UnderWay, working: Working) {
  const { tenant, faults } = working;
  tenant.catchUp();
  const { parallelCalls } = tenant.toggles;
  if (entry.inFlight > 1) {
    if (parallelCalls === 'refused') throw new Refusal('System : Another request is being processed');
    if (parallelCalls === 'SOAP fault') throw new SoapFault('The session is in use by another request.');
    if (parallelCalls === 'session dropped') tenant.sessions.endAll();
  }
  const operation = operations[call.operation];
  if (!operation) throw new SoapFault(`The operation ${call.operation} is not known.`);
  if (call.operation !== 'Authenticate') {
    if (faults.some(({ kind }: Fault) => kind === 'session ended')) tenant.sessions.end(call.sessionId);
    tenant.sessions.check(call.sessionId);
  }
  const other = parallelCalls === 'answers mixed up' ? underWay.likeIt(call) : undefined;
  return operation((other ?? call).parameters, working);
}
