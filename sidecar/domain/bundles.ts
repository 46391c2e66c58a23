// Which lines of a bundle are picked, so that what has to be picked is picked once (docs/decisions/0008).

import type { OrderLine } from './order.ts';
import type { Settings } from './settings.ts';

type How = Settings['orders']['bundles'];

/** The lines that have something to be picked, each as often as its quantity says. */
export function pickedLines(lines: OrderLine[], how: How): OrderLine[] {
  return lines.filter((line) => isPicked(line, lines, how));
}

function isPicked(line: OrderLine, lines: OrderLine[], how: How): boolean {
  const contents = contentsOf(line, lines);
  switch (how) {
    case 'both':
      return line.needsShipping;
    case 'bundle':
      // A shop that ships the contents one by one calls the bundle itself virtual; Peoplevox's kit stands for them all the same.
      return bundlesAround(line, lines).length === 0 && [line, ...contents].some((one) => one.needsShipping);
    case 'contents':
      return line.needsShipping && !contents.some((one) => one.needsShipping);
    case 'as_shipped':
      return line.needsShipping && !isInside(line, lines);
    default:
      return how satisfies never;
  }
}

/** Packed in a bundle that ships as one: the bundle's own line is the one to pick. */
function isInside(line: OrderLine, lines: OrderLine[]): boolean {
  let inner = line;
  for (const bundle of bundlesAround(line, lines)) {
    if (inner.partOf?.shipsAlone === true) return false;
    if (bundle.needsShipping) return true;
    inner = bundle;
  }
  return false;
}

/** The bundle of a line, the bundle of that one, and so on. Ends where an order's data goes round in a circle. */
function bundlesAround(line: OrderLine, lines: OrderLine[]): OrderLine[] {
  const around: OrderLine[] = [];
  let inner: OrderLine | undefined = line;
  while (inner?.partOf) {
    const { itemId }: { itemId: number } = inner.partOf;
    inner = lines.find((one) => one.itemId === itemId);
    if (!inner || inner === line || around.includes(inner)) break;
    around.push(inner);
  }
  return around;
}

const contentsOf = (bundle: OrderLine, lines: OrderLine[]) =>
  lines.filter((line) => line !== bundle && bundlesAround(line, lines).includes(bundle));
