// What a benchmark found, for people as a table and for programs as keys.

export interface Figure {
  what: string;
  /** rounded as it is told, so that the table, the keys and the verdict are the same number */
  value: number;
  unit?: string;
  /** the key in the JSON file; absent: in the table only */
  key?: string;
  /** to be reached: so much at least, or at most */
  target?: { atLeast: number } | { atMost: number };
}

export interface Report {
  title: string;
  figures: Figure[];
  /** what the figures mean, and what was done */
  notes: string[];
  /** what is not as promised */
  faults: string[];
}

export const rounded = (value: number, digits = 2) => Number(value.toFixed(digits));

const reached = ({ value, target }: Figure) =>
  target === undefined || ('atLeast' in target ? value >= target.atLeast : value <= target.atMost);

/** Every target reached, and nothing is otherwise than promised. */
export const isGood = ({ figures, faults }: Report) => faults.length === 0 && figures.every(reached);

export const keysOf = ({ figures }: Report): Record<string, number> =>
  Object.fromEntries(figures.flatMap(({ key, value }) => (key === undefined ? [] : [[key, value]])));

const mostFaults = 20;

export function tableOf(report: Report): string {
  const rows = report.figures.map((figure) => {
    const { what, value, unit = '', target } = figure;
    const bound = target && ('atLeast' in target ? `${target.atLeast} or more` : `${target.atMost} or less`);
    const verdict = target ? (reached(figure) ? 'reached' : 'MISSED') : '';
    return [what, `${value}${unit === '' ? '' : ` ${unit}`}`, bound ?? '', verdict];
  });
  const head = ['', 'found', 'target', ''];
  const widths = head.map((_, place) => Math.max(...[head, ...rows].map((row) => row[place]?.length ?? 0)));
  const line = (row: string[]) =>
    `  ${row.map((cell, place) => cell.padEnd(widths[place] ?? 0)).join('   ')}`.trimEnd();
  const { faults } = report;
  return [
    report.title,
    ...[head, ...rows].map(line),
    ...report.notes.map((note) => `  ${note}`),
    ...(faults.length === 0 ? ['  Judged by the books: all is as promised.'] : []),
    ...faults.slice(0, mostFaults).map((fault) => `  WRONG: ${fault}`),
    ...(faults.length > mostFaults ? [`  … and ${faults.length - mostFaults} more that are wrong.`] : []),
    '',
  ].join('\n');
}
