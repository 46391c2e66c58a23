import type { Fault } from './faults.ts';
import { Refusal } from './refusal.ts';
import { reportCaptions, reportClause, type reportListings, reportNamed } from './reports/reports.ts';
import { parseClause } from './search/parse.ts';
import { answerQuery, type Listing, type Query } from './search/query.ts';
import { SearchClauseError } from './search/tokens.ts';
import { type EventType, eventTypes } from './subscription.ts';
import { templateListing } from './templates/listing.ts';
import { applySave, readSave } from './templates/save.ts';
import { saveAnswer } from './templates/saveAnswer.ts';
import { templateNamed, tenantColumns } from './templates/templates.ts';
import type { Tenant } from './tenant.ts';
import { truncatedCsv, writeCsv } from './wire/csv.ts';
import { booleanOf, type IntegrationResponse, numberOf, SoapFault, textOf } from './wire/soap.ts';
import { child, type XmlElement } from './wire/xml.ts';

export interface Working {
  tenant: Tenant;
  listingOf: ReturnType<typeof reportListings>;
  /** seq of the call in the books. */
  call: number;
  /** Faults that strike this call. */
  faults: Fault[];
}

/** What an operation answers, and how many rows it had to do with. */
export interface Answer {
  response: IntegrationResponse;
  rows: number;
}

type Operation = (parameters: XmlElement, working: Working) => Answer;

const ok = (detail: string, totalCount: number, rows = 0): Answer => ({
  response: { responseId: 0, totalCount, detail, statuses: [], importingQueueId: 0 },
  rows,
});

const required = (of: XmlElement, name: string): XmlElement => {
  const found = child(of, name);
  // ASP.NET hands the method a null where the element is missing, and the method trips over it.
  if (!found) throw new SoapFault('Object reference not set to an instance of an object.');
  return found;
};

const authenticate: Operation = (parameters, { tenant }) => {
  const text = (name: string) => textOf(parameters, name) ?? '';
  return ok(tenant.sessions.logIn(text('clientId'), text('username'), text('password')), 1);
};

const query = (request: XmlElement): Query => ({
  search: textOf(request, 'SearchClause') ?? '',
  orderBy: textOf(request, 'OrderBy') ?? '',
  columns: textOf(request, 'Columns') ?? '',
  page: numberOf(request, 'PageNo', 1),
  perPage: numberOf(request, 'ItemsPerPage', 0),
});

/** A page as CSV, after the faults that spoil reads. */
function pageAnswer(listing: Listing, asked: Query, { tenant, faults }: Working): Answer {
  const page = answerQuery(listing, asked, tenant.toggles);
  const struck = (kind: Fault['kind']) => faults.find((fault) => fault.kind === kind);
  if (struck('empty answer')) return ok(writeCsv(page.header, [], tenant.toggles), 0);
  const missing = struck('short answer') ? (struck('short answer')?.rows ?? 1) : 0;
  const rows = missing > 0 ? page.rows.slice(0, -missing) : page.rows;
  const csv = writeCsv(page.header, rows, tenant.toggles);
  const total = page.total - (page.rows.length - rows.length);
  return ok(struck('truncated CSV') ? truncatedCsv(csv) : csv, total, rows.length);
}

const getData: Operation = (parameters, working) => {
  const { world, toggles } = working.tenant;
  const request = required(parameters, 'getRequest');
  const template = templateNamed(textOf(request, 'TemplateName') ?? '', toggles);
  // GetDataWithSitesFilters: whether the field is in the request or beside it is unknown (peoplevox-api.md 2.6).
  const sitesFilter = textOf(request, 'sitesFilter') ?? textOf(parameters, 'sitesFilter') ?? '';
  return pageAnswer(
    templateListing(world, template, sitesFilter),
    { ...query(request), orderBy: '', columns: '' },
    working,
  );
};

