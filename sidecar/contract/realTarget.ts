// A real WooCommerce with the plugin, arranged through its own REST API and checkout. Which one is in the environment:
// PICKWAVE_CONTRACT_URL      its address
// PICKWAVE_CONTRACT_SECRET   PICKWAVE_SECRET of its wp-config.php
// PICKWAVE_CONTRACT_ADMIN    user:application-password of an administrator
// PICKWAVE_CONTRACT_MAILS    a file with a line of JSON for each mail: {to, subject, message, headers, time}
// PICKWAVE_CONTRACT_HOME     optional: a file whose content the site takes for the option `home` while it is there

import { readFile, rm, writeFile } from 'node:fs/promises';
import type { Mail, NewOrder, NewProduct, Placed, Product, Target } from './target.ts';

const { PICKWAVE_CONTRACT_URL: url, PICKWAVE_CONTRACT_SECRET: secret } = process.env;
const { PICKWAVE_CONTRACT_ADMIN: admin, PICKWAVE_CONTRACT_MAILS: mails } = process.env;
const { PICKWAVE_CONTRACT_HOME: homeFile } = process.env;

export const realIsThere = url !== undefined;

export async function openReal(): Promise<Target> {
  if (!url || !secret || !admin || !mails)
    throw new Error('PICKWAVE_CONTRACT_URL needs PICKWAVE_CONTRACT_SECRET, _ADMIN and _MAILS beside it.');
  const site = new Site(url.replace(/\/+$/, ''), admin);
  await site.prepare();
  const setting = (group: string, id: string, value: string) =>
    site.ask('PUT', `wc/v3/settings/${group}/${id}`, { value });

  return {
    kind: 'real',
    url: site.url,
    secret,
    now: () => new Date(),
    newProduct: (product) => site.newProduct(product),
    newDouble: (sku) => site.newDouble(sku),
    stock: async (id) => (await site.ask('GET', `wc/v3/products/${id}`)).stock_quantity,
    setStock: async (id, stock) => {
      await site.ask('PUT', await site.productPath(id), { stock_quantity: stock });
    },
    newOrder: (order) => site.newOrder(order),
    checkout: (lines, email) => site.checkout(lines, email),
    setStatus: async (id, status) => {
      await site.ask('PUT', `wc/v3/orders/${id}`, { status });
    },
    refund: (id, lines, restock) => site.refund(id, lines, restock),
    setQuantity: async (id, item, quantity) => {
      await site.ask('PUT', `wc/v3/orders/${id}`, { line_items: [{ id: item, quantity }] });
    },
    trash: async (id) => {
      await site.ask('DELETE', `wc/v3/orders/${id}`);
    },
    delete: async (id) => {
      await site.ask('DELETE', `wc/v3/orders/${id}?force=true`);
    },
    mailsTo: (address) => mailsTo(mails, address),
    completedMail: async (on) => {
      await setting('email_customer_completed_order', 'enabled', on ? 'yes' : 'no');
    },
    ...(homeFile
      ? {
          moveHome: async (home: string | null) => {
            if (home === null) await rm(homeFile, { force: true });
            else await writeFile(homeFile, home);
          },
        }
      : {}),
    close: async () => undefined,
  };
}

// biome-ignore lint/suspicious/noExplicitAny: WooCommerce's own answers, of which a few fields are read
type Json = any;

const somebody = {
  first_name: 'Jo',
  last_name: 'Bloggs',
  company: '',
  address_1: '1 High Street',
  address_2: '',
  city: 'London',
  state: '',
  postcode: 'SW1A 1AA',
  country: 'GB',
};

class Site {
  readonly url: string;
  readonly #authorization: string;
  constructor(address: string, login: string) {
    this.url = address;
    this.#authorization = `Basic ${Buffer.from(login).toString('base64')}`;
  }

