import type { CallEntry } from './books.ts';
import type { Answer } from './operations.ts';
import type { Refusal } from './refusal.ts';
import { SessionRefusal } from './sessions.ts';
import type { Toggles } from './toggles.ts';
import { type SoapCall, type SoapFault, writeFault, writeResponse } from './wire/soap.ts';

/** What goes over the wire, or nothing: the connection is cut. */
export type Reply = { status: number; type: string; body: string } | 'cut';

export const xmlReply = (body: string, status = 200): Reply => ({
  status,
  type: 'text/xml; charset=utf-8',
  body,
});

export const htmlReply = (status: number, title: string): Reply => ({
  status,
  type: 'text/html; charset=utf-8',
  body: `<!DOCTYPE html>\r\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
});

export const textReply = (status: number, body: string): Reply => ({ status, type: 'text/plain', body });

/** Writes an answer, and how it ended in the books. */
export function answerReply(call: SoapCall, entry: CallEntry, { response }: Answer, toggles: Toggles): Reply {
  entry.outcome = response.responseId === 0 ? 'answered' : 'refused';
  entry.responseId = response.responseId;
  entry.totalCount = response.totalCount;
  if (response.responseId !== 0) entry.detail = response.detail;
  return xmlReply(writeResponse(call, response, toggles));
}

export function refusalReply(call: SoapCall, entry: CallEntry, thrown: Refusal, toggles: Toggles): Reply {
  const response = {
    responseId: -1 as const,
    totalCount: thrown.totalCount,
    detail: thrown.message,
    statuses: [],
    importingQueueId: 0,
  };
  const reply = answerReply(call, entry, { response, rows: 0 }, toggles);
  if (thrown instanceof SessionRefusal) entry.outcome = 'session refused';
  return reply;
}

export function faultReply(call: SoapCall | undefined, entry: CallEntry, { message }: SoapFault): Reply {
  entry.outcome = 'refused';
  entry.detail = message;
  return xmlReply(writeFault(call?.version ?? '1.1', message), 500);
}
