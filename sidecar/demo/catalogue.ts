// What the demo's shop sells and what its warehouse has: a small shop for wool and the things to keep it in.

import type { Seed } from '../simulator/peoplevox/seed.ts';
import type { ProductSeed } from '../simulator/shop/shop.ts';

/** Sold in the shop, but nobody has made the item in Peoplevox. */
export const unknownSku = 'SCARF-GOLD';

/** Needs no shipping: nothing of it ever goes to a warehouse. */
export const giftCardSku = 'GIFT-CARD-25';

const colours = [
  ['RED', 'Red'],
  ['BLUE', 'Blue'],
  ['GREEN', 'Green'],
] as const;
const sizes = ['S', 'M', 'L'] as const;

const scarf: ProductSeed = {
  sku: 'SCARF',
  name: 'Lambswool scarf',
  price: '24.50',
  variations: colours.flatMap(([code, colour]) =>
    sizes.map((size) => ({
      sku: `SCARF-${code}-${size}`,
      attributes: { Colour: colour, Size: size },
      stock: 40,
      ...(size === 'L' ? { price: '27.50' } : {}),
    })),
  ),
};

const hat: ProductSeed = {
  sku: 'HAT',
  name: 'Bobble hat',
  price: '16.00',
  variations: [
    { sku: 'HAT-CREAM', attributes: { Colour: 'Cream' }, stock: 30 },
    { sku: 'HAT-NAVY', attributes: { Colour: 'Navy' }, stock: 30 },
  ],
};

export const products: ProductSeed[] = [
  scarf,
  hat,
  { sku: 'YARN-OAT', name: 'Aran yarn, oatmeal, 100 g', price: '6.25', stock: 120 },
  { sku: 'YARN-MOSS', name: 'Aran yarn, moss, 100 g', price: '6.25', stock: 120 },
  { sku: 'NEEDLES-5MM', name: 'Bamboo needles & case, 5 mm', price: '9.90', stock: 25 },
  { sku: 'TIN-SMALL', name: 'Storage tin, small', price: '12.00', stock: 20 },
  { sku: unknownSku, name: 'Lambswool scarf, gold edition', price: '45.00', stock: 10 },
  { sku: giftCardSku, name: 'Gift card £25', price: '25.00', stock: null, virtual: true },
];

/** What can be bought: a variable product only by its variations. */
export const sellable: { sku: string; name: string; stock: number | null }[] = products.flatMap((product) =>
  product.variations
    ? product.variations.map(({ sku, attributes, stock }) => ({
        sku,
        name: `${product.name}, ${Object.values(attributes).join(', ')}`,
        stock: typeof stock === 'number' ? stock : null,
      }))
    : [{ sku: product.sku, name: product.name ?? product.sku, stock: product.stock ?? null }],
);

/** The same things in the warehouse, as many of each as the shop says, but for the unknown one. */
export const warehouseSeed: Seed = {
  items: sellable.flatMap(({ sku, name, stock }) =>
    stock === null || sku === unknownSku ? [] : [{ code: sku, name, stock }],
  ),
};

/** What somebody in the warehouse makes when the unknown SKU is asked for. */
export const missingItem = { code: unknownSku, name: 'Lambswool scarf, gold edition', stock: 10 };
