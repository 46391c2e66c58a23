import { describe, expect, test } from 'vitest';
import { bench, goods } from './testing/bench.ts';
import { csvRows, element } from './testing/client.ts';

const faultText = async (response: Response) => ({ status: response.status, text: await response.text() });

describe('the endpoint', () => {
  test('is found in any case, and answers HTML elsewhere', async () => {
    const { pvx } = await bench();
    const shout = await fetch(pvx.url.replace('resources/integration', 'Resources/Integration'));
    expect(shout.status).toBe(200);
    const elsewhere = await fetch(pvx.url.replace('demo1234', 'nobody'), { method: 'POST', body: '<x/>' });
    expect(elsewhere.status).toBe(404);
    expect(await elsewhere.text()).toMatch(/^<!DOCTYPE html/);
  });

  test('speaks SOAP 1.2 too', async () => {
    const { pvx } = await bench();
    const inner =
      element('clientId', 'demo1234') +
      element('username', 'woo.connector') +
      element('password', 'czNjcmV0');
    const body = `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:p="http://www.peoplevox.net/"><e:Body><p:Authenticate>${inner.replaceAll('</', '</p:').replaceAll(/<([a-z])/g, '<p:$1')}</p:Authenticate></e:Body></e:Envelope>`;
    const response = await fetch(pvx.url, {
      method: 'POST',
      headers: { 'content-type': 'application/soap+xml; charset=utf-8' },
      body,
    });
    const text = await response.text();
    expect(text).toContain('xmlns:soap="http://www.w3.org/2003/05/soap-envelope"');
    expect(text).toContain('<ResponseId>0</ResponseId>');
  });

  test.each([
    ['no XML', 'hello', undefined, 'error in XML document'],
    ['a forbidden character', '<a>\u0001</a>', undefined, 'invalid character'],
    ['a forbidden reference', '<a>&#x1;</a>', undefined, 'invalid character'],
    ['a bare ampersand', '<a>R&D</a>', undefined, 'bad entity'],
    ['a DTD', '<!DOCTYPE a><a/>', undefined, 'DTD is prohibited'],
    ['another envelope', '<a/>', undefined, 'Envelope namespace was unexpected'],
  ])('answers %s with a SOAP fault', async (_what, body, action, message) => {
    const { pvx } = await bench();
    const headers = { 'content-type': 'text/xml', ...(action ? { soapaction: action } : {}) };
    const answer = await faultText(await fetch(pvx.url, { method: 'POST', headers, body }));
    expect(answer.status).toBe(500);
    expect(answer.text).toContain('soap:Fault');
    expect(answer.text).toContain(message);
  });

  test('wants the action in the header to be the one in the body, and to be known', async () => {
    const { client, pvx } = await bench();
    const body =
      '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><GetData xmlns="http://www.peoplevox.net/"/></s:Body></s:Envelope>';
    const answer = await faultText(await fetch(pvx.url, { method: 'POST', body }));
    expect(answer).toMatchObject({ status: 500, text: expect.stringContaining('SOAPAction') });
    expect((await client.raw('GetTotalReportPages', '')).status).toBe(500);
  });

  test('faults on numbers that are none, on a missing request and on an unknown event', async () => {
    const { client } = await bench();
    const page = client.getRequest('Sites').replace('<PageNo>1', '<PageNo>one');
    expect((await client.raw('GetData', page)).status).toBe(500);
    expect((await client.raw('GetData', '')).status).toBe(500);
    expect((await client.raw('SubscribeEvent', element('eventType', 'Anything'))).status).toBe(500);
    const action = client.saveRequest('Sites', 'Reference\nA', 7);
    expect((await client.raw('SaveData', action)).status).toBe(500);
  });

  test('leaves the newer elements, or the empty ones, out where told to', async () => {
    const { client, pvx } = await bench({ toggles: { shape: '2017' } });
    expect((await client.get('Sites')).elements).toEqual(['ResponseId', 'TotalCount', 'Detail', 'Statuses']);
    pvx.toggles.omitEmptyElements = true;
    expect((await client.get('Sites')).elements).toEqual(['ResponseId', 'TotalCount', 'Detail']);
  });
});

