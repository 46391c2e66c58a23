// Money is whole minor units beside its currency, until it is printed.

import type { Branded } from './ids.ts';

export type Minor = Branded<number, 'Minor'>;
export interface Money {
  minor: Minor;
  currency: string;
}

const knownDecimals = new Map<string, number>();

/** How many decimals a currency has: 2 for GBP, 0 for JPY. */
export function decimalsOf(currency: string): number {
  // asked for every amount of every order, and a format is dear to make
  const known = knownDecimals.get(currency) ?? lookedUpDecimals(currency);
  knownDecimals.set(currency, known);
  return known;
}

function lookedUpDecimals(currency: string): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2; // a shop may invent a currency (points, tokens)
  }
}

/** `'19.99', 'GBP'` becomes 1999 pence. Throws on text that is no number. */
export function money(text: string, currency: string): Money {
  const amount = Number(text);
  if (text.trim() === '' || !Number.isFinite(amount)) throw new RangeError(`"${text}" is not an amount`);
  return { minor: Math.round(amount * 10 ** decimalsOf(currency)) as Minor, currency };
}

/** 1999 pence becomes `19.99`, as Peoplevox reads decimals (peoplevox-api.md 3.1). */
export const decimalText = ({ minor, currency }: Money) =>
  (minor / 10 ** decimalsOf(currency)).toFixed(decimalsOf(currency));
