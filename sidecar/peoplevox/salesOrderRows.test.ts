import { describe, expect, test } from 'vitest';
import { salesOrderNumber, sku } from '../domain/ids.ts';
import { money } from '../domain/money.ts';
import {
  cancelCells,
  headerCells,
  lineCells,
  previewRows,
  releaseCells,
  removalCells,
} from './salesOrderRows.ts';
import { settingsWith } from './testing/tenant.ts';
import { address, wantedLine, wantedOrder } from './testing/wanted.ts';
import { columnsWeWrite } from './writtenColumns.ts';

const valuesOf = (cells: { column: string; value: string }[]) =>
  Object.fromEntries(cells.map(({ column, value }) => [column, value]));
const header = (change: Parameters<typeof wantedOrder>[1] = {}, settings = settingsWith()) =>
  valuesOf(headerCells(wantedOrder('WC-1', change), settings));

describe('the header', () => {
  test('has every column, held and loading', () => {
    expect(header()).toEqual({
      SalesOrderNumber: 'WC-1',
      CustomerPurchaseOrderReferenceNumber: '1001',
      ContactName: 'Ada Byron',
      Email: 'ada@example.com',
      ShippingAddressLine1: '12 St James Square',
      ShippingAddressLine2: '',
      ShippingAddressCity: 'London',
      ShippingAddressRegion: 'Greater London',
      ShippingAddressPostcode: 'SW1Y 4JH',
      ShippingAddressCountry: 'United Kingdom',
      InvoiceAddressLine1: '12 St James Square',
      InvoiceAddressLine2: '',
      InvoiceAddressCity: 'London',
      InvoiceAddressRegion: 'Greater London',
      InvoiceAddressPostcode: 'SW1Y 4JH',
      InvoiceAddressCountry: 'United Kingdom',
      CreatedDate: '2026-03-01 10:00:00',
      RequestedDeliveryDate: '2026-03-02 10:00:00',
      ChannelName: 'WooCommerce',
      Site: 'PrimarySite',
      ShippingCost: '3.95',
      TotalSale: '23.94',
      Discount: '0.00',
      TaxPaid: '3.99',
      IsPartialShipment: 'false',
      Attribute4: 'pickwave:test:WC-1',
      OnHold: 'true',
      Attribute5: 'LOADING',
    });
  });

  test('leaves service, payment, channel and site out where there is none', () => {
    expect(header({ serviceType: 'RM48', paymentMethod: 'Card' })).toMatchObject({
      ServiceType: 'RM48',
      PaymentMethod: 'Card',
    });
    const bare = header({ channel: '', site: '' });
    for (const column of ['ServiceType', 'PaymentMethod', 'ChannelName', 'Site'])
      expect(bare).not.toHaveProperty(column);
  });

  test('goes by the settings', () => {
    const settings = settingsWith(
      {
        phoneColumn: 'Attribute1',
        discountSign: 'negative',
        fingerprintAttribute: 2,
        loadingAttribute: 3,
        timeZone: 'Europe/Berlin',
      },
      { country: 'iso' },
    );
    expect(header({ discount: money('2.50', 'GBP') }, settings)).toMatchObject({
      Attribute1: '020 7946 0018',
      Discount: '-2.50',
      Attribute2: 'pickwave:test:WC-1',
      Attribute3: 'LOADING',
      CreatedDate: '2026-03-01 11:00:00',
      ShippingAddressCountry: 'GB',
    });
  });

  test('has customer, address references and attributes where the settings want them, all attributes in each row', () => {
    const settings = settingsWith(
      {},
      { attributes: { '2': 'currency', '1': 'meta:gift' }, company: 'left_out' },
    );
    const order = {
      customer: 'ada@example.com',
      addressReference: '1001',
      attributes: { '2': 'GBP' },
      shipTo: address({ company: 'ACME' }),
    };
    expect(header(order, settings)).toMatchObject({
      Customer: 'ada@example.com',
      ShippingAddressLine1: '12 St James Square',
      ShippingAddressReference: '1001',
      InvoiceAddressReference: '1001',
      Attribute1: '',
      Attribute2: 'GBP',
    });
  });

  test('a country nobody knows stays as the shop has it', () => {
    expect(header({ shipTo: address({ country: 'ZZZ' }) }).ShippingAddressCountry).toBe('ZZZ');
    expect(header({ shipTo: address({ country: '' }) }).ShippingAddressCountry).toBe('');
  });

  test('writes no column that is not checked against the template beforehand', () => {
    const settings = settingsWith(
      { phoneColumn: 'TelephoneNumber' },
      {
        serviceTypes: { '*': 'RM48' },
        paymentMethods: { '*': 'Card' },
        customer: 'email',
        addressReference: 'order_number',
        attributes: { '1': 'currency', '3': 'meta:gift' },
        lineAttributes: { '2': 'name' },
        lineSequence: true,
        lineDeliveryDate: true,
      },
    );
    const order = wantedOrder('WC-1', {
      serviceType: 'RM48',
      paymentMethod: 'Card',
      customer: 'ada@example.com',
      addressReference: '1001',
    });
    const written = [
      headerCells(order, settings),
      releaseCells(order, settings),
      cancelCells(order.number),
    ].flat();
    const columns = new Set(written.map(({ column }) => column));
    expect(columnsWeWrite(settings, 'Sales orders').sort()).toEqual([...columns].sort());
    const lines = lineCells(order.number, wantedLine('MUG'), settings).map(({ column }) => column);
    expect(columnsWeWrite(settings, 'Sales order items').sort()).toEqual([...lines].sort());
  });
});

