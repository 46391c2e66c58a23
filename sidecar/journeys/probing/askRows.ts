// How many rows does Peoplevox take in one save? (peoplevox-api.md section 8: others send 40 or 100, the limit is not published.)
//
// Asked with the header of the test order on hold, which stands there already, repeated in one save. A sales order saved again is updated
// (5.2), so the row as it stands changes nothing, and no row more is left to put away. A hundred test orders would ask what is asked of
// a batch to the letter, and would have to be cancelled one and all, by saves of a length nobody knows yet; lines of the test order
// would stand there a hundred times where every save adds a row, and take stock where nothing keeps them from it. What the repeated row
// does not tell: whether it is the limit or the repetition that a save is refused for. So a tenant that does not take the row three
// times either is not understood, and nothing is said of its limit.
//
// The last row alone writes a mark. An answer is no proof: that the mark can be read is, and tells that nothing of the save is to come.

import { Silent } from '../../domain/errors.ts';
import type { Finding } from '../../domain/probe.ts';
import { mostRowsPerSave } from '../../domain/rowsPerSave.ts';
import { couldNotTell, finding, type Probing, waitMs } from './probing.ts';
import { headerOf, type OpenedTest } from './testOrder.ts';
import { until } from './until.ts';

/** Fewer tell nothing: see above. */
const fewest = 3;

/** At most 100 rows, and half of what was refused. */
export async function askRows(probing: Probing, test: OpenedTest): Promise<Finding[]> {
  let refusal: { rows: number; words: string } | null = null;
  const { outstanding } = test.kept;
  for (let rows = mostRowsPerSave; rows >= fewest; rows = Math.floor(rows / 2)) {
    const words = await refusalOf(probing, test, rows);
    if (words === null) {
      // the mark of the last save: those before it are over
      test.kept.outstanding = outstanding;
      const why = refusal === null ? '' : `Of ${refusal.rows} rows: "${refusal.words}"`;
      return [finding(probing, 'save_rows', 'seen', refusal === null ? 'all' : 'fewer', { rows, why })];
    }
    refusal = { rows, words };
  }
  return couldNotTell(
    probing,
    ['save_rows'],
    `Peoplevox did not take one sales order ${refusal?.rows} times in one save either, so this says nothing of how long a save may be: "${refusal?.words}"`,
  );
}

/** Null where so many rows were taken, seen. Throws Silent where it cannot be told, and what the calls throw. */
async function refusalOf(probing: Probing, test: OpenedTest, rows: number): Promise<string | null> {
  const { kept, header } = test;
  const { outstanding } = kept;
  const mark = `${rows} rows in one save`;
  const outcome = await failingTwice(() => probing.calls.saveRepeated(header, rows, mark));
  if (outcome.kind === 'refused') return outcome.words;
  kept.outstanding = true;
  if (outcome.kind !== 'answered' && outcome.kind !== 'silent') return outcome.words;
  const looked = await until(
    probing,
    () => headerOf(probing, test),
    (seen) => seen?.delivery.get('ShippingAddressLine2')?.trim() === mark,
    { withinMs: waitMs(probing), firstMs: probing.commitMs },
  );
  if (looked !== null) kept.outstanding = outstanding;
  if (outcome.kind === 'silent') throw new Silent(`Of a save of ${rows} rows: ${outcome.words}`);
  if (looked === null)
    throw new Silent(`The last of ${rows} rows did not show within ${waitMs(probing) / 1000} s.`);
  return null;
}

/** A failure may have any cause, so it counts against the rows only where it is there again. */
async function failingTwice<T extends { kind: string }>(save: () => Promise<T>): Promise<T> {
  const first = await save();
  return first.kind === 'faulted' ? save() : first;
}
