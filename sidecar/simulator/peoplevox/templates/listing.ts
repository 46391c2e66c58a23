import type { Cells } from '../columns.ts';
import { templateDates } from '../dates.ts';
import { statusIds } from '../orders/status.ts';
import { Refusal } from '../refusal.ts';
import { compileClause } from '../search/evaluate.ts';
import { parseClause } from '../search/parse.ts';
import type { Listing } from '../search/query.ts';
import { SearchClauseError } from '../search/tokens.ts';
import type { World } from '../world.ts';
import { type Template, tenantColumns } from './templates.ts';

/** A template to be read. `sitesFilter` is LINQ text on Site.Reference, empty for all. Throws a Refusal where it cannot be read. */
export function templateListing(world: World, template: Template, sitesFilter: string): Listing {
  const { toggles } = world;
  const statusAsId = (row: Cells): Cells =>
    toggles.templateStatus === 'id' && typeof row.Status === 'string'
      ? { ...row, Status: String(statusIds[row.Status] ?? row.Status) }
      : row;
  return {
    typeName: template.name,
    key: template.key[0] ?? '',
    columns: tenantColumns(template, toggles).map(({ column, caption }) => ({
      name: column.name,
      caption,
      type: column.type,
    })),
    rows: (keys) => template.rows(world, keys),
    shown: statusAsId,
    showDate: templateDates(toggles.timeZone),
    also: ofSites(world, template, sitesFilter),
  };
}

function ofSites(world: World, template: Template, sitesFilter: string): (row: Cells) => boolean {
  if (sitesFilter.trim() === '') return () => true;
  const { timeZone: zone, searchCase } = world.toggles;
  const field = (name: string) =>
    /^(site\.)?reference$/i.test(name)
      ? { type: 'text' as const, value: (row: Cells) => template.site(world, row) }
      : undefined;
  try {
    return compileClause(parseClause(sitesFilter), { field, zone, searchCase, typeName: 'Site' });
  } catch (thrown) {
    if (thrown instanceof SearchClauseError) throw new Refusal(`System : ${thrown.message}`);
    throw thrown;
  }
}
