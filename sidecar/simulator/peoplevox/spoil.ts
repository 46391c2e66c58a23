import type { CallEntry } from './books.ts';
import type { Fault } from './faults.ts';
import { Refusal } from './refusal.ts';
import { faultReply, htmlReply, type Reply, refusalReply, textReply, xmlReply } from './reply.ts';
import type { Tenant } from './tenant.ts';
import { type SoapCall, SoapFault, writeFault } from './wire/soap.ts';

type Spoiler = (
  by: Fault,
  call: SoapCall,
  entry: CallEntry,
  tenant: Tenant,
  worked: Reply | undefined,
) => Reply | Promise<Reply>;

const lose = (by: Fault, entry: CallEntry): Reply => {
  if (entry.outcome === 'caller gone') return 'cut';
  entry.outcome = by.work === 'done' ? 'lost after work' : 'lost before work';
  return 'cut';
};

/** Faults that take the place of the answer. */
const spoilers: Partial<Record<Fault['kind'], Spoiler>> = {
  'lost answer': (by, _call, entry) => lose(by, entry),
  hang: async (by, _call, entry, tenant) => {
    await tenant.faults.untilCleared();
    return lose(by, entry);
  },
  'HTTP status': (by) => textReply(by.status ?? 500, by.text ?? 'Service unavailable'),
  'HTML page': (by) => htmlReply(200, by.text ?? 'We will be back soon'),
  'SOAP fault': (by, call, entry) => {
    const reply = faultReply(call, entry, new SoapFault(by.text ?? 'Server was unable to process request.'));
    entry.outcome = 'spoilt';
    return reply;
  },
  garbage: () => xmlReply('\u0003PVX<<not xml&&'),
  'truncated XML': (_by, call, _entry, _tenant, worked) => {
    const whole = worked && worked !== 'cut' ? worked.body : writeFault(call.version, 'cut');
    return xmlReply(whole.slice(0, Math.floor(whole.length / 2)));
  },
  refusal: (by, call, entry, { toggles }) => {
    const text = by.text ?? 'System : Object reference not set to an instance of an object.';
    const reply = refusalReply(call, entry, new Refusal(text), toggles);
    entry.outcome = 'spoilt';
    return reply;
  },
};

export const isSpoiling = (fault: Fault): boolean => fault.kind in spoilers;

/** What the caller gets instead of the answer; `worked` is what he would have got, if the work was done. */
export async function spoiltReply(
  by: Fault,
  call: SoapCall,
  entry: CallEntry,
  tenant: Tenant,
  worked: Reply | undefined,
): Promise<Reply> {
  const spoil = spoilers[by.kind];
  if (!spoil) throw new Error(`${by.kind} does not spoil an answer`);
  entry.outcome = 'pending';
  const reply = await spoil(by, call, entry, tenant, worked);
  if (entry.outcome === 'pending') entry.outcome = 'spoilt';
  return reply;
}
