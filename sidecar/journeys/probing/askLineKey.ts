// What makes a line the same line when it is saved again? (peoplevox-api.md 5.2)

import type { Finding } from '../../domain/probe.ts';
import type { FoundLine } from '../../domain/salesOrder.ts';
import { couldNotTell, finding, type Probing, type Test } from './probing.ts';
import { saveLine } from './testOrder.ts';

/** On the order that is on hold. At most four units at a time, whatever the answer. */
export async function askLineKey(probing: Probing, test: Test): Promise<Finding[]> {
  const once = await saveLine(probing, test, { quantity: 1, line: '1' }, { before: [] });
  const again = await saveLine(probing, test, { quantity: 2, line: '1' }, { before: once });
  if (again.length === 1 && again[0]?.quantity !== 2)
    return odd(probing, 'The same line saved with quantity 2', again);
  if (again.length === 2) return [finding(probing, 'line_key', 'seen', 'insert')];
  if (again.length !== 1) return odd(probing, 'The same line saved with quantity 2', again);

  const other = await saveLine(probing, test, { quantity: 1, line: '2' }, { before: again });
  if (other.length === 1) return [finding(probing, 'line_key', 'seen', 'item')];
  if (other.length === 2) return [finding(probing, 'line_key', 'seen', 'item_line')];
  return odd(probing, 'The item saved with another Line', other);
}

/** No rule that we know of gives this. */
function odd(probing: Probing, what: string, lines: FoundLine[]): Finding[] {
  const rows = lines.map(({ quantity, line }) => `${quantity} (Line ${line ?? 'empty'})`).join(', ');
  return couldNotTell(probing, ['line_key'], `${what} gave the rows: ${rows || 'none'}.`);
}
