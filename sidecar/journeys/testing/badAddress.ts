/** Of an order that is not sent until its postcode is corrected. */
export const badAddress = {
  shipping: {
    first_name: 'A',
    last_name: 'B',
    address_1: '1 Lane',
    city: 'London',
    postcode: 'SW1A 1A',
    country: 'GB',
  },
};