const getReportData: Operation = (parameters, working) => {
  const request = required(parameters, 'getReportRequest');
  const report = reportNamed(textOf(request, 'TemplateName') ?? '', working.tenant.toggles);
  // FilterClause does nothing: nobody has seen it work (peoplevox-api.md 4.1).
  const asked = query(request);
  const search = reportClause(report, asked.search, working.tenant.toggles);
  return pageAnswer(working.listingOf(report), { ...asked, search }, working);
};

const getReportColumns: Operation = (parameters, { tenant }) => {
  const report = reportNamed(textOf(parameters, 'templateName') ?? '', tenant.toggles);
  const names = reportCaptions(report, tenant.toggles).map(({ caption }) => caption);
  return ok(writeCsv(names, [], tenant.toggles), names.length);
};

const getSaveTemplate: Operation = (parameters, { tenant }) => {
  const template = templateNamed(textOf(parameters, 'templateName') ?? '', tenant.toggles);
  const names = tenantColumns(template, tenant.toggles).map(({ caption }) => caption);
  return ok(names.join(','), names.length);
};

const saveData: Operation = (parameters, { tenant, call, faults }) => {
  const { world, toggles, commits, settle } = tenant;
  const request = required(parameters, 'saveRequest');
  const template = templateNamed(textOf(request, 'TemplateName') ?? '', toggles);
  const action = numberOf(request, 'Action', 0);
  if (![0, 1, 2].includes(action)) throw new SoapFault('Instance validation error: Action is not valid.');
  const save = readSave(world, template, textOf(request, 'CsvData') ?? '', action, { by: 'api', call });

  const late = faults.find(({ kind }) => kind === 'late commit' || kind === 'queued commit');
  const queued = late ? late.kind === 'queued commit' : toggles.commit === 'queued';
  if (late || toggles.commit !== 'prompt') {
    const id = commits.add(save, late ? (late.ms ?? null) : toggles.commitDelayMs);
    return saveAnswer(save, undefined, queued ? id : 0, toggles);
  }
  return saveAnswer(save, applySave(save, { world, faults: tenant.faults, settle }), 0, toggles);
};

function checkedFilter(text: string): string {
  try {
    if (text.trim() !== '') parseClause(text);
    return text;
  } catch (thrown) {
    if (thrown instanceof SearchClauseError) throw new Refusal(`System : ${thrown.message}`);
    throw thrown;
  }
}

const subscribe =
  (method: 'GET' | 'POST'): Operation =>
  (parameters, { tenant }) => {
    const type = textOf(parameters, 'eventType') ?? '';
    if (!eventTypes.includes(type as EventType)) {
      throw new SoapFault(`Instance validation error: '${type}' is not a valid value for EventType.`);
    }
    const url = textOf(parameters, method === 'GET' ? 'callbackUrl' : 'postUrl') ?? '';
    if (!/^https?:\/\//i.test(url)) throw new Refusal('System : Invalid callback URL');
    const id = tenant.events.subscribe({
      eventType: type as EventType,
      method,
      url,
      postParams: textOf(parameters, 'postParams') ?? '',
      filter: checkedFilter(textOf(parameters, 'filter') ?? ''),
      sitesFilter: checkedFilter(textOf(parameters, 'sitesFilter') ?? ''),
      encode: booleanOf(parameters, 'encodeParameterData'),
    });
    return ok(String(id), 1);
  };

const unsubscribe: Operation = (parameters, { tenant }) =>
  ok(tenant.events.unsubscribe(numberOf(parameters, 'subscriptionId', 0)) ? 'True' : 'False', 1);

/** peoplevox-api.md 2. All but Authenticate need a session. */
export const operations: Record<string, Operation> = {
  Authenticate: authenticate,
  GetData: getData,
  GetDataWithSitesFilters: getData,
  GetReportData: getReportData,
  GetReportColumns: getReportColumns,
  GetSaveTemplate: getSaveTemplate,
  SaveData: saveData,
  SubscribeEvent: subscribe('GET'),
  SubscribeEventWithSitesFilters: subscribe('GET'),
  SubscribePostEvent: subscribe('POST'),
  UnsubscribeEvent: unsubscribe,
};
