import type { Cells } from '../columns.ts';
import { reportDates } from '../dates.ts';
import { Refusal } from '../refusal.ts';
import type { Listing } from '../search/query.ts';
import type { Toggles } from '../toggles.ts';
import { despatchReports } from './despatchReports.ts';
import { orderReports } from './orderReports.ts';
import type { Replica } from './replica.ts';
import type { Report } from './report.ts';
import { returnReports } from './returnReports.ts';
import { stockReports } from './stockReports.ts';

const reports: Report[] = [...stockReports, ...despatchReports, ...orderReports, ...returnReports];

/** The report that has this name on this tenant, in any case. Throws a Refusal where there is none. */
export function reportNamed(name: string, toggles: Toggles): Report {
  const report = reports.find((one) => {
    const own = toggles.reportNames[one.name] ?? one.name;
    return own.toLowerCase() === name.trim().toLowerCase();
  });
  if (!report || toggles.missingReports.includes(report.name)) {
    throw new Refusal(`System : Report '${name}' not found`);
  }
  return report;
}

/** The clause as this report takes it. Throws a Refusal where it compares what cannot be compared. */
export function reportClause(report: Report, clause: string, toggles: Toggles): string {
  const caption = toggles.reportCaptions[report.name]?.Timestamp ?? 'Timestamp';
  if (report.name !== 'Incremental Changes Report v1' || !clause.includes(`[${caption}]`)) return clause;
  switch (toggles.timestampSearch) {
    case 'date or text':
      return clause;
    case 'ignored':
      return '';
    case 'text':
      if (!clause.includes('DateTime(')) return clause;
      throw new Refusal("System : Operator '>=' incompatible with operand types 'String' and 'DateTime'");
    case 'refused':
      throw new Refusal(`System : No property or field '${caption}' exists`);
    default:
      return toggles.timestampSearch satisfies never;
  }
}

/** The column captions of this tenant. */
export function reportCaptions(report: Report, toggles: Toggles): { name: string; caption: string }[] {
  const renamed = toggles.reportCaptions[report.name] ?? {};
  return Object.keys(report.columns).map((name) => ({ name, caption: renamed[name] ?? name }));
}

/** Reports to be read; rows are made anew only when the warehouse (or a toggle) has changed. */
export function reportListings(replica: Replica, toggles: Toggles): (report: Report) => Listing {
  const made = new Map<string, { stamp: string; rows: Cells[] }>();
  return (report) => ({
    typeName: report.name,
    key: '',
    columns: reportCaptions(report, toggles).map(({ name, caption }) => ({
      name,
      caption,
      type: report.columns[name] ?? 'text',
    })),
    rows() {
      const copy = replica.read();
      const { soldOut, negativeAvailable, parcels, timeZone, changeRows, reconciliationShows } = toggles;
      const stamp = JSON.stringify([
        replica.version,
        soldOut,
        negativeAvailable,
        parcels,
        timeZone,
        changeRows,
        reconciliationShows,
      ]);
      const before = made.get(report.name);
      if (before?.stamp === stamp) return before.rows;
      const rows = report.rows(copy, toggles);
      made.set(report.name, { stamp, rows });
      return rows;
    },
    showDate: reportDates(toggles),
  });
}
