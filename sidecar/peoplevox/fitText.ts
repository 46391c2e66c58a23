// Text made to fit Peoplevox's columns: what happens to longer text is unknown, so we cut it and say so
// (peoplevox-api.md 3.1 and 3.3). Pure.

/** A value for a column. `cut`: what did not fit. */
export interface Cell {
  column: string;
  value: string;
  cut?: string;
}

const salesOrderLengths: Record<string, number> = {
  CustomerPurchaseOrderReferenceNumber: 50,
  Email: 500,
  ContactName: 100,
  ServiceType: 100,
  ChannelName: 50,
  Customer: 50,
};
const addressLength = 100;
/** Known of items only; on orders it is unverified. */
const attributeLength = 500;

/**
 * Longest text of a column of Sales orders; keys (number, item code, line) are never cut: a cut key is
 * another key.
 */
function lengthOf(column: string): number {
  if (/^(Shipping|Invoice)Address/.test(column)) return addressLength;
  if (/^Attribute\d/.test(column)) return attributeLength;
  return salesOrderLengths[column] ?? Number.POSITIVE_INFINITY;
}

/** Line ends and tabs become spaces. Never cuts a character that takes two code units in half. */
export function fitted(column: string, text: string): Cell {
  const value = text.replace(/\s+/g, ' ').trim();
  const longest = lengthOf(column);
  if (value.length <= longest) return { column, value };
  const end = /[\ud800-\udbff]/.test(value.charAt(longest - 1)) ? longest - 1 : longest;
  return { column, value: value.slice(0, end).trimEnd(), cut: value.slice(end) };
}

/**
 * Peoplevox has two address lines and no company. The company goes first, as on a label; the street goes
 * beside or below it, so that nothing is lost while both lines fit, and whatever must be cut is cut at the
 * end of the second.
 */
export function addressLines(company: string, line1: string, line2: string): [string, string] {
  const parts = [company, line1, line2]
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter((part) => part !== '');
  const layouts = [1, 2].map((first): [string, string] => [
    parts.slice(0, first).join(', '),
    parts.slice(first).join(', '),
  ]);
  const fits = layouts.find((layout) => layout.every((line) => line.length <= addressLength));
  return fits ?? wrapped(parts.join(', '));
}

/** The first line as full as whole words allow, the second takes the rest. */
function wrapped(text: string): [string, string] {
  const space = text.lastIndexOf(' ', addressLength);
  const end = space > 0 ? space : addressLength;
  return [text.slice(0, end).trimEnd(), text.slice(end).trimStart()];
}
