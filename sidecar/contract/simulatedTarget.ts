// The simulated shop as a target of the contract suite.

import type { OrderSeed, Shop } from '../simulator/shop/shop.ts';
import { startShop } from '../simulator/shop/startShop.ts';
import type { NewOrder, NewProduct, Placed, Product, Target } from './target.ts';

const secret = 'the contract suite’s secret, of 32 characters and more';

export async function openSimulated(): Promise<Target> {
  const shop = await startShop({
    secret,
    sidecarUrl: 'http://127.0.0.1:9',
    taxRate: 20,
    pricesIncludeTax: true,
    toggles: { triggers: 'blocked' },
  });
  return {
    kind: 'simulated',
    url: shop.url,
    secret,
    now: () => new Date(),
    newProduct: (product) => newProduct(shop, product),
    newDouble: (sku) => newProduct(shop, { sku, stock: 1 }),
    stock: async (id) => (await productOf(shop, id)).stock,
    setStock: async (id, stock) => {
      await shop.editProduct(id, { stock });
    },
    newOrder: (order) => newOrder(shop, order),
    checkout: async (lines, email) => {
      const seed = { lines: lines.map(lineOf), paymentMethod: 'cod', billing: { email } } as const;
      return placed(await shop.placeOrder({ ...seed, createdVia: 'store-api' }));
    },
    setStatus: async (id, status) => {
      await shop.setStatus(id, status);
    },
    refund: async (id, lines, restock) => {
      await shop.refund(id, {
        lines: lines.map(({ item, quantity }) => ({ item_id: item, quantity })),
        restock,
      });
    },
    setQuantity: async (id, item, quantity) => {
      await shop.edit(id, { quantities: [{ item_id: item, quantity }] });
    },
    trash: async (id) => {
      await shop.trash(id);
    },
    delete: (id) => shop.delete(id),
    mailsTo: async (address) => (await shop.mails()).filter((mail) => mail.to === address),
    completedMail: async (on) => {
      await shop.toggles({ customerMails: on });
    },
    moveHome: async (url) => {
      await shop.moveTo(url ?? shop.url);
    },
    close: () => shop.stop(),
  };
}

async function productOf(shop: Shop, id: number) {
  const product = (await shop.products()).find((one) => one.id === id);
  if (!product) throw new Error(`no product ${id}`);
  return product;
}

async function newProduct(shop: Shop, product: NewProduct): Promise<Product> {
  const { sku, stock = null, virtual = false, draft = false, variations, ...rest } = product;
  const [made, ...ofIt] = await shop.seedProducts([
    {
      ...rest,
      sku,
      stock,
      virtual,
      status: draft ? 'draft' : 'publish',
      backorders: 'notify',
      ...(variations
        ? {
            variations: variations.map((one) => ({
              sku: one.sku,
              stock: one.stock,
              attributes: { Colour: one.sku },
            })),
          }
        : {}),
    },
  ]);
  if (!made) throw new Error('no product was made');
  return { id: made.id, variations: ofIt.map((one) => one.id) };
}

const lineOf = ({ product, variation, quantity }: NewOrder['lines'][number]) => ({
  product_id: variation ?? product,
  quantity,
});

async function newOrder(shop: Shop, order: NewOrder): Promise<Placed> {
  const { lines, status, email = 'jo.bloggs@example.test', coupon, fee, note, transactionId, meta } = order;
  const seed: OrderSeed = {
    lines: lines.map(lineOf),
    status,
    paymentMethod: 'bacs',
    createdVia: 'rest-api',
    billing: { email },
    ...(coupon === undefined ? {} : { coupon: { code: `off-${coupon}`, amount: coupon } }),
    ...(fee === undefined ? {} : { fees: [{ name: 'Gift wrap', amount: fee }] }),
    ...(note === undefined ? {} : { customerNote: note }),
    ...(meta === undefined ? {} : { meta: { [meta.key]: meta.value } }),
  };
  const made = await shop.placeOrder(seed);
  return placed(transactionId === undefined ? made : await shop.edit(made.order.id, { transactionId }));
}

const placed = ({ order }: Awaited<ReturnType<Shop['placeOrder']>>): Placed => ({
  id: order.id,
  items: order.line_items.map((line) => line.id),
});
