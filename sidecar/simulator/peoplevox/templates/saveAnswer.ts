import type { Answer } from '../operations.ts';
import type { Toggles } from '../toggles.ts';
import type { RowStatus } from '../wire/soap.ts';
import { rowKey, type Save, type SavedRow } from './save.ts';

/**
 * What SaveData answers: -1 with a count is a save of which only a part went in (peoplevox-api.md 2.5). Without `saved` it has not been
 * applied yet and all is said to be well.
 */
export function saveAnswer(
  save: Save,
  saved: SavedRow[] | undefined,
  importingQueueId: number,
  toggles: Toggles,
): Answer {
  const rows = saved ?? save.rows.map((row) => ({ row, key: rowKey(save.template, row), result: undefined }));
  const reasons = rows.flatMap(({ row, result }) =>
    result?.outcome === 'refused' ? [{ line: row.line, reason: result.reason }] : [],
  );
  const bad = reasons.length > 0;
  const statuses = rows.map(({ row, key, result }) => ({
    reference: reference(save, row.texts, key, toggles),
    ok: result?.outcome !== 'refused',
  }));
  return {
    response: {
      responseId: bad ? -1 : 0,
      totalCount: rows.length - reasons.length,
      detail: detail(reasons, toggles),
      statuses: listed(save, statuses, bad, toggles),
      importingQueueId,
    },
    rows: rows.length,
  };
}

function reference(save: Save, texts: Record<string, string>, key: string, toggles: Toggles): string {
  if (save.template.name !== 'Sales order items') return key;
  const columns = { 'order number': 'SalesOrderNumber', 'item code': 'ItemCode', line: 'Line' };
  return texts[columns[toggles.childReference]] ?? '';
}

function detail(reasons: { line: number; reason: string }[], toggles: Toggles): string {
  if (toggles.errorDetail === 'nothing') return '';
  return reasons
    .map(({ line, reason }) => (toggles.errorDetail === 'reason' ? reason : `Line ${line} : ${reason}`))
    .join('\n');
}

function listed(save: Save, statuses: RowStatus[], bad: boolean, toggles: Toggles): RowStatus[] {
  switch (toggles.statuses) {
    case 'none':
      return [];
    case 'none on error':
      return bad ? [] : perKey(save, statuses, toggles);
    case 'good rows':
      return perKey(save, statuses, toggles).filter(({ ok }) => ok);
    case 'every row':
      return perKey(save, statuses, toggles);
    default:
      return toggles.statuses satisfies never;
  }
}

function perKey(save: Save, statuses: RowStatus[], toggles: Toggles): RowStatus[] {
  if (save.template.name !== 'Sales order items' || toggles.childStatuses === 'per row') return statuses;
  const together = new Map<string, boolean>();
  for (const { reference: key, ok } of statuses) together.set(key, ok && together.get(key) !== false);
  return [...together].map(([key, ok]) => ({ reference: key, ok }));
}
