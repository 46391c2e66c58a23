// People who do not exist, at addresses that do not either; the postcodes are of the right form.

import type { Address } from '../simulator/shop/shop.ts';

const people = [
  ['Ada', 'Whitlock', '3 Mill Lane', 'Otley', 'LS21 1AA'],
  ['Bram', 'Oakes', '17 Station Road', 'Hexham', 'NE46 1AB'],
  ['Cleo', 'Farrow', 'Flat 2, 80 Quay Street', 'Cardiff', 'CF10 5AQ'],
  ['Dev', 'Malhotra', '41 Church Walk', 'Leicester', 'LE1 5WW'],
  ['Elsie', 'Quill', '9 Harbour View', 'Whitby', 'YO22 4DN'],
  ['Finn', 'Brannagh', '12 The Mall', 'Newry', 'BT34 1AN'],
  ['Greta', 'Stone', '5 Castle Wynd', 'Stirling', 'FK8 1EL'],
  ['Hugo', 'Penrose', '22 Fore Street', 'Redruth', 'TR15 2AE'],
  ['Iris', 'Lovell', '66 Abbey Road', 'Bath', 'BA1 1LN'],
  ['Jonah', 'Reed', '101 Victoria Parade', 'Southend', 'SS1 1DQ'],
] as const;

/** The nth customer, as a billing address; after the last comes the first again. */
export function customer(n: number): Partial<Address> {
  const [first, last, street, city, postcode] = people[n % people.length] ?? people[0];
  return {
    first_name: first,
    last_name: last,
    address_1: street,
    city,
    postcode,
    country: 'GB',
    email: `${first}.${last}@example.test`.toLowerCase(),
  };
}

/** The outward half alone: nobody can deliver to it. The whole one would be that of customer 4. */
export const badPostcode = 'YO22';
