import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

export interface CsvStyle {
  csvLineEnd: 'LF' | 'CRLF';
  csvTrailingNewline: boolean;
  csvQuotes: 'all' | 'needed';
  csvEmptyFirstLine: boolean;
}

/** What was sent as CSV is none. */
export class CsvUnreadable extends Error {
  override readonly name = 'CsvUnreadable';
}

export interface CsvTable {
  header: string[];
  /** `line` is the line of the file, the header being in line 1 of it. */
  rows: { line: number; cells: string[] }[];
}

/** Reads a header and rows: RFC 4180, LF or CRLF, empty lines anywhere (peoplevox-api.md 8). Throws CsvUnreadable. */
export function readCsv(text: string): CsvTable {
  let records: string[][];
  try {
    records = parse(text, {
      bom: true,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch (thrown) {
    throw new CsvUnreadable(thrown instanceof Error ? thrown.message : 'CSV');
  }
  const [header, ...rows] = records;
  if (!header) throw new CsvUnreadable('The CSV has no header line.');
  return {
    header: header.map((name) => name.trim()),
    rows: rows.map((cells, index) => ({ line: index + 2, cells })),
  };
}

/** Writes a header and rows in the style of the tenant. An empty result is the header alone. */
export function writeCsv(header: string[], rows: string[][], style: CsvStyle): string {
  const lineEnd = style.csvLineEnd === 'CRLF' ? '\r\n' : '\n';
  const quoted = style.csvQuotes === 'all';
  const headerLine = stringify([header], { record_delimiter: lineEnd });
  const body = stringify(rows, { record_delimiter: lineEnd, quoted, quoted_empty: quoted });
  const whole = (style.csvEmptyFirstLine ? lineEnd : '') + headerLine + body;
  return style.csvTrailingNewline ? whole : whole.slice(0, -lineEnd.length);
}

/** The same text cut in the middle of its last row. */
export function truncatedCsv(csv: string): string {
  const text = csv.trimEnd();
  const lastRow = text.lastIndexOf('\n') + 1;
  return text.slice(0, lastRow + Math.ceil((text.length - lastRow) / 2));
}
