// What the test shop sells.

interface Sellable {
  sku: string;
  price: string;
  /** Without it the shop does not count this one's stock itself. */
  stock?: number;
}
interface Simple extends Sellable {
  name: string;
  virtual?: boolean;
}
interface Variable {
  sku: string;
  name: string;
  attribute: string;
  stock?: number;
  variations: (Sellable & { option: string })[];
}

export const sampleProducts: (Simple | Variable)[] = [
  { sku: 'MUG-BLUE', name: 'Blue mug', price: '9.00', stock: 1000 },
  { sku: 'MUG-RED', name: 'Red mug', price: '9.00', stock: 1000 },
  { sku: 'NOTEBOOK', name: 'Notebook', price: '4.50', stock: 1000 },
  { sku: 'GIFT-CARD', name: 'Gift card', price: '20.00', virtual: true },
  {
    sku: 'TEE',
    name: 'T-shirt',
    attribute: 'Size',
    variations: [
      { sku: 'TEE-S', option: 'Small', price: '15.00', stock: 1000 },
      { sku: 'TEE-M', option: 'Medium', price: '15.00', stock: 1000 },
      { sku: 'TEE-L', option: 'Large', price: '16.00', stock: 1000 },
    ],
  },
  {
    // Counts its stock for all its variations together.
    sku: 'SOCKS',
    name: 'Socks',
    attribute: 'Length',
    stock: 1000,
    variations: [
      { sku: 'SOCKS-SHORT', option: 'Short', price: '5.00' },
      { sku: 'SOCKS-LONG', option: 'Long', price: '6.00' },
    ],
  },
];
