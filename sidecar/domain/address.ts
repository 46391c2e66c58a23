// What a parcel's address must have before the warehouse sees it.

import { isValid as isUkPostcode } from 'postcode';
import validator from 'validator';
import type { Attention } from './attention.ts';
import type { Address } from './order.ts';

const locales = new Set<string>(validator.isPostalCodeLocales);

/** Is this a full postcode of that country? true where the country's form is not known to us. */
export function postcodeFits(postcode: string, country: string): boolean {
  // "SW1A" alone is an outward code, no address: the UK's own library insists on both halves.
  if (country === 'GB') return isUkPostcode(postcode);
  if (!locales.has(country)) return true;
  return validator.isPostalCode(postcode.trim(), country as validator.PostalCodeLocale);
}

/** Everything wrong with a delivery address, in words; empty where a parcel would arrive. */
export function addressTrouble(address: Address): Attention[] {
  const missing = [
    address.name === '' && address.company === '' ? 'a name' : '',
    address.line1 === '' ? 'the street' : '',
    address.city === '' ? 'the town' : '',
    address.country === '' ? 'the country' : '',
    address.postcode === '' && (address.country === 'GB' || locales.has(address.country))
      ? 'the postcode'
      : '',
  ].filter((part) => part !== '');
  if (missing.length > 0)
    return [{ code: 'no_address', reason: `The delivery address lacks ${missing.join(', ')}.` }];
  if (!postcodeFits(address.postcode, address.country))
    return [{ code: 'bad_postcode', reason: `"${address.postcode}" is not a full ${postcodeOf(address)}.` }];
  return [];
}

const postcodeOf = ({ country }: Address) => (country === 'GB' ? 'UK postcode' : `postcode of ${country}`);