  async ask(method: string, path: string, body?: unknown): Promise<Json> {
    const reply = await fetch(`${this.url}/wp-json/${path}`, {
      method,
      headers: { authorization: this.#authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text.slice(0, 300)}`);
    return JSON.parse(text);
  }

  /** A shop called Shop in London: prices with 20 % VAT in them, pounds, cash on delivery, a flat rate everywhere. */
  async prepare(): Promise<void> {
    const set = (group: string, id: string, value: string) =>
      this.ask('PUT', `wc/v3/settings/${group}/${id}`, { value });
    await this.ask('POST', 'wp/v2/settings', { title: 'Shop', timezone: 'Europe/London' });
    await set('general', 'woocommerce_currency', 'GBP');
    await set('general', 'woocommerce_default_country', 'GB');
    await set('general', 'woocommerce_calc_taxes', 'yes');
    await set('tax', 'woocommerce_prices_include_tax', 'yes');
    for (const method of ['cod', 'bacs'])
      await this.ask('PUT', `wc/v3/payment_gateways/${method}`, { enabled: true });
    const rates: Json[] = await this.ask('GET', 'wc/v3/taxes');
    if (rates.length === 0)
      await this.ask('POST', 'wc/v3/taxes', { country: 'GB', rate: '20', name: 'VAT', shipping: true });
    const zones: Json[] = await this.ask('GET', 'wc/v3/shipping/zones');
    const rest = zones.find((zone) => zone.id === 0);
    const methods: Json[] = await this.ask('GET', `wc/v3/shipping/zones/${rest.id}/methods`);
    if (methods.length === 0)
      await this.ask('POST', `wc/v3/shipping/zones/${rest.id}/methods`, { method_id: 'flat_rate' });
  }

  async newProduct(product: NewProduct): Promise<Product> {
    const {
      sku,
      price = '10.00',
      stock = null,
      virtual = false,
      draft = false,
      name = sku,
      variations,
    } = product;
    const made = await this.ask('POST', 'wc/v3/products', {
      name,
      sku,
      virtual,
      status: draft ? 'draft' : 'publish',
      ...managed(stock),
      ...(variations
        ? {
            type: 'variable',
            attributes: [{ name: 'Colour', options: variations.map((one) => one.sku), variation: true }],
          }
        : { regular_price: price }),
    });
    const ofIt: number[] = [];
    for (const variation of variations ?? []) {
      const one = await this.ask('POST', `wc/v3/products/${made.id}/variations`, {
        sku: variation.sku,
        regular_price: price,
        attributes: [{ name: 'Colour', option: variation.sku }],
        ...managed(variation.stock),
      });
      ofIt.push(one.id);
    }
    return { id: made.id, variations: ofIt };
  }

  /** WooCommerce refuses a second one, but not that one takes the SKU of what is in the bin, which then comes back. */
  async newDouble(sku: string): Promise<Product | null> {
    const [first] = await this.ask('GET', `wc/v3/products?sku=${encodeURIComponent(sku)}`);
    const second = await this.newProduct({ sku: `${sku}-2`, stock: 1 });
    await this.ask('DELETE', `wc/v3/products/${first.id}`);
    await this.ask('PUT', `wc/v3/products/${second.id}`, { sku });
    await this.ask('PUT', `wc/v3/products/${first.id}`, { status: 'publish' });
    const both: Json[] = await this.ask('GET', `wc/v3/products?sku=${encodeURIComponent(sku)}`);
    return both.length === 2 ? second : null;
  }

  async productPath(id: number): Promise<string> {
    const { parent_id: parent } = await this.ask('GET', `wc/v3/products/${id}`);
    return parent ? `wc/v3/products/${parent}/variations/${id}` : `wc/v3/products/${id}`;
  }

  async newOrder(order: NewOrder): Promise<Placed> {
    const { lines, status, email = 'jo.bloggs@example.test', coupon, fee, note, transactionId, meta } = order;
    if (coupon !== undefined) await this.haveCoupon(coupon);
    const made = await this.ask('POST', 'wc/v3/orders', {
      status,
      payment_method: 'bacs',
      payment_method_title: 'Direct bank transfer',
      billing: { ...somebody, phone: '020 7946 0000', ...(email ? { email } : {}) },
      shipping: somebody,
      line_items: lines.map(({ product, variation = 0, quantity }) => ({
        product_id: product,
        variation_id: variation,
        quantity,
      })),
      shipping_lines: [{ method_id: 'flat_rate', method_title: 'Flat rate', total: '3.95' }],
      ...(coupon === undefined ? {} : { coupon_lines: [{ code: `off-${coupon}` }] }),
      ...(fee === undefined ? {} : { fee_lines: [{ name: 'Gift wrap', total: fee }] }),
      ...(note === undefined ? {} : { customer_note: note }),
      ...(transactionId === undefined ? {} : { transaction_id: transactionId }),
      ...(meta === undefined ? {} : { meta_data: [meta] }),
    });
    return placed(made);
  }

  async haveCoupon(amount: string): Promise<void> {
    const code = `off-${amount}`;
    const found: Json[] = await this.ask('GET', `wc/v3/coupons?code=${code}`);
    if (found.length === 0)
      await this.ask('POST', 'wc/v3/coupons', { code, amount, discount_type: 'fixed_cart' });
  }

  async checkout(lines: NewOrder['lines'], email: string): Promise<Placed> {
    const first = await fetch(`${this.url}/wp-json/wc/store/v1/cart`);
    const headers = {
      'cart-token': first.headers.get('cart-token') ?? '',
      'content-type': 'application/json',
    };
    const post = async (path: string, body: unknown): Promise<Json> => {
      const address = `${this.url}/wp-json/wc/store/v1/${path}`;
      const reply = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) });
      const text = await reply.text();
      if (!reply.ok) throw new Error(`${path}: ${reply.status} ${text.slice(0, 300)}`);
      return JSON.parse(text);
    };
    for (const { product, variation, quantity } of lines)
      await post('cart/add-item', { id: variation ?? product, quantity });
    const done = await post('checkout', {
      payment_method: 'cod',
      billing_address: { ...somebody, email, phone: '020 7946 0000' },
      shipping_address: somebody,
    });
    return placed(await this.ask('GET', `wc/v3/orders/${done.order_id}`));
  }

  async refund(id: number, lines: { item: number; quantity: number }[], restock: boolean): Promise<void> {
    const order = await this.ask('GET', `wc/v3/orders/${id}`);
    let amount = 0;
    const items = lines.map(({ item, quantity }) => {
      const line = order.line_items.find((one: Json) => one.id === item);
      const share = (whole: string) => Math.round((Number(whole) * 100 * quantity) / line.quantity) / 100;
      amount += share(line.total) + share(line.total_tax);
      return {
        id: item,
        quantity,
        refund_total: share(line.total),
        refund_tax: line.taxes.map((tax: Json) => ({ id: tax.id, refund_total: share(tax.total) })),
      };
    });
    await this.ask('POST', `wc/v3/orders/${id}/refunds`, {
      amount: amount.toFixed(2),
      api_refund: false,
      api_restock: restock,
      line_items: items,
    });
  }
}

const managed = (stock: number | null) =>
  stock === null ? {} : { manage_stock: true, stock_quantity: stock, backorders: 'notify' };

const placed = (order: Json): Placed => ({
  id: order.id,
  items: order.line_items.map((line: Json) => line.id),
});

async function mailsTo(file: string, address: string): Promise<Mail[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Json => JSON.parse(line))
    .filter((mail) => [mail.to].flat().join(',').includes(address))
    .map((mail) => ({ to: address, subject: mail.subject, body: mail.message }));
}
