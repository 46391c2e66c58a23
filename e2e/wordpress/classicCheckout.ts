// A guest who buys through WooCommerce's classic checkout, as a browser does: a session by cookies, the form's nonce, wc-ajax=checkout.

import type { PlacedOrder } from './customer.ts';

const form = {
  billing_first_name: 'Ada',
  billing_last_name: 'Byron',
  billing_country: 'GB',
  billing_address_1: '12 Analytical Row',
  billing_city: 'London',
  billing_state: '',
  billing_postcode: 'SW1A 1AA',
  billing_phone: '020 7946 0000',
  billing_email: 'ada@customer.example',
};

/** A page with the classic checkout, made once in a shop; gives its address. */
export const makeClassicCheckout = (site: { wp<T>(code: string): Promise<T> }) =>
  site.wp<string>(
    `return get_permalink( wp_insert_post( [ 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'Classic checkout', 'post_content' => '[woocommerce_checkout]' ] ) );`,
  );

/** Throws with the shop's own words where it refuses. `url`: of the shop. */
export async function buyClassically(
  url: string,
  checkoutPage: string,
  { productId, quantity, payment }: { productId: number; quantity: number; payment: 'test_card' | 'bacs' },
): Promise<Pick<PlacedOrder, 'id'>> {
  const browse = withCookies();
  const adding = await browse(`${url}/?wc-ajax=add_to_cart`, {
    product_id: String(productId),
    quantity: String(quantity),
  });
  const added = JSON.parse(adding) as { error?: boolean; product_url?: string };
  if (added.error) throw new Error(`The shop refused: ${noticesOf(await browse(added.product_url ?? url))}`);
  const page = await browse(checkoutPage);
  const nonce = /name="woocommerce-process-checkout-nonce" value="([^"]+)"/.exec(page)?.[1];
  if (!nonce) throw new Error(`The checkout has no form: ${noticesOf(page)}`);
  const answer = await browse(`${url}/?wc-ajax=checkout`, {
    ...form,
    payment_method: payment,
    'woocommerce-process-checkout-nonce': nonce,
  });
  const told = JSON.parse(answer) as { result: string; messages?: string; order_id?: number };
  if (told.result !== 'success' || !told.order_id)
    throw new Error(`The shop refused: ${noticesOf(told.messages ?? answer)}`);
  return { id: told.order_id };
}

/** What a page tells whoever reads it: its notice, else the beginning of its content. */
function noticesOf(html: string): string {
  const content = html.replace(/<(style|script|head)\b[\s\S]*?<\/\1>/g, '');
  const notice = /class="[^"]*(?:woocommerce-error|is-error)[\s\S]*/.exec(content)?.[0];
  const text = (notice ?? /<main[\s\S]*/.exec(content)?.[0] ?? content).replace(/<[^>]*>/g, ' ');
  return text.replace(/\s+/g, ' ').slice(0, 300);
}

/** A browser's cookies, for one guest. */
function withCookies() {
  const cookies = new Map<string, string>();
  return async (address: string, body?: Record<string, string>): Promise<string> => {
    const answer = await fetch(address, {
      method: body ? 'POST' : 'GET',
      redirect: 'manual', // where to does not matter, and its cookies must not be lost
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(body ? { body: new URLSearchParams(body) } : {}),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';')[0]?.split(/=(.*)/s) ?? [];
      cookies.set(name, value);
    }
    const text = await answer.text();
    if (answer.status >= 500) throw new Error(`${address} answered ${answer.status}: ${text.slice(0, 300)}`);
    return text;
  };
}
