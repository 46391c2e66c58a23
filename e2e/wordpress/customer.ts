// A customer who buys through the Store API, as the checkout block does: a cart by its token, no account, no nonce.

import type { Shop } from './snapshot.ts';

export interface Address {
  first_name: string;
  last_name: string;
  company: string;
  address_1: string;
  address_2: string;
  city: string;
  state: string;
  postcode: string;
  country: string;
  phone: string;
}

export interface Basket {
  lines: { sku: string; quantity: number }[];
  /** Default: test_card, which pays at once. bacs waits for the money (on-hold), cod is processing without payment. */
  payment?: 'test_card' | 'bacs' | 'cod';
  /** The shop's way of sending, by its title. Default: the first. */
  delivery?: 'Standard delivery' | 'Express delivery';
  address?: Partial<Address>;
  email?: string;
  note?: string;
}

export interface PlacedOrder {
  id: number;
  number: string;
  key: string;
  status: string;
  /** how long the customer waited for the answer to "Place order" */
  checkoutMs: number;
}

const someone: Address = {
  first_name: 'Ada',
  last_name: 'Byron',
  company: '',
  address_1: '12 Analytical Row',
  address_2: '',
  city: 'London',
  state: '',
  postcode: 'SW1A 1AA',
  country: 'GB',
  phone: '020 7946 0000',
};

/** Puts the lines into a new cart and checks out. Throws with the shop's own words where it refuses. */
export async function placeOrder(
  restUrl: string,
  products: Shop['products'],
  basket: Basket,
): Promise<PlacedOrder> {
  const ask = await openCart(restUrl);
  let cart: Cart = { shipping_rates: [] };
  for (const { sku, quantity } of basket.lines) {
    const product = products[sku];
    if (!product) throw new Error(`The test shop does not sell ${sku}.`);
    cart = await ask<Cart>('cart/add-item', { id: product.id, quantity });
  }
  const address = { ...someone, ...basket.address };
  if (basket.delivery) {
    cart = await ask<Cart>('cart/update-customer', { shipping_address: address });
    const chosen = rateCalled(cart, basket.delivery);
    await ask('cart/select-shipping-rate', { package_id: chosen.package_id, rate_id: chosen.rate_id });
  }
  const clicked = performance.now();
  const order = await ask<CheckoutAnswer>('checkout', {
    billing_address: { ...address, email: basket.email ?? 'ada@customer.example' },
    shipping_address: address,
    payment_method: basket.payment ?? 'test_card',
    customer_note: basket.note ?? '',
  });
  return {
    id: order.order_id,
    number: order.order_number,
    key: order.order_key,
    status: order.status,
    checkoutMs: performance.now() - clicked,
  };
}

interface Cart {
  shipping_rates: { package_id: number | string; shipping_rates: { rate_id: string; name: string }[] }[];
}
interface CheckoutAnswer {
  order_id: number;
  order_number: string;
  order_key: string;
  status: string;
}

function rateCalled(cart: Cart, title: string) {
  for (const { package_id, shipping_rates } of cart.shipping_rates) {
    const rate = shipping_rates.find(({ name }) => name === title);
    if (rate) return { package_id, rate_id: rate.rate_id };
  }
  throw new Error(`The shop does not offer ${title}: ${JSON.stringify(cart.shipping_rates)}`);
}

/** A new cart; gives a function that posts to the Store API for it. */
async function openCart(restUrl: string) {
  const opened = await fetch(`${restUrl}wc/store/v1/cart`);
  const token = opened.headers.get('cart-token');
  if (!token) throw new Error(`The shop gave no cart: ${opened.status} ${await opened.text()}`);
  return async <T>(route: string, body: unknown): Promise<T> => {
    const answer = await fetch(`${restUrl}wc/store/v1/${route}`, {
      method: 'POST',
      headers: { 'cart-token': token, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok)
      throw new Error(`The shop refused ${route} with ${answer.status}: ${text.slice(0, 1000)}`);
    return JSON.parse(text);
  };
}
