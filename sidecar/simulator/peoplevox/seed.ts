import Type, { type Static } from 'typebox';

const Site = Type.Object({ reference: Type.String(), name: Type.Optional(Type.String()) });
const ServiceType = Type.Object({ carrier: Type.String(), name: Type.String(), code: Type.String() });
const KitPart = Type.Object({ item: Type.String(), quantity: Type.Integer({ minimum: 1 }) });

const Item = Type.Object(
  {
    code: Type.String(),
    name: Type.Optional(Type.String()),
    /** Default: the item code. Unique. */
    barcode: Type.Optional(Type.String()),
    /** On hand at PrimarySite, or per site. An item that is not stocked anywhere is in no stock report. */
    stock: Type.Optional(
      Type.Union([Type.Integer({ minimum: 0 }), Type.Record(Type.String(), Type.Integer({ minimum: 0 }))]),
    ),
    /** What it is made of, where it is a kit: its own stock is then never touched. */
    kit: Type.Optional(Type.Array(KitPart)),
    /** Further columns of Item types, by default name, as CSV text. */
    columns: Type.Optional(Type.Record(Type.String(), Type.String())),
  },
  { additionalProperties: false },
);

/** What is put into the warehouse without a call: seeding the same again sets it anew, and does not repeat it. */
export const SeedSchema = Type.Object(
  {
    sites: Type.Optional(Type.Array(Site)),
    serviceTypes: Type.Optional(Type.Array(ServiceType)),
    paymentMethods: Type.Optional(Type.Array(Type.String())),
    items: Type.Optional(Type.Array(Item)),
  },
  { additionalProperties: false },
);

export type Seed = Static<typeof SeedSchema>;

/** What every simulated tenant starts with. */
export const startingSeed: Seed = {
  sites: [
    { reference: 'PrimarySite', name: 'Primary site' },
    { reference: 'SystemSite', name: 'System site' },
  ],
  serviceTypes: [
    { carrier: 'Royal Mail', name: 'Royal Mail 48', code: 'RM48' },
    { carrier: 'Royal Mail', name: 'Royal Mail 24', code: 'RM24' },
    { carrier: 'DPD', name: 'DPD Next Day', code: 'DPD12' },
  ],
  paymentMethods: ['Card', 'PayPal', 'Bank transfer', 'Cash on delivery'],
};
