// What ought to have become of an order, known from what the customer did, before anything is looked at.

export interface Wanted {
  orderId: number;
  /** The sales order number it has, or would have. */
  number: string;
  /** The customer's first name: the demo's people do not exist. */
  who: string;
  /** What is special about it, for the table. */
  what: string;
  /** Units of each SKU that are to be picked; empty: nothing may go to the warehouse. */
  units: Record<string, number>;
  /** The shop's status at the end. */
  status: string;
  /** It must not be in Peoplevox before this: when its payment came. */
  notBefore?: Date;
  deliverTo: { name: string; postcode: string };
}

export const mayGo = (one: Wanted) => Object.keys(one.units).length > 0;
