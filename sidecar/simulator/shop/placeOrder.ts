// An order from the basket to where its payment takes it.

import { createHash } from 'node:crypto';
import { findProduct, managingProduct } from './catalogue.ts';
import { minor } from './money.ts';
import { changeStatus, orderStatuses, paymentComplete } from './orderStatus.ts';
import { heldStock } from './orderStock.ts';
import { type Address, type OrderLineSeed, type OrderSeed, type PaymentMethod, ShopRefused } from './shop.ts';
import { draftStatuses, type Line, type Order, type Product, type Store, setMeta } from './store.ts';
import { applyCoupon, charge, lineAmounts } from './totals.ts';

const somebody: Required<Address> = {
  first_name: 'Jo',
  last_name: 'Bloggs',
  company: '',
  address_1: '1 High Street',
  address_2: '',
  city: 'London',
  state: '',
  postcode: 'SW1A 1AA',
  country: 'GB',
  phone: '020 7946 0000',
  email: 'jo.bloggs@example.test',
};
const paymentTitles: Record<PaymentMethod, string> = {
  card: 'Card',
  card_later: 'Card',
  cod: 'Cash on delivery',
  bacs: 'Direct bank transfer',
};

export function placeOrder(store: Store, seed: OrderSeed): Order {
  if (seed.lines.length === 0) throw new ShopRefused('invalid', 'An order needs a line.');
  const byCustomer = ['checkout', 'store-api'].includes(seed.createdVia ?? 'checkout');
  if (byCustomer && !seed.status) checkStock(store, seed.lines);

  if (seed.status && !draftStatuses.includes(seed.status) && !(seed.status in orderStatuses))
    throw new ShopRefused('invalid', `The shop has no order status "${seed.status}".`);
  const order = newOrder(store, seed);
  for (const line of seed.lines) order.lines.push(makeLine(store, line));
  const shipping = seed.shippingMethod;
  if (shipping !== null && order.lines.length > 0) {
    const { id = 'flat_rate', title = 'Flat rate', total = '3.95', instanceId = '1' } = shipping ?? {};
    const settings = store.data.settings;
    order.shippingLines.push({
      ...charge(store, title, minor(total, settings)),
      methodId: id,
      instanceId,
      meta: [],
    });
  }
  for (const fee of seed.fees ?? [])
    order.fees.push(charge(store, fee.name, minor(fee.amount, store.data.settings)));
  if (seed.coupon)
    applyCoupon(store, order, seed.coupon.code, minor(seed.coupon.amount, store.data.settings));
  if (store.data.settings.taxRate > 0) order.taxLineId = store.newItemId();
  if (byCustomer) keepCheckoutMeta(store, order);
  for (const [key, value] of Object.entries(seed.meta ?? {})) setMeta(store, order.meta, key, value);

  store.data.orders.set(order.id, order);
  store.write({ kind: 'order', order_id: order.id, what: 'created' });
  if (seed.status) takeTo(store, order, seed.status);
  else settlePayment(store, order, seed.paymentMethod ?? 'card', byCustomer);
  return order;
}

/** What the checkout leaves on an order, beside what the customer said. */
function keepCheckoutMeta(store: Store, order: Order): void {
  for (const part of ['shipping', 'coupons', 'fees', 'taxes']) {
    const hash = createHash('md5').update(`${part} of ${order.id}`).digest('hex');
    setMeta(store, order.meta, `_${part}_hash`, hash);
  }
  setMeta(store, order.meta, 'is_vat_exempt', 'no');
  const items = order.lines.map((line) => `${line.name} &times; ${line.quantity}`).join(', ');
  for (const shipping of order.shippingLines) setMeta(store, shipping.meta, 'Items', items);
}

