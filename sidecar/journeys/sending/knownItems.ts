// Only what Peoplevox has an item for can be picked (mission rows O5 and P3).

import type { Attention } from '../../domain/attention.ts';
import { chunks } from '../../domain/chunks.ts';
import type { Sku } from '../../domain/ids.ts';
import type { SendDeps } from '../sendOrders.ts';
import type { Candidate } from './candidate.ts';
import { leftToPerson, type PerhapsReleased, perhapsReleased } from './heldBack.ts';
import type { NotThere } from './notThere.ts';

const keysACall = 100; // peoplevox-api.md 4.1, "Many keys"

/** Item codes that the ledger has not seen are asked for; what Peoplevox does not know is not sent, nor what may be either of two products (mission row P3). */
export async function withKnownItems(
  candidates: Candidate[],
  notThere: NotThere,
  deps: SendDeps,
): Promise<{ known: Candidate[]; heldBack: PerhapsReleased[] }> {
  const { ledger } = deps;
  const codesOf = (some: Candidate[]) => some.flatMap((one) => one.wanted.lines.map((line) => line.sku));
  const all = [...new Set(codesOf(candidates))];
  // A person who sends an order again may have created the item just now.
  const byHand = new Set(codesOf(candidates.filter((one) => one.row.byHand)));
  const mayAsk = (code: Sku) => byHand.has(code) || !notThere.has(code);
  const known = await knownCodes(all, deps, { mayAsk, wasAbsent: (code) => notThere.everWas(code) });
  notThere.note(all.filter((code) => !known.has(code) && mayAsk(code)));
  const doubled = await ledger.doubledSkus(all);
  const heldBack = candidates.flatMap(({ row, wanted, markedSent }) => {
    const codes = wanted.lines.map((line) => line.sku);
    const missing = codes.filter((code) => !known.has(code));
    if (missing.length > 0) return [leftToPerson(row, markedSent, [unknownSku(missing)])];
    // What Peoplevox may already have is not left half-way for it.
    const twice = row.step === null ? codes.filter((code) => doubled.has(code)) : [];
    return twice.length === 0 ? [] : [leftToPerson(row, markedSent, [doubledSku(twice)])];
  });
  const { ask, changes } = perhapsReleased(heldBack);
  await ledger.record('sendOrders', changes);
  const refused = new Set(heldBack.map(({ row }) => row.orderId));
  return { known: candidates.filter((one) => !refused.has(one.row.orderId)), heldBack: ask };
}

interface Asking {
  /** default: any */
  mayAsk?: (code: Sku) => boolean;
  /** Peoplevox has said once that it lacks it; default: none */
  wasAbsent?: (code: Sku) => boolean;
}

/** Those of the item codes that Peoplevox has; it is asked for what the ledger has not seen and `mayAsk` lets it be asked for. */
export async function knownCodes(
  codes: Sku[],
  { ledger, warehouse, clock }: Pick<SendDeps, 'ledger' | 'warehouse' | 'clock'>,
  { mayAsk = () => true, wasAbsent = () => false }: Asking = {},
): Promise<Set<Sku>> {
  const all = [...new Set(codes)];
  const known = await ledger.knownItems(all);
  const asked = all.filter((code) => !known.has(code) && mayAsk(code));
  for (const part of chunks(asked, keysACall)) {
    const found = await warehouse.knownItemCodes(part);
    // A person is called for what is not there, and nothing tells a short answer from a whole one: believed when it is said twice.
    const lacking = part.filter((code) => !found.has(code) && !wasAbsent(code));
    if (lacking.length > 0) for (const code of await warehouse.knownItemCodes(lacking)) found.add(code);
    await ledger.noteItems(found, clock.now());
    for (const code of found) known.add(code);
  }
  return known;
}

function unknownSku(missing: Sku[]): Attention {
  const [first] = missing;
  const reason =
    missing.length === 1
      ? `${first} is sold in the shop, but Peoplevox has no such item code.`
      : `${missing.join(', ')} are sold in the shop, but Peoplevox has no such item codes.`;
  return { code: 'unknown_sku', reason };
}

function doubledSku(twice: Sku[]): Attention {
  const reason = `${twice.join(', ')}: more than one product of the shop has this SKU.`;
  return { code: 'doubled_sku', reason };
}
