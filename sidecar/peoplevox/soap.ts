// SOAP as Peoplevox speaks it: an envelope out, an IntegrationResponse in (peoplevox-api.md sections 1 and
// 2). Pure.

import { XMLBuilder, XMLParser } from 'fast-xml-parser';

const namespace = 'http://www.peoplevox.net/';
/** Of the SOAPAction header of an operation. */
export const soapAction = (operation: string) => `"${namespace}${operation}"`;

export interface SessionCredentials {
  userId: number;
  clientId: string;
  sessionId: string;
}

/** The parameters of an operation in the order of the WSDL; text, numbers, or elements in elements. */
export interface Parameters {
  [element: string]: string | number | Parameters;
}

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressEmptyNode: false,
});

// An unpaired surrogate has no UTF-8, and XML 1.0 forbids most control characters even as references.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const illegalInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
const withoutIllegal = (text: string) => text.replace(illegalInXml, '');

const cleaned = (parameters: Parameters): Parameters =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'string' ? withoutIllegal(value) : typeof value === 'object' ? cleaned(value) : value,
    ]),
  );

/** The whole request. Without a session (Authenticate) it has no header. */
export function envelope(
  operation: string,
  parameters: Parameters,
  session: SessionCredentials | null,
): string {
  const header = session && {
    'soap:Header': {
      UserSessionCredentials: {
        '@xmlns': namespace,
        UserId: session.userId,
        ClientId: session.clientId,
        SessionId: session.sessionId,
      },
    },
  };
  const body = { [operation]: { '@xmlns': namespace, ...cleaned(parameters) } };
  const tree = { '@xmlns:soap': 'http://schemas.xmlsoap.org/soap/envelope/', ...header, 'soap:Body': body };
  return `<?xml version="1.0" encoding="utf-8"?>${builder.build({ 'soap:Envelope': tree })}`;
}

/** What every operation answers (peoplevox-api.md 2.0). */
export interface IntegrationResponse {
  /** 0 is yes, anything else is no */
  responseId: number;
  /** null where the answer has none */
  totalCount: number | null;
  detail: string;
  statuses: { reference: string; ok: boolean }[];
  /** something was put in a queue: it is not done yet */
  queued: boolean;
}

export type ReadAnswer =
  | { kind: 'answer'; answer: IntegrationResponse }
  | { kind: 'fault'; words: string }
  | { kind: 'unreadable'; words: string };

// Values stay text, and white space stays: Detail is CSV. Numeric references need htmlEntities.
const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  processEntities: { enabled: true, maxExpandedLength: Number.POSITIVE_INFINITY },
});

type Node = Record<string, unknown>;
const nodeOf = (value: unknown): Node => (typeof value === 'object' && value !== null ? (value as Node) : {});
const child = (parent: unknown, name: string): unknown => nodeOf(parent)[name];
/** The text of an element that may be absent, empty, self-closed or carry attributes. */
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'object' ? String(nodeOf(value)['#text'] ?? '') : '';
/** One element is an object, several are an array, none is absent or empty text. */
const listOf = (value: unknown): unknown[] =>
  value === undefined || typeof value === 'string' ? [] : Array.isArray(value) ? value : [value];

function wholeNumber(text: string): number | null {
  return /^\s*-?\d{1,12}\s*$/.test(text) ? Number(text) : null;
}

function faultWords(fault: unknown): string {
  const soap11 = textOf(child(fault, 'faultstring'));
  const soap12 = textOf(child(child(fault, 'Reason'), 'Text'));
  return (soap11 || soap12).trim() || 'Peoplevox answered with a SOAP fault.';
}

/** Reads an answer. Never throws: what cannot be read says why. */
export function readAnswer(operation: string, xml: string): ReadAnswer {
  if (/^\s*(<!doctype html|<html)/i.test(xml)) {
    return { kind: 'unreadable', words: 'Peoplevox answered with a web page.' };
  }
  let body: unknown;
  try {
    body = child(child(parser.parse(xml, true), 'Envelope'), 'Body');
  } catch {
    return { kind: 'unreadable', words: 'Peoplevox answered with something that is no XML.' };
  }
  const fault = child(body, 'Fault');
  if (fault !== undefined) return { kind: 'fault', words: faultWords(fault) };
  const result = child(child(body, `${operation}Response`), `${operation}Result`);
  const responseId = wholeNumber(textOf(child(result, 'ResponseId')));
  if (responseId === null) return { kind: 'unreadable', words: 'Peoplevox answered without a ResponseId.' };
  const statuses = listOf(child(child(result, 'Statuses'), 'IntegrationStatusResponse')).map((status) => ({
    reference: textOf(child(status, 'Reference')).trim(),
    ok: textOf(child(status, 'Status')).trim().toLowerCase() === 'success',
  }));
  const queue = textOf(child(result, 'ImportingQueueId')).trim();
  return {
    kind: 'answer',
    answer: {
      responseId,
      totalCount: wholeNumber(textOf(child(result, 'TotalCount'))),
      detail: textOf(child(result, 'Detail')),
      statuses,
      queued: queue !== '' && queue !== '0',
    },
  };
}
