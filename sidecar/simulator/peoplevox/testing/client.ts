import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { Peoplevox } from '../peoplevox.ts';
import { child, parseXml, type XmlElement } from '../wire/xml.ts';

const soapNamespace = 'http://schemas.xmlsoap.org/soap/envelope/';

/** An answer as it came over the wire, read. */
export interface Answered {
  responseId: number;
  totalCount: number;
  detail: string;
  statuses: { reference: string; status: string }[];
  importingQueueId: number | undefined;
  /** Names of the result's elements, in order. */
  elements: string[];
  raw: string;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const element = (name: string, text: string | number) => `<${name}>${escaped(String(text))}</${name}>`;

/** The rows of a CSV by caption. */
export const csvRows = (csv: string): Record<string, string>[] =>
  parse(csv, { columns: true, skip_empty_lines: true, record_delimiter: ['\r\n', '\n'] });

export const csvOf = (rows: Record<string, string | number>[]): string => stringify(rows, { header: true });

const numberIn = (of: XmlElement, name: string) => Number(child(of, name)?.text);

function answered(raw: string, operation: string): Answered {
  const body = child(parseXml(raw), 'Body', soapNamespace);
  const result = body?.children[0]?.children[0];
  if (result?.name !== `${operation}Result`) throw new Error(`No answer: ${raw.slice(0, 300)}`);
  const queue = child(result, 'ImportingQueueId');
  return {
    responseId: numberIn(result, 'ResponseId'),
    totalCount: numberIn(result, 'TotalCount'),
    detail: child(result, 'Detail')?.text ?? '',
    statuses: (child(result, 'Statuses')?.children ?? []).map((one) => ({
      reference: child(one, 'Reference')?.text ?? '',
      status: child(one, 'Status')?.text ?? '',
    })),
    importingQueueId: queue && Number(queue.text),
    elements: result.children.map(({ name }) => name),
    raw,
  };
}

interface Reading {
  search?: string;
  orderBy?: string;
  columns?: string;
  page?: number;
  perPage?: number;
}

/** A client that does what it is told and nothing else: no waiting, no second try. */
export function testClient(peoplevox: Peoplevox) {
  let session = '';

  async function post(operation: string, inner: string, header = ''): Promise<Response> {
    const body =
      `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${soapNamespace}">${header}` +
      `<soap:Body><${operation} xmlns="http://www.peoplevox.net/">${inner}</${operation}></soap:Body></soap:Envelope>`;
    const soapAction = `"http://www.peoplevox.net/${operation}"`;
    const headers = { 'content-type': 'text/xml; charset=utf-8', soapaction: soapAction };
    return fetch(peoplevox.url, { method: 'POST', headers, body });
  }

  const sessionHeader = () =>
    '<soap:Header><UserSessionCredentials xmlns="http://www.peoplevox.net/"><UserId>0</UserId>' +
    `<ClientId>demo1234</ClientId><SessionId>${session}</SessionId></UserSessionCredentials></soap:Header>`;

  const raw = (operation: string, inner: string) => post(operation, inner, sessionHeader());

  async function call(operation: string, inner: string): Promise<Answered> {
    const response = await raw(operation, inner);
    return answered(await response.text(), operation);
  }

  async function logIn(password = Buffer.from('s3cret').toString('base64')): Promise<Answered> {
    const inner =
      element('clientId', 'demo1234') + element('username', 'woo.connector') + element('password', password);
    const answer = answered(await (await post('Authenticate', inner)).text(), 'Authenticate');
    if (answer.responseId === 0) session = answer.detail.split(',')[1] ?? '';
    return answer;
  }

  const reading = ({ search = '', orderBy, columns, page = 1, perPage = 0 }: Reading) =>
    element('PageNo', page) +
    element('ItemsPerPage', perPage) +
    element('SearchClause', search) +
    (orderBy === undefined ? '' : element('OrderBy', orderBy)) +
    (columns === undefined ? '' : element('Columns', columns));

  const getRequest = (template: string, asked: Reading = {}) =>
    `<getRequest>${element('TemplateName', template)}${reading(asked)}</getRequest>`;
  const reportRequest = (name: string, asked: Reading = {}) =>
    `<getReportRequest>${element('TemplateName', name)}${reading(asked)}</getReportRequest>`;
  const saveRequest = (template: string, csv: string, action = 0) =>
    `<saveRequest>${element('TemplateName', template)}${element('CsvData', csv)}${element('Action', action)}</saveRequest>`;

  return {
    raw,
    call,
    logIn,
    getRequest,
    saveRequest,
    report: (name: string, asked?: Reading) => call('GetReportData', reportRequest(name, asked)),
    rawReport: (name: string, asked?: Reading) => raw('GetReportData', reportRequest(name, asked)),
    get: (template: string, search?: string) =>
      call('GetData', getRequest(template, search === undefined ? {} : { search })),
    saveCsv: (template: string, csv: string, action = 0) =>
      call('SaveData', saveRequest(template, csv, action)),
    save: (template: string, rows: Record<string, string | number>[], action = 0) =>
      call('SaveData', saveRequest(template, csvOf(rows), action)),
    useSession: (id: string) => {
      session = id;
    },
  };
}

export type TestClient = ReturnType<typeof testClient>;