function newOrder(store: Store, seed: OrderSeed): Order {
  const id = store.newId();
  const now = store.second();
  const method = seed.paymentMethod ?? 'card';
  const billing = { ...somebody, ...seed.billing };
  const { email: _, phone: __, ...deliverTo } = billing;
  return {
    id,
    key: `wc_order_${id.toString(36).padStart(13, '0')}`,
    status: 'pending',
    statusBeforeTrash: null,
    created: now,
    modified: now,
    paid: null,
    completed: null,
    billing,
    shipping: { ...deliverTo, phone: '', ...seed.shipping },
    customerNote: seed.customerNote ?? '',
    paymentMethod: method === 'card_later' ? 'card' : method,
    paymentTitle: paymentTitles[method],
    transactionId: '',
    createdVia: seed.createdVia ?? 'checkout',
    taxLineId: 0,
    lines: [],
    shippingLines: [],
    fees: [],
    coupons: [],
    refunds: [],
    meta: [],
    notes: [],
    stockReduced: false,
    holdsStockUntil: null,
  };
}

export function makeLine(store: Store, seed: OrderLineSeed): Line {
  const product = findProduct(store, {
    ...(seed.product_id === undefined ? {} : { id: seed.product_id }),
    ...(seed.sku === undefined ? {} : { sku: seed.sku }),
  });
  const { settings } = store.data;
  const price = seed.price === undefined ? (product.price ?? 0) : minor(seed.price, settings);
  const parent = product.type === 'variation' ? store.data.products.get(product.parentId) : undefined;
  const line: Line = {
    id: store.newItemId(),
    productId: parent?.id ?? product.id,
    variationId: parent ? product.id : 0,
    name: product.name,
    parentName: parent?.name ?? null,
    quantity: seed.quantity,
    ...lineAmounts(price, seed.quantity, settings),
    meta: [],
  };
  for (const [label, value] of Object.entries(product.attributes))
    setMeta(store, line.meta, label.toLowerCase().replace(/[^a-z0-9]+/g, '-'), value, label);
  for (const [key, value] of Object.entries(seed.meta ?? {})) setMeta(store, line.meta, key, value);
  return line;
}

/** What the checkout would refuse: more than there is, less what other customers' unpaid orders hold. */
function checkStock(store: Store, lines: readonly OrderLineSeed[]): void {
  const wanted = new Map<Product, number>();
  for (const { sku, product_id, quantity } of lines) {
    const product = findProduct(store, {
      ...(product_id === undefined ? {} : { id: product_id }),
      ...(sku === undefined ? {} : { sku }),
    });
    if (product.status !== 'publish')
      throw new ShopRefused('not_purchasable', `${product.sku} cannot be bought: it is ${product.status}.`);
    const managing = managingProduct(store, product);
    if (managing && managing.backorders === 'no')
      wanted.set(managing, (wanted.get(managing) ?? 0) + quantity);
  }
  for (const [managing, quantity] of wanted) {
    const left = managing.stock - heldStock(store, managing);
    if (quantity > left)
      throw new ShopRefused('not_enough_stock', `There are ${Math.max(0, left)} of ${managing.sku} left.`);
  }
}

/** Which status, and whether payment_complete fires: measured in real-woocommerce.md. */
function settlePayment(store: Store, order: Order, method: PaymentMethod, byCustomer: boolean): void {
  store.touch(order);
  if (byCustomer) order.holdsStockUntil = store.now() + store.data.settings.holdStockMinutes * 60_000;
  if (method === 'card') paymentComplete(store, order, `txn_${order.id}`);
  if (method === 'cod') changeStatus(store, order, 'processing', { by: 'customer' });
  if (method === 'bacs') changeStatus(store, order, 'on-hold', { by: 'customer' });
}

/** Straight to a status, as when staff or an import makes the order. Drafts have no hooks. */
function takeTo(store: Store, order: Order, status: string): void {
  if (draftStatuses.includes(status)) order.status = status;
  else if (status === 'pending') store.touch(order);
  else changeStatus(store, order, status, { by: 'staff' });
}
