// Under which captions rows are saved, or why they cannot be.

import { LeaseLost, LoginRefused, Stopping, SyncError } from '../domain/errors.ts';
import type { Settings } from '../domain/settings.ts';
import type { Template } from './columns.ts';
import type { Log } from './deps.ts';
import type { Lane } from './lanes.ts';
import { matchColumns, type Templates } from './templates.ts';

export type SaveColumns =
  /**
   * our column to the tenant's caption; columns that the template lacks and a save may go without are left
   * out
   */
  { kind: 'captions'; captions: Map<string, string> } | { kind: 'cannot'; words: string };

/** Failures that concern every journey, so they are thrown rather than told of each order. */
export const turnsAllAway = (thrown: SyncError) =>
  thrown instanceof LoginRefused || thrown instanceof LeaseLost || thrown instanceof Stopping;

const firstTwice = (texts: string[]) => texts.find((text, place) => texts.indexOf(text) !== place);

const cannot = (words: string): SaveColumns => ({ kind: 'cannot', words });

/** Asks each template once; each column left out is logged once. */
export class ColumnFinder {
  readonly #deps: { templates: Templates; settings: () => Settings; log: Log };
  readonly #warned = new Set<string>();

  constructor(deps: { templates: Templates; settings: () => Settings; log: Log }) {
    this.#deps = deps;
  }

  /** Throws LoginRefused, LeaseLost and Stopping; any other failure to read the template is a reason not to save. */
  async find(lane: Lane, template: Template, columns: string[]): Promise<SaveColumns> {
    let header: string[];
    try {
      header = await this.#deps.templates.header(lane, template);
    } catch (thrown) {
      if (!(thrown instanceof SyncError) || turnsAllAway(thrown)) throw thrown;
      return cannot(thrown.message);
    }
    const matched = matchColumns(this.#deps.settings().peoplevox, template, columns, header);
    if (matched.missing.length > 0) {
      return cannot(`The template "${template}" in Peoplevox lacks: ${matched.missing.join(', ')}.`);
    }
    const twice = firstTwice(columns) ?? firstTwice([...matched.captions.values()]);
    if (twice !== undefined) {
      return cannot(
        `Settings put two things into the column "${twice}" of "${template}"; give each its own.`,
      );
    }
    this.#warn(template, matched.skipped);
    return { kind: 'captions', captions: matched.captions };
  }

  #warn(template: Template, skipped: string[]): void {
    for (const column of skipped) {
      if (this.#warned.has(`${template}.${column}`)) continue;
      this.#warned.add(`${template}.${column}`);
      this.#deps.log.warn({ template, column }, 'the template lacks this column, which is left out');
    }
  }
}