test('a line has a whole quantity, a price with two decimals and its Line', () => {
  expect(
    valuesOf(
      lineCells(
        salesOrderNumber('WC-1'),
        { ...wantedLine('MUG', 3, '71'), unitPrice: 1 / 3 },
        settingsWith(),
      ),
    ),
  ).toEqual({
    SalesOrderNumber: 'WC-1',
    ItemCode: 'MUG',
    QuantityOrdered: '3',
    SalePrice: '0.33',
    Line: '71',
  });
});

test('the release of an order held for a person clears LOADING alone', () => {
  const held = wantedOrder('WC-1', { holdFor: 'the customer left a note' });
  expect(valuesOf(releaseCells(held, settingsWith({ useStopShip: true })))).toEqual({
    SalesOrderNumber: 'WC-1',
    Attribute5: '',
  });
});

test('a line has its place, its date and its attributes where the settings want them', () => {
  const settings = settingsWith(
    {},
    { lineSequence: true, lineDeliveryDate: true, lineAttributes: { '1': 'name', '2': 'meta:engraving' } },
  );
  const line = { ...wantedLine('MUG'), sequence: 4, attributes: { '2': 'Ada' } };
  expect(valuesOf(lineCells(salesOrderNumber('WC-1'), line, settings))).toMatchObject({
    Sequence: '4',
    RequestedDeliveryDate: '2026-03-02 10:00:00',
    Attribute1: '',
    Attribute2: 'Ada',
  });
});

test('a release clears hold and LOADING, and nothing else', () => {
  expect(valuesOf(releaseCells(wantedOrder('WC-1'), settingsWith()))).toEqual({
    SalesOrderNumber: 'WC-1',
    OnHold: 'false',
    Attribute5: '',
  });
  expect(valuesOf(releaseCells(wantedOrder('WC-1'), settingsWith({ useStopShip: true })))).toHaveProperty(
    'StopShip',
    'false',
  );
});

test('lines are taken away by Line where any has one, all with the same columns', () => {
  const line = (item: string, own: string | null) => ({ sku: sku(item), quantity: 1, line: own });
  const columns = (lines: ReturnType<typeof line>[]) =>
    removalCells(salesOrderNumber('WC-1'), lines).map((row) => row.map(({ column }) => column).join());
  expect(columns([line('A', null)])).toEqual(['SalesOrderNumber,ItemCode']);
  expect(columns([line('A', '1'), line('B', null)])).toEqual(Array(2).fill('SalesOrderNumber,ItemCode,Line'));
});

test('a preview has the captions of the settings and tells what was cut', () => {
  const preview = previewRows(
    wantedOrder('WC-1', { customerReference: 'x'.repeat(60) }),
    settingsWith({
      columns: { 'Sales orders.ContactName': 'Recipient', 'Sales order items.Line': 'Reference 2' },
    }),
  );
  expect(preview.header).toContainEqual({ column: 'Recipient', value: 'Ada Byron' });
  expect(preview.lines[0]).toContainEqual({ column: 'Reference 2', value: '73' });
  expect(preview.cuts).toEqual([{ column: 'CustomerPurchaseOrderReferenceNumber', cut: 'x'.repeat(10) }]);
});
