import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerCall } from './answerCall.ts';
import type { CallEntry } from './books.ts';
import { describeCall } from './describeCall.ts';
import { htmlReply, type Reply } from './reply.ts';
import { reportListings } from './reports/reports.ts';
import type { Tenant } from './tenant.ts';
import { UnderWay } from './underWay.ts';
import { readSoapCall, type SoapCall, SoapFault } from './wire/soap.ts';

// IIS keeps an idle connection for two minutes; Node's five seconds would cut callers who think a while.
const keepAliveMs = 120_000;
const longestBody = 64 * 1024 * 1024;

/** The SOAP endpoint of a tenant, not listening yet. Anything but its path (in any case) is an HTML page, as IIS gives it. */
export function createSoapServer(tenant: Tenant): Server {
  const endpoint = `/${tenant.credentials.clientId}/resources/integrationservicev4.asmx`.toLowerCase();
  const listingOf = reportListings(tenant.replica, tenant.toggles);
  const underWay = new UnderWay();
  let inFlight = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.split('?')[0]?.toLowerCase() !== endpoint)
      return write(response, htmlReply(404, 'Not found'));
    if (request.method !== 'POST') return write(response, htmlReply(200, 'IntegrationServiceV4'));
    const call = readCall(await bodyOf(request), request.headers.soapaction);
    const described = describeCall(call instanceof SoapFault ? undefined : call, tenant.toggles);
    inFlight++;
    if (!(call instanceof SoapFault)) underWay.add(call);
    const entry = tenant.journal.call({ ...described.booked, ...atTheStart, faults: [], inFlight });
    response.on('close', () => noteGone(response, entry));
    try {
      const reply = await answerCall(tenant, { listingOf, underWay }, call, described, entry);
      if (reply !== 'cut') entry.httpStatus = reply.status;
      if (entry.outcome === 'pending') entry.outcome = 'refused';
      write(response, reply);
    } finally {
      inFlight--;
      if (!(call instanceof SoapFault)) underWay.remove(call);
      entry.endedAt = new Date(tenant.now());
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((thrown: unknown) => {
      // A fault of the simulator itself: loud, so that nobody mistakes it for Peoplevox.
      console.error('The simulated Peoplevox failed:', thrown);
      response.destroy();
    });
  });
  server.keepAliveTimeout = keepAliveMs;
  return server;
}

const atTheStart = {
  outcome: 'pending',
  httpStatus: null,
  responseId: null,
  totalCount: null,
  detail: '',
} as const;

function noteGone(response: ServerResponse, entry: CallEntry): void {
  if (!response.writableFinished && entry.outcome === 'pending') entry.outcome = 'caller gone';
}

function readCall(body: string, action: string | string[] | undefined): SoapCall | SoapFault {
  try {
    return readSoapCall(body, Array.isArray(action) ? action[0] : action);
  } catch (thrown) {
    if (thrown instanceof SoapFault) return thrown;
    throw thrown;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > longestBody) throw new Error('The request is longer than the simulator takes');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function write(response: ServerResponse, reply: Reply): void {
  if (reply === 'cut') {
    response.socket?.destroy();
    return;
  }
  response.writeHead(reply.status, { 'content-type': reply.type });
  response.end(reply.body);
}
