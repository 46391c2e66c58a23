// The CSV inside the SOAP (peoplevox-api.md sections 3.1 and 8). Pure.

import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { NotTrusted } from '../domain/errors.ts';

/**
 * Captions differ in case, spaces and dots from report to report and tenant to tenant: `Salesorder number`,
 * `Sales order number`.
 */
export const normalised = (caption: string) => caption.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Naive importers split on line ends, so none goes into a cell. */
const oneLine = (value: string) => value.replace(/\r\n|[\r\n\t\u2028\u2029]/g, ' ');

/** A header line and rows, everything quoted. */
export const writeCsv = (captions: string[], rows: string[][]) =>
  stringify([captions, ...rows.map((row) => row.map(oneLine))], {
    quoted: true,
    quoted_empty: true,
    record_delimiter: '\n',
  });

/** A table as it came, whose columns are found by caption. */
export class Table {
  readonly captions: string[];
  readonly rows: string[][];
  readonly #what: string;
  readonly #places = new Map<string, number>();

  constructor(what: string, captions: string[], rows: string[][]) {
    this.#what = what;
    this.captions = captions;
    this.rows = rows;
    captions.forEach((caption, place) => {
      const key = normalised(caption);
      if (!this.#places.has(key)) this.#places.set(key, place); // a caption may stand there twice: the first counts
    });
  }

  /** Reads a column of a row; undefined where the table has no such column. */
  column(caption: string): ((row: string[]) => string) | undefined {
    const place = this.#places.get(normalised(caption));
    return place === undefined ? undefined : (row) => (row[place] ?? '').trim();
  }

  /** As column, but throws NotTrusted, naming it, where it is missing. */
  needed(caption: string): (row: string[]) => string {
    const read = this.column(caption);
    if (!read) throw new NotTrusted(`"${this.#what}" came without the column "${caption}".`);
    return read;
  }
}

/**
 * Reads a Detail. Line ends may be LF or CRLF, the last may be missing, an empty first line is skipped.
 * Throws NotTrusted.
 */
export function readCsv(what: string, text: string): Table {
  let records: string[][];
  try {
    records = parse(text, { bom: true, skip_empty_lines: true, record_delimiter: ['\r\n', '\n', '\r'] });
  } catch (cause) {
    throw new NotTrusted(`"${what}" came as CSV that cannot be read.`, { cause });
  }
  const [captions, ...rows] = records;
  return new Table(what, captions ?? [], rows);
}
