import type { CallEntry } from './books.ts';
import type { FaultSubject } from './faults.ts';
import type { Toggles } from './toggles.ts';
import { CsvUnreadable, readCsv } from './wire/csv.ts';
import { type SoapCall, textOf } from './wire/soap.ts';

type Booked = Pick<CallEntry, 'operation' | 'template' | 'action' | 'rowsSent' | 'orders' | 'searchClause'>;

/** What the books say of a call, and what faults are matched against. */
export interface Described {
  booked: Booked;
  subject: FaultSubject;
}

/** Without a call it was none that could be read. */
export function describeCall(call: SoapCall | undefined, toggles: Toggles): Described {
  const requestElement = call?.parameters.children.find(({ name }) => /request$/i.test(name));
  const from = (name: string) => [requestElement, call?.parameters].map((of) => of && textOf(of, name));
  const text = (name: string) => from(name).find((one) => one !== undefined) ?? '';
  const template = text('TemplateName') || text('templateName') || text('eventType');
  const searchClause = text('SearchClause');
  const sent = sentRows(text('CsvData'));
  const ofColumn = (name: string) => column(sent, captionOf(template, name, toggles));
  const orders = ofColumn('SalesOrderNumber');
  const items = ofColumn('ItemCode');
  const operation = call?.operation ?? '';
  const action = operation === 'SaveData' ? Number(text('Action').trim() || 0) : null;
  return {
    booked: { operation, template, action, rowsSent: sent.rows.length, orders, searchClause },
    subject: {
      operation,
      template,
      action,
      names: (what, value) =>
        (what === 'order' ? orders : items).includes(value) || searchClause.includes(`"${value}"`),
    },
  };
}

function sentRows(csv: string): { header: string[]; rows: { cells: string[] }[] } {
  try {
    return csv === '' ? { header: [], rows: [] } : readCsv(csv);
  } catch (thrown) {
    // The operation will say what is wrong with it.
    if (thrown instanceof CsvUnreadable) return { header: [], rows: [] };
    throw thrown;
  }
}

function captionOf(template: string, name: string, toggles: Toggles): string {
  const renamed = Object.entries(toggles.captions).find(
    ([one]) => one.toLowerCase() === template.toLowerCase(),
  );
  return renamed?.[1][name] ?? name;
}

function column({ header, rows }: ReturnType<typeof sentRows>, caption: string): string[] {
  const index = header.findIndex((name) => name.toLowerCase() === caption.toLowerCase());
  if (index < 0) return [];
  return [...new Set(rows.map(({ cells }) => cells[index] ?? ''))];
}
