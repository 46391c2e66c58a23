// The story's end in print: what became of each order, what it cost in calls, and each check in words.

import { callsSpent } from '../judge/calls.ts';
import type { Check } from '../judge/check.ts';
import type { SalesOrder } from '../judge/evidence.ts';
import type { Ending } from './story.ts';

export function ordersTable({ wanted, evidence, checks }: Ending): string {
  const complaints = checks.flatMap((one) => one.wrong);
  const rows = wanted.map((one) => {
    const inShop = evidence.shopOrders.find(({ order }) => order.id === one.orderId);
    const there = evidence.salesOrders.get(one.number);
    const despatched = there?.despatches.length ?? 0;
    return [
      String(one.orderId),
      one.who,
      one.what,
      unitsInWords(one.units),
      inShop?.order.status ?? 'gone',
      salesOrderInWords(there),
      despatched === 0 ? '' : String(despatched),
      String(evidence.mails.filter((mail) => mail.order_id === one.orderId).length),
      complaints.some((complaint) => complaint.includes(String(one.orderId))) ? '✗' : '✓',
    ];
  });
  const heads = ['Order', 'Customer', 'What', 'To pick', 'Shop', 'Peoplevox', 'Parcels', 'Mails', 'Right'];
  return table(heads, rows);
}

const unitsInWords = (units: Record<string, number>) => {
  const lines = Object.values(units);
  const all = lines.reduce((sum, quantity) => sum + quantity, 0);
  return lines.length === 0 ? 'nothing' : `${all} of ${lines.length} SKU${lines.length === 1 ? '' : 's'}`;
};

function salesOrderInWords(there: SalesOrder | undefined): string {
  if (!there) return '–';
  const times = there.book.timesCreated === 1 ? '' : ` (created ${there.book.timesCreated} times!)`;
  const { now } = there;
  return now ? `${now.number} ${now.held ? 'held, ' : ''}${now.status}${times}` : `gone${times}`;
}

export function callsTable({ evidence }: Ending): string {
  const spent = callsSpent(evidence);
  const all = spent.reduce((sum, one) => sum + one.calls, 0);
  const rows = spent.map(({ what, calls, rows: sent }) => [
    String(calls),
    sent > 0 ? String(sent) : '',
    what,
  ]);
  return `${table(['Calls', 'Rows', 'of'], rows)}\n${all} calls in all.`;
}

export function checksInWords(checks: Check[]): string {
  return checks
    .flatMap(({ right, promise, wrong }) => [
      `${right ? '✓' : '✗'} ${promise}`,
      ...wrong.map((one) => `    ✗ ${one}`),
    ])
    .join('\n');
}

function table(heads: string[], rows: string[][]): string {
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(heads), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
}
