// Which shop and order a sales order was made for (design.md section 5, step 1).

/** It goes into an attribute of ours. */
export const fingerprintOf = (installation: string, order: number) =>
  `${fingerprintStart(installation)}${order}`;

/** What the fingerprints of all orders of this installation begin with. */
export const fingerprintStart = (installation: string) => `pickwave:${installation}:`;

/** Of the tenant probe's test orders: ours, and of no order of the shop. */
export const testFingerprint = (installation: string) => `${fingerprintStart(installation)}test`;

/** The order id in a fingerprint of this installation, or null: not ours. */
export function orderOfFingerprint(fingerprint: string | null, installation: string): number | null {
  const start = fingerprintStart(installation);
  if (!fingerprint?.startsWith(start)) return null;
  const id = Number(fingerprint.slice(start.length));
  return Number.isInteger(id) && id > 0 ? id : null;
}
