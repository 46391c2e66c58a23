// Which of our columns a tenant's templates have, and under which caption. Read once per connection
// (peoplevox-api.md 3.1).

import { Refused } from '../domain/errors.ts';
import type { Settings } from '../domain/settings.ts';
import type { Client } from './client.ts';
import {
  caption,
  mayBeSkipped,
  salesOrderItems,
  salesOrders,
  type Template,
  templateName,
} from './columns.ts';
import { normalised } from './csv.ts';
import type { Lane } from './lanes.ts';
import { columnsWeWrite } from './writtenColumns.ts';

/** What is said to be missing of a template that is not set up at all. */
export const wholeTemplate = '(the whole template)';

/** The templates that orders are saved by. */
export const savedTemplates = [salesOrders, salesOrderItems] as const;

/** By the tenant's name of the template, and by our names of the columns. */
export interface LackingTemplate {
  template: string;
  columns: string[];
}

export interface MatchedColumns {
  /** our column to the tenant's caption */
  captions: Map<string, string>;
  /** lacking, and the save may go without */
  skipped: string[];
  /** lacking, and the save may not go without */
  missing: string[];
}

/** Finds our columns among the captions of a template. Pure. */
export function matchColumns(
  names: Settings['peoplevox'],
  template: Template,
  columns: Iterable<string>,
  header: readonly string[],
): MatchedColumns {
  const byName = new Map(header.map((one) => [normalised(one), one]));
  const matched: MatchedColumns = { captions: new Map(), skipped: [], missing: [] };
  for (const column of columns) {
    const found = byName.get(normalised(caption(names, template, column)));
    if (found !== undefined) matched.captions.set(column, found);
    else if (mayBeSkipped(names, template, column)) matched.skipped.push(column);
    else matched.missing.push(column);
  }
  return matched;
}

export class Templates {
  readonly #client: Client;
  readonly #settings: () => Settings;
  readonly #headers = new Map<string, string[]>();
  readonly #notSetUp = new Set<string>();

  constructor(client: Client, settings: () => Settings) {
    this.#client = client;
    this.#settings = settings;
  }

  /** Throws as Client.getSaveTemplate. */
  async header(lane: Lane, template: Template): Promise<string[]> {
    const name = templateName(this.#settings().peoplevox, template);
    const known = this.#headers.get(name);
    if (known) return known;
    try {
      const header = await this.#client.getSaveTemplate(lane, template);
      this.#headers.set(name, header);
      this.#notSetUp.delete(name);
      return header;
    } catch (thrown) {
      if (thrown instanceof Refused) this.#notSetUp.add(name);
      throw thrown;
    }
  }

  /**
   * Templates that, as last read, lack what no save may go without. Null where none is known to, and not each has been read.
   * Judged by the settings as they are now, so that a caption named there counts at once.
   */
  lacking(): LackingTemplate[] | null {
    const settings = this.#settings();
    let unread = false;
    const found = savedTemplates.flatMap((template): LackingTemplate[] => {
      const name = templateName(settings.peoplevox, template);
      if (this.#notSetUp.has(name)) return [{ template: name, columns: [wholeTemplate] }];
      const header = this.#headers.get(name);
      if (!header) {
        unread = true;
        return [];
      }
      const columns = columnsWeWrite(settings, template);
      const { missing } = matchColumns(settings.peoplevox, template, columns, header);
      return missing.length > 0 ? [{ template: name, columns: missing }] : [];
    });
    return found.length === 0 && unread ? null : found;
  }

  forget(): void {
    this.#headers.clear();
    this.#notSetUp.clear();
  }
}
