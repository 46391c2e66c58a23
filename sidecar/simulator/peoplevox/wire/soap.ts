import { XMLBuilder } from 'fast-xml-parser';
import { child, parseXml, type XmlElement, XmlError } from './xml.ts';

const pvxNamespace = 'http://www.peoplevox.net/';

const envelopes = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
} as const;
export type SoapVersion = keyof typeof envelopes;

/** One call as it came in. */
export interface SoapCall {
  version: SoapVersion;
  operation: string;
  /** The operation's element. */
  parameters: XmlElement;
  /** SessionId of the UserSessionCredentials header; empty without one. Nothing else in it is looked at (peoplevox-api.md 1.3). */
  sessionId: string;
}

/** Answered as HTTP 500 with a soap:Fault. */
export class SoapFault extends Error {
  override readonly name = 'SoapFault';
}

/**
 * Reads a request. `action` is the SOAPAction header (1.1), quoted or not. Throws SoapFault where ASP.NET would answer one:
 * no XML, no envelope, an action that is not the body's.
 */
export function readSoapCall(body: string, action: string | undefined): SoapCall {
  const envelope = parsed(body);
  const version = envelope.namespace === envelopes['1.2'] ? '1.2' : '1.1';
  if (envelope.name !== 'Envelope' || envelope.namespace !== envelopes[version]) {
    throw new SoapFault('Possible SOAP version mismatch: Envelope namespace was unexpected.');
  }
  const parameters = child(envelope, 'Body')?.children[0];
  if (!parameters) throw new SoapFault('Unable to handle request without a valid action parameter.');
  if (version === '1.1') {
    const named = (action ?? '').replace(/^"(.*)"$/, '$1');
    if (named !== pvxNamespace + parameters.name || parameters.namespace !== pvxNamespace) {
      throw new SoapFault(`Server did not recognize the value of HTTP Header SOAPAction: ${named}.`);
    }
  }
  const credentials = child(envelope, 'Header')?.children.find(
    (one) => one.name === 'UserSessionCredentials' && one.namespace === pvxNamespace,
  );
  const sessionId = credentials ? (child(credentials, 'SessionId')?.text.trim() ?? '') : '';
  return { version, operation: parameters.name, parameters, sessionId };
}

function parsed(body: string): XmlElement {
  try {
    return parseXml(body);
  } catch (thrown) {
    if (thrown instanceof XmlError) throw new SoapFault(thrown.message);
    throw thrown;
  }
}

/** A text parameter, undefined where its element is not there. */
export const textOf = (of: XmlElement, name: string): string | undefined => child(of, name)?.text;

/** A whole number, or the default where its element is not there or empty. */
export function numberOf(of: XmlElement, name: string, otherwise: number): number {
  const text = textOf(of, name)?.trim();
  if (text === undefined || text === '') return otherwise;
  if (!/^-?\d{1,9}$/.test(text)) throw new SoapFault('Input string was not in a correct format.');
  return Number(text);
}

/** xs:boolean. */
export function booleanOf(of: XmlElement, name: string): boolean | undefined {
  const text = textOf(of, name)?.trim();
  if (text === undefined || text === '') return undefined;
  if (!/^(?:true|false|1|0)$/.test(text)) throw new SoapFault('Input string was not a valid Boolean value.');
  return text === 'true' || text === '1';
}

/** The outcome of one row in an answer. */
export interface RowStatus {
  reference: string;
  ok: boolean;
}

/** What every operation answers (peoplevox-api.md 2.0). */
export interface IntegrationResponse {
  responseId: 0 | -1;
  totalCount: number;
  detail: string;
  statuses: RowStatus[];
  importingQueueId: number;
}

export interface ResponseShape {
  shape: '2017' | '2020s';
  omitEmptyElements: boolean;
}

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressEmptyNode: true,
});
const built = (document: Record<string, unknown>) => builder.build(document).replaceAll('\r', '&#xD;');
const declaration = '<?xml version="1.0" encoding="utf-8"?>';

// A reader makes LF of CR LF; .NET writes a CR that shall survive as a reference.
const enveloped = (version: SoapVersion, body: Record<string, unknown>) =>
  declaration +
  built({
    'soap:Envelope': {
      '@xmlns:soap': envelopes[version],
      '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      '@xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
      'soap:Body': body,
    },
  });

/** Writes an answer, elements in the order of the WSDL, the newer ones last. */
export function writeResponse(call: SoapCall, response: IntegrationResponse, toggles: ResponseShape): string {
  const statuses = response.statuses.map(({ reference, ok }) => ({
    Reference: reference,
    Status: ok ? 'Success' : 'Error',
  }));
  const result: Record<string, unknown> = {
    ResponseId: response.responseId,
    TotalCount: response.totalCount,
    Detail: response.detail,
    Statuses: statuses.length > 0 ? { IntegrationStatusResponse: statuses } : '',
  };
  if (toggles.shape === '2020s') {
    result.ImportingQueueId = response.importingQueueId;
    result.SalesOrdersToDespatchIds = '';
    result.ErrorCode = '';
  }
  const kept = toggles.omitEmptyElements
    ? Object.fromEntries(Object.entries(result).filter(([, value]) => value !== ''))
    : result;
  return enveloped(call.version, {
    [`${call.operation}Response`]: { '@xmlns': pvxNamespace, [`${call.operation}Result`]: kept },
  });
}

/** Writes a fault as ASP.NET does. */
export const writeFault = (version: SoapVersion, text: string): string =>
  version === '1.1'
    ? enveloped('1.1', {
        'soap:Fault': {
          faultcode: 'soap:Client',
          faultstring: `System.Web.Services.Protocols.SoapException: ${text}`,
          detail: '',
        },
      })
    : enveloped('1.2', {
        'soap:Fault': {
          'soap:Code': { 'soap:Value': 'soap:Sender' },
          'soap:Reason': { 'soap:Text': { '@xml:lang': 'en', '#text': text } },
        },
      });