describe('GetSaveTemplate and GetReportColumns', () => {
  test('answer one line with the captions of the tenant', async () => {
    const toggles = {
      captions: { 'Sales order items': { ItemCode: 'SKU code' } },
      missingColumns: { 'Sales order items': ['Attribute1', 'Attribute2', 'Attribute3', 'Sequence'] },
      reportCaptions: { 'Item inventory summary': { Available: 'Free' } },
    };
    const { client } = await bench({ toggles });
    const template = await client.call('GetSaveTemplate', element('templateName', 'Sales order items'));
    expect(template.detail).toBe(
      'SalesOrderNumber,SKU code,QuantityOrdered,RequestedDeliveryDate,Line,SalePrice',
    );
    const report = await client.call('GetReportColumns', element('templateName', 'Item inventory summary'));
    expect(report.detail.trim().split(',')).toContain('Free');
  });

  test('count below zero for a template that is not configured', async () => {
    const { client, pvx } = await bench();
    const ask = () => client.call('GetSaveTemplate', element('templateName', 'Sales orders'));
    expect((await ask()).totalCount).toBeGreaterThan(0);
    pvx.toggles.missingTemplates = ['Sales orders'];
    expect((await ask()).totalCount).toBeLessThan(0);
    expect((await client.get('Sales orders')).responseId).toBe(-1);
    expect((await client.save('Sales orders', [{ SalesOrderNumber: 'A' }])).responseId).toBe(-1);
  });
});

describe('a read', () => {
  test('is paged, with the total over all pages, and a header alone past the end', async () => {
    const { client } = await bench({ seed: goods });
    const page = (n: number) =>
      client.report('Item inventory summary', {
        page: n,
        perPage: 1,
        orderBy: '[Item code] desc',
        columns: '[Item code]',
      });
    expect(await page(1)).toMatchObject({ totalCount: 2, detail: 'Item code\n"MUG"\n' });
    expect((await page(2)).detail).toBe('Item code\n"HAT"\n');
    expect(await page(3)).toMatchObject({ responseId: 0, totalCount: 2, detail: 'Item code\n' });
  });

  test('may show a row twice, on two pages', async () => {
    const { client } = await bench({ seed: goods, toggles: { duplicatesAcrossPages: true } });
    const second = await client.report('Item inventory summary', {
      page: 2,
      perPage: 1,
      columns: 'Item code',
    });
    expect(csvRows(second.detail).map((row) => row['Item code'])).toEqual(['MUG', 'HAT']);
  });

  test('gives no more than the tenant allows on a page', async () => {
    const { client } = await bench({ seed: goods, toggles: { pageLimit: 1 } });
    const answer = await client.report('Item inventory summary', { perPage: 1000 });
    expect(csvRows(answer.detail)).toHaveLength(1);
    expect(answer.totalCount).toBe(2);
  });

  test('takes a renamed column by either name', async () => {
    const toggles = { captions: { 'Item types': { ItemCode: 'name' } } };
    const { client } = await bench({ seed: goods, toggles });
    const answer = await client.get('Item types', 'name.Equals("MUG")');
    expect(csvRows(answer.detail)).toMatchObject([{ name: 'MUG', Barcode: 'MUG', OnHand: '10' }]);
    expect((await client.get('Item types', 'ItemCode.Equals("MUG")')).totalCount).toBe(1);
  });

  test('refuses a clause, a column or an order that makes no sense', async () => {
    const { client } = await bench();
    const refusals = [
      client.report('Item inventory summary', { search: 'Nope = 1' }),
      client.report('Item inventory summary', { columns: '[Nope]' }),
      client.report('Item inventory summary', { orderBy: 'Nope' }),
      client.report('No such report'),
    ];
    for (const answer of await Promise.all(refusals)) expect(answer.responseId).toBe(-1);
  });

  test('writes CSV as the tenant does', async () => {
    const { client, pvx } = await bench({
      seed: { items: [{ code: 'A,1', name: 'Six "large"', stock: 1 }] },
    });
    const ask = async () =>
      (await client.report('Item inventory summary', { columns: '[Item code],[Item name],[Available]' }))
        .detail;
    expect(await ask()).toBe('Item code,Item name,Available\n"A,1","Six ""large""","1"\n');
    pvx.toggles.csvQuotes = 'needed';
    pvx.toggles.csvTrailingNewline = false;
    expect(await ask()).toBe('Item code,Item name,Available\n"A,1","Six ""large""",1');
    pvx.toggles.csvEmptyFirstLine = true;
    pvx.toggles.csvLineEnd = 'CRLF';
    pvx.toggles.csvTrailingNewline = true;
    expect(await ask()).toBe('\r\nItem code,Item name,Available\r\n"A,1","Six ""large""",1\r\n');
  });

  test('can be kept to some sites', async () => {
    const { client } = await bench();
    await client.save('Sales orders', [
      { SalesOrderNumber: 'A', Site: 'SystemSite' },
      { SalesOrderNumber: 'B' },
    ]);
    const request = client
      .getRequest('Sales orders')
      .replace('</getRequest>', `${element('sitesFilter', 'Site.Reference = "PrimarySite"')}</getRequest>`);
    const answer = await client.call('GetDataWithSitesFilters', request);
    expect(csvRows(answer.detail).map((row) => row.SalesOrderNumber)).toEqual(['B']);
  });
});

