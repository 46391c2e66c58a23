// The operations of Peoplevox that Pickwave uses, by the usual names of templates and reports.

import { NotTrusted, Refused } from '../domain/errors.ts';
import type { Settings } from '../domain/settings.ts';
import { type Report, reportName, type Template, templateName } from './columns.ts';
import { readCsv, type Table } from './csv.ts';
import type { Answered } from './exchange.ts';
import type { Lane } from './lanes.ts';
import type { Both } from './pacer.ts';
import type { Session } from './session.ts';
import type { IntegrationResponse } from './soap.ts';

export interface Page {
  table: Table;
  /** matching rows over all pages */
  total: number;
  askedAt: Date;
}

/** Action of SaveData (peoplevox-api.md 2.5). */
export const actions = { save: 0, saveUnallocated: 1, remove: 2 } as const;
export type Action = (typeof actions)[keyof typeof actions];

export interface TemplateAsked {
  template: Template;
  clause: string;
}

/** All throw NotConnected, Silent, LoginRefused, Stopping; reads also Refused and NotTrusted. */
export interface Client {
  getData(lane: Lane, template: Template, page: number, rows: number, clause: string): Promise<Page>;
  /** The first page of two templates at the same moment; gives each, or what was thrown instead. Throws Refused as Pacer.pair. */
  getTwo(lane: Lane, asked: [TemplateAsked, TemplateAsked]): Promise<Both<Page>>;
  getReport(
    lane: Lane,
    report: Report,
    page: number,
    rows: number,
    query: { clause: string; orderBy: string; columns: string[] },
  ): Promise<Page>;
  /** Captions of a template, as the tenant has them. Refused where the template is not set up. */
  getSaveTemplate(lane: Lane, template: Template): Promise<string[]>;
  /** Gives the answer as it is, yes or no. */
  saveData(lane: Lane, template: Template, csv: string, action: Action): Promise<IntegrationResponse>;
}

/** Peoplevox's words, short enough to show. */
export const words = (detail: string) =>
  detail.trim().slice(0, 500) || 'Peoplevox refused without saying why.';

export function createClient(session: Session, settings: () => Settings): Client {
  function pageOf(what: string, answer: Answered): Page {
    if (answer.responseId !== 0) throw new Refused(words(answer.detail));
    if (answer.totalCount === null) throw new NotTrusted(`"${what}" came without a TotalCount.`);
    return { table: readCsv(what, answer.detail), total: answer.totalCount, askedAt: answer.askedAt };
  }

  const nameOf = (template: Template) => templateName(settings().peoplevox, template);
  const getRequest = (template: Template, page: number, rows: number, clause: string) => ({
    getRequest: { TemplateName: nameOf(template), PageNo: page, ItemsPerPage: rows, SearchClause: clause },
  });

  return {
    async getData(lane, template, page, rows, clause) {
      const answer = await session.call(lane, 'GetData', template, getRequest(template, page, rows, clause));
      return pageOf(nameOf(template), answer);
    },

    async getTwo(lane, [one, other]) {
      const asked = ({ template, clause }: TemplateAsked) => ({
        subject: template,
        parameters: getRequest(template, 1, settings().peoplevox.pageSize, clause),
      });
      const [first, second] = await session.pair(lane, 'GetData', [asked(one), asked(other)]);
      const read = async (answer: typeof first, { template }: TemplateAsked) => {
        if (answer.status === 'rejected') throw answer.reason;
        return pageOf(nameOf(template), answer.value);
      };
      return Promise.allSettled([read(first, one), read(second, other)]);
    },

    async getReport(lane, report, page, rows, { clause, orderBy, columns }) {
      const name = reportName(settings().peoplevox, report);
      const answer = await session.call(lane, 'GetReportData', report, {
        getReportRequest: {
          TemplateName: name,
          PageNo: page,
          ItemsPerPage: rows,
          SearchClause: clause,
          FilterClause: '', // nobody got it to work (peoplevox-api.md 4.1)
          OrderBy: orderBy,
          Columns: columns.map((column) => `[${column}]`).join(','),
        },
      });
      return pageOf(name, answer);
    },

    async getSaveTemplate(lane, template) {
      const name = templateName(settings().peoplevox, template);
      const answer = await session.call(lane, 'GetSaveTemplate', template, { templateName: name });
      const captions = readCsv(name, answer.detail).captions.filter((one) => one.trim() !== '');
      if (answer.responseId !== 0 || (answer.totalCount ?? 0) < 0 || captions.length === 0) {
        throw new Refused(`The template "${name}" is not set up in Peoplevox. ${words(answer.detail)}`);
      }
      return captions;
    },

    saveData: (lane, template, csv, action) =>
      session.call(lane, 'SaveData', template, {
        saveRequest: {
          TemplateName: templateName(settings().peoplevox, template),
          CsvData: csv,
          Action: action,
        },
      }),
  };
}
