// Which of our columns a tenant's templates have, and under which caption. Read once per connection
// (peoplevox-api.md 3.1).

import type { Settings } from '../domain/settings.ts';
import type { Client } from './client.ts';
import { caption, mayBeSkipped, type Template, templateName } from './columns.ts';
import { normalised } from './csv.ts';
import type { Lane } from './lanes.ts';

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

  constructor(client: Client, settings: () => Settings) {
    this.#client = client;
    this.#settings = settings;
  }

  /** Throws as Client.getSaveTemplate. */
  async header(lane: Lane, template: Template): Promise<string[]> {
    const name = templateName(this.#settings().peoplevox, template);
    const known = this.#headers.get(name);
    if (known) return known;
    const header = await this.#client.getSaveTemplate(lane, template);
    this.#headers.set(name, header);
    return header;
  }

  forget(): void {
    this.#headers.clear();
  }
}
