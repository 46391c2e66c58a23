// Amounts as WooCommerce writes them: decimal strings outside, whole minor units in here.

import { ShopRefused } from './shop.ts';
import type { Minor, ShopSettings } from './store.ts';

/** '12.50' → 1250 where the currency has two decimals. */
export function minor(text: string, { decimals }: Pick<ShopSettings, 'decimals'>): Minor {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new ShopRefused('invalid', `"${text}" is not an amount.`);
  return Math.round(Number(text) * 10 ** decimals);
}

/** 1250 → '12.50'; never '-0.00'. */
export function decimal(amount: Minor, { decimals }: Pick<ShopSettings, 'decimals'>): string {
  return (amount / 10 ** decimals || 0).toFixed(decimals);
}

/** What a price or discount in the shop's terms is without tax, and the tax on it. */
export function netAndTax(
  amount: Minor,
  { taxRate, pricesIncludeTax }: ShopSettings,
): { net: Minor; tax: Minor } {
  if (!pricesIncludeTax) return { net: amount, tax: taxOn(amount, taxRate) };
  const net = Math.round(amount / (1 + taxRate / 100));
  return { net, tax: amount - net };
}

export const taxOn = (net: Minor, taxRate: number): Minor => Math.round((net * taxRate) / 100);

export const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
