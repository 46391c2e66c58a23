// A plain string that is secretly a SKU becomes a Sku once, at the edge.

declare const brand: unique symbol;
export type Branded<T, B extends string> = T & { readonly [brand]: B };

/** The shop's SKU, which is also Peoplevox's item code (at most 50 characters, peoplevox-api.md 3.5). */
export type Sku = Branded<string, 'Sku'>;
/** WooCommerce's order id. */
export type OrderId = Branded<number, 'OrderId'>;
/** Peoplevox's SalesOrderNumber (at most 30 characters, peoplevox-api.md 3.3). */
export type SalesOrderNumber = Branded<string, 'SalesOrderNumber'>;
/** Peoplevox's despatch number, `DES` and digits or digits alone (peoplevox-api.md 5.3). */
export type DespatchNumber = Branded<string, 'DespatchNumber'>;

export const sku = (text: string) => text as Sku;
export const orderId = (id: number) => id as OrderId;
export const salesOrderNumber = (text: string) => text as SalesOrderNumber;
export const despatchNumber = (text: string) => text as DespatchNumber;
