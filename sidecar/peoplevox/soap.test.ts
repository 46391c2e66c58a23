import { XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { envelope, readAnswer } from './soap.ts';

const session = { userId: 0, clientId: 'demo1234', sessionId: 'abc' };
const reread = (xml: string) =>
  new XMLParser({ removeNSPrefix: true, parseTagValue: false, trimValues: false, htmlEntities: true }).parse(
    xml,
    true,
  );

describe('envelope', () => {
  test('text survives XML, characters XML forbids are left out, elements keep their order', () => {
    const csv = '"a","<b> & \'c\'"\n"é😀","x\u0000\u0008\u001fy\ufffe\ud800z"\n';
    const xml = envelope(
      'SaveData',
      { saveRequest: { TemplateName: 'Sales orders', CsvData: csv, Action: 1 } },
      session,
    );
    const saveRequest = reread(xml).Envelope.Body.SaveData.saveRequest;
    expect(saveRequest).toEqual({
      TemplateName: 'Sales orders',
      CsvData: '"a","<b> & \'c\'"\n"é😀","xyz"\n',
      Action: '1',
    });
    expect(Object.keys(saveRequest)).toEqual(['TemplateName', 'CsvData', 'Action']);
    expect(xml).toContain(
      '<UserSessionCredentials xmlns="http://www.peoplevox.net/"><UserId>0</UserId><ClientId>demo1234</ClientId><SessionId>abc</SessionId>',
    );
  });

  test('a log-in has no header', () => {
    expect(envelope('Authenticate', { clientId: 'c', username: 'u', password: 'p' }, null)).not.toContain(
      'Header',
    );
  });
});

describe('readAnswer', () => {
  const saved = (inner: string) =>
    `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><SaveDataResponse xmlns="http://www.peoplevox.net/"><SaveDataResult>${inner}</SaveDataResult></SaveDataResponse></s:Body></s:Envelope>`;
  const status = (reference: string, word: string) =>
    `<IntegrationStatusResponse><Reference>${reference}</Reference><Status>${word}</Status></IntegrationStatusResponse>`;

  test('several statuses, one status and none', () => {
    const read = (statuses: string) => {
      const answer = readAnswer(
        'SaveData',
        saved(`<ResponseId>0</ResponseId><TotalCount>2</TotalCount>${statuses}`),
      );
      return answer.kind === 'answer' ? answer.answer.statuses : answer;
    };
    expect(read(`<Statuses>${status('A1', 'Success')}${status('A2', 'Error')}</Statuses>`)).toEqual([
      { reference: 'A1', ok: true },
      { reference: 'A2', ok: false },
    ]);
    expect(read(`<Statuses>${status('A1', 'Success')}</Statuses>`)).toEqual([{ reference: 'A1', ok: true }]);
    expect(read('<Statuses/>')).toEqual([]);
    expect(read('')).toEqual([]);
  });

  test('the short answer of 2017, the longer one of the 2020s, and elements nobody knows', () => {
    const old = readAnswer('SaveData', saved('<ResponseId> -1 </ResponseId>'));
    expect(old).toEqual({
      kind: 'answer',
      answer: { responseId: -1, totalCount: null, detail: '', statuses: [], queued: false },
    });
    const queued = readAnswer(
      'SaveData',
      saved(
        '<ResponseId>0</ResponseId><TotalCount>1</TotalCount><Detail/><ImportingQueueId>77</ImportingQueueId><Brand><New/></Brand>',
      ),
    );
    expect(queued).toMatchObject({ answer: { responseId: 0, totalCount: 1, queued: true } });
    const unused = saved('<ResponseId>0</ResponseId><ImportingQueueId>0</ImportingQueueId>');
    expect(readAnswer('SaveData', unused)).toMatchObject({ answer: { queued: false } });
  });

  test('CSV in Detail keeps its line ends, quotes, leading zeros and entities', () => {
    const detail = '"a &amp; b","&lt;c&gt;"&#xD;\n"007","&#233;&amp;amp;"\n';
    expect(
      readAnswer('SaveData', saved(`<ResponseId>0</ResponseId><Detail>${detail}</Detail>`)),
    ).toMatchObject({
      answer: { detail: '"a & b","<c>"\r\n"007","é&amp;"\n' },
    });
  });

  test('a long Detail full of entities is read whole', () => {
    const answer = readAnswer(
      'SaveData',
      saved(`<ResponseId>0</ResponseId><Detail>${'&lt;&#233;,'.repeat(200_000)}</Detail>`),
    );
    expect(answer.kind === 'answer' && answer.answer.detail.length).toBe(600_000);
  });

  test('a web page, a fault, half an answer, another operation, nothing: each is told apart from an answer', () => {
    expect(readAnswer('SaveData', '<!DOCTYPE html><html><body>down</body></html>').kind).toBe('unreadable');
    expect(readAnswer('SaveData', saved('<ResponseId>0</ResponseId>').slice(0, -30)).kind).toBe('unreadable');
    expect(readAnswer('GetData', saved('<ResponseId>0</ResponseId>')).kind).toBe('unreadable');
    expect(readAnswer('SaveData', saved('<TotalCount>1</TotalCount>')).kind).toBe('unreadable');
    expect(readAnswer('SaveData', '').kind).toBe('unreadable');
    const fault =
      '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault><faultcode>soap:Server</faultcode><faultstring>broken</faultstring></soap:Fault></soap:Body></soap:Envelope>';
    expect(readAnswer('SaveData', fault)).toEqual({ kind: 'fault', words: 'broken' });
  });
});