describe('a save', () => {
  test('of three rows with a bad one in the middle keeps the good ones', async () => {
    const { client, pvx } = await bench();
    const answer = await client.save('Sales orders', [
      { SalesOrderNumber: 'A1', ServiceType: 'RM48' },
      { SalesOrderNumber: 'A2', ServiceType: 'Pigeon' },
      { SalesOrderNumber: 'A3', ServiceType: 'dpd next day' },
    ]);
    expect(answer).toMatchObject({
      responseId: -1,
      totalCount: 2,
      detail: "Line 3 : Service type 'Pigeon' not found",
      statuses: [
        { reference: 'A1', status: 'Success' },
        { reference: 'A2', status: 'Error' },
        { reference: 'A3', status: 'Success' },
      ],
    });
    expect(pvx.orders().map(({ number }) => number)).toEqual(['A1', 'A3']);
    expect(pvx.books.rows('A2')).toMatchObject([{ outcome: 'refused', by: 'api', template: 'Sales orders' }]);
  });

  test('can refuse all for one, and leaves nothing behind', async () => {
    const { client, pvx } = await bench({ seed: goods, toggles: { badRow: 'refuses the whole save' } });
    await client.save('Sales orders', [{ SalesOrderNumber: 'A' }]);
    const lines = [
      { SalesOrderNumber: 'A', ItemCode: 'MUG', QuantityOrdered: 2 },
      { SalesOrderNumber: 'A', ItemCode: 'NOPE', QuantityOrdered: 1 },
    ];
    expect(await client.save('Sales order items', lines)).toMatchObject({ responseId: -1, totalCount: 0 });
    expect(pvx.order('A')?.lines).toEqual([]);
    expect(pvx.stock('MUG')).toMatchObject([{ allocated: 0, available: 10 }]);
    expect(pvx.books.order('A').pickable).toEqual([]);
    await client.save('Sales order items', lines.slice(0, 1));
    expect(pvx.stock('MUG')).toMatchObject([{ allocated: 2 }]);
  });

  test.each([
    ['good rows', ['A1']],
    ['none on error', []],
    ['none', []],
  ] as const)('lists statuses as told: %s', async (statuses, expected) => {
    const { client } = await bench({ toggles: { statuses } });
    const answer = await client.save('Sales orders', [
      { SalesOrderNumber: 'A1', Email: 'a' },
      { SalesOrderNumber: '', Email: 'b' },
    ]);
    expect(answer.statuses.map(({ reference }) => reference)).toEqual(expected);
  });

  test.each([
    ['line and reason', 'Line 2 : SalesOrderNumber is required'],
    ['reason', 'SalesOrderNumber is required'],
    ['nothing', ''],
  ] as const)('says what is wrong as told: %s', async (errorDetail, detail) => {
    const { client } = await bench({ toggles: { errorDetail } });
    expect((await client.save('Sales orders', [{ SalesOrderNumber: '', Email: 'b' }])).detail).toBe(detail);
  });

  test.each([
    ['order number', ['A', 'A']],
    ['item code', ['MUG', 'HAT']],
    ['line', ['11', '12']],
  ] as const)('refers to order lines by %s', async (childReference, expected) => {
    const { client } = await bench({ seed: goods, toggles: { childReference } });
    await client.save('Sales orders', [{ SalesOrderNumber: 'A' }]);
    const answer = await client.save('Sales order items', [
      { SalesOrderNumber: 'A', ItemCode: 'MUG', QuantityOrdered: 1, Line: '11' },
      { SalesOrderNumber: 'A', ItemCode: 'HAT', QuantityOrdered: 1, Line: '12' },
    ]);
    expect(answer.statuses.map(({ reference }) => reference)).toEqual(expected);
  });

  test('can have one status an order', async () => {
    const { client } = await bench({ seed: goods, toggles: { childStatuses: 'per order' } });
    await client.save('Sales orders', [{ SalesOrderNumber: 'A' }]);
    const answer = await client.save('Sales order items', [
      { SalesOrderNumber: 'A', ItemCode: 'MUG', QuantityOrdered: 1 },
      { SalesOrderNumber: 'A', ItemCode: 'NOPE', QuantityOrdered: 1 },
      { SalesOrderNumber: 'A', ItemCode: 'HAT', QuantityOrdered: 1 },
    ]);
    expect(answer.statuses).toEqual([{ reference: 'A', status: 'Error' }]);
  });

  test('keeps columns left out, and writes empty ones', async () => {
    const { client, pvx } = await bench();
    await client.save('Sales orders', [
      { SalesOrderNumber: 'A', Email: 'a@example.com', ContactName: 'Ann', TotalSale: '9.5' },
    ]);
    await client.save('Sales orders', [{ SalesOrderNumber: 'A', ContactName: '', TotalSale: '' }]);
    expect(pvx.order('A')?.columns).toMatchObject({ Email: 'a@example.com', ContactName: '', TotalSale: '' });
    expect(pvx.books.order('A').timesCreated).toBe(1);
  });

  test('takes CR LF, quotes, commas, line breaks and columns in any order', async () => {
    const { client, pvx } = await bench();
    await client.saveCsv(
      'Sales orders',
      '\r\nContactName,SalesOrderNumber\r\n"Zoë ""Z"", 木",A\r\n"two\nlines",B\r\n',
    );
    expect(pvx.order('A')?.columns.ContactName).toBe('Zoë "Z", 木');
    expect(pvx.order('B')?.columns.ContactName).toBe('two\nlines');
  });

  test('refuses an unknown column, or looks over it', async () => {
    const { client, pvx } = await bench();
    const save = () => client.save('Sales orders', [{ SalesOrderNumber: 'A', Phone: '1' }]);
    expect(await save()).toMatchObject({
      responseId: -1,
      totalCount: 0,
      detail: expect.stringContaining("'Phone'"),
    });
    pvx.toggles.unknownColumn = 'ignored';
    expect((await save()).responseId).toBe(0);
  });

  test('a save that is too long is refused whole, answered with a fault, or cut off', async () => {
    const { client, pvx } = await bench({ toggles: { maxRowsPerSave: 2 } });
    const save = () => client.saveCsv('Sales orders', 'SalesOrderNumber\nA\nB\nC');
    expect(await save()).toMatchObject({ responseId: -1, totalCount: 0, statuses: [] });
    pvx.toggles.overMaxRows = 'SOAP fault';
    await expect(save()).rejects.toThrow('soap:Fault');
    expect(pvx.orders()).toEqual([]);
    pvx.toggles.overMaxRows = 'cut off';
    expect(await save()).toMatchObject({ responseId: 0, totalCount: 2 });
    expect(pvx.orders().map(({ number }) => number)).toEqual(['A', 'B']);
  });

  test('a sales order that stands twice in a save is saved twice, once, or refused the second time', async () => {
    const { client, pvx } = await bench();
    const save = () =>
      client.saveCsv('Sales orders', 'SalesOrderNumber,Email\nA,first@example.com\nA,last@example.com');
    expect(await save()).toMatchObject({ responseId: 0, totalCount: 2 });
    pvx.toggles.repeatedRows = 'saved once';
    expect(await save()).toMatchObject({ responseId: 0, totalCount: 1 });
    expect(pvx.order('A')?.columns.Email).toBe('last@example.com');
    pvx.toggles.repeatedRows = 'refused';
    expect(await save()).toMatchObject({ responseId: -1, totalCount: 1 });
    expect(pvx.order('A')?.columns.Email).toBe('first@example.com');
  });

  test('refuses what is no CSV, lacks its key, or is too long', async () => {
    const { client } = await bench({ toggles: { maxRowsPerSave: 1 } });
    const refusals = [
      client.saveCsv('Sales orders', 'SalesOrderNumber\n"A'),
      client.saveCsv('Sales orders', ''),
      client.saveCsv('Sales orders', 'Email\na@example.com'),
      client.saveCsv('Sales orders', 'SalesOrderNumber\nA\nB'),
    ];
    for (const answer of await Promise.all(refusals))
      expect(answer).toMatchObject({ responseId: -1, totalCount: 0 });
  });

  test('refuses text that is too long, or cuts it', async () => {
    const { client, pvx } = await bench();
    const save = () => client.save('Sales orders', [{ SalesOrderNumber: 'A', ContactName: 'x'.repeat(101) }]);
    expect((await save()).detail).toContain('ContactName is longer than 100');
    pvx.toggles.overlong = 'truncated';
    expect((await save()).responseId).toBe(0);
    expect(pvx.order('A')?.columns.ContactName).toHaveLength(100);
  });

  test.each([
    ['TotalSale', '1,50'],
    ['OnHold', 'yes'],
    ['CreatedDate', 'tomorrow'],
  ])('refuses a bad %s', async (column, text) => {
    const { client } = await bench();
    const answer = await client.save('Sales orders', [{ SalesOrderNumber: 'A', [column]: text }]);
    expect(answer).toMatchObject({ responseId: -1, detail: expect.stringContaining(column) });
  });

  test('reads and writes dates in the zone of the tenant', async () => {
    const { client } = await bench({ toggles: { timeZone: 'Europe/London' } });
    await client.save('Sales orders', [{ SalesOrderNumber: 'A', CreatedDate: '2026-07-01 12:00:00' }]);
    expect(csvRows((await client.get('Sales orders')).detail)[0]?.CreatedDate).toBe('01/07/2026 12:00:00');
    const searched = await client.report('Sales order summary', {
      search: '[Date] = DateTime(2026,7,1,12,0,0)',
    });
    expect(csvRows(searched.detail)[0]?.Date).toBe("'01/07/2026 12:00'");
  });

  test('keeps the other templates too', async () => {
    const { client, pvx } = await bench({ seed: goods });
    await client.save('Item types', [{ ItemCode: 'CAP', Name: 'Cap', Barcode: '501' }]);
    expect((await client.save('Item types', [{ ItemCode: 'BAG', Barcode: '501' }])).detail).toContain(
      'already in use',
    );
    expect((await client.save('Item types', [{ ItemCode: 'BAG' }])).detail).toContain('Barcode is required');
    await client.save('Item types', [{ ItemCode: 'CAP', Name: 'Cap, blue' }]);
    await client.save('Item types', [{ ItemCode: 'MUG' }], 2);
    const items = csvRows((await client.get('Item types')).detail);
    expect(items.map((row) => row.ItemCode).sort()).toEqual(['CAP', 'HAT', 'SET', '~D~MUG']);
    expect(items.find((row) => row.ItemCode === 'CAP')?.Name).toBe('Cap, blue');
    expect(pvx.stock('~D~MUG')).toMatchObject([{ onHand: 10 }]);

    await client.save('Customers', [{ Name: 'Ann', Reference: 'C1', FirstName: 'Ann' }]);
    await client.save('Customer addresses', [{ CustomerReference: 'C1', AddressLine1: '1 Lane' }]);
    await client.save('Customer addresses', [{ CustomerReference: 'C1', AddressLine1: '2 Lane' }]);
    expect((await client.get('Customer addresses')).totalCount).toBe(2);
    await client.save('Customers', [{ Reference: 'C1' }], 2);
    expect((await client.get('Customers')).totalCount).toBe(0);
  });
});
