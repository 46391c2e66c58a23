// Who asks: the X-Pickwave-From header (docs/link.md, Signature and Which shop).

export type Rights = 'manage' | 'view';
export interface Person {
  id: string;
  name: string;
  rights: Rights;
}
export type From =
  | { who: 'sidecar'; holder: string }
  /** `person` where the shop asks on somebody's behalf. */
  | { who: 'shop'; installationId: string; address: string; person: Person | null };

export function writeFrom(from: From): string {
  if (from.who === 'sidecar') return `sidecar ${from.holder}`;
  const { id, name, rights } = from.person ?? {};
  const person = from.person ? ` ${id};${encodeURIComponent(name ?? '')};${rights}` : '';
  return `shop ${from.installationId} ${shopAddress(from.address)}${person}`;
}

/** Null where it is neither form. */
export function readFrom(header: string): From | null {
  const [who, ...rest] = header.split(' ');
  if (who === 'sidecar' && rest.join(' ').trim() !== '') return { who, holder: rest.join(' ') };
  const [installationId, address, person, ...more] = rest;
  if (who !== 'shop' || !installationId || !address || more.length > 0) return null;
  if (person === undefined) return { who, installationId, address: shopAddress(address), person: null };
  const match = /^([^;]*);([^;]*);(manage|view)$/.exec(person);
  if (!match) return null;
  try {
    return {
      who,
      installationId,
      address: shopAddress(address),
      person: { id: match[1] ?? '', name: decodeURIComponent(match[2] ?? ''), rights: match[3] as Rights },
    };
  } catch {
    return null;
  }
}

/**
 * A shop's address to compare: without scheme, leading `www.` and trailing slash, its host in lower case.
 * Equal addresses are one shop. Both the address and the whole URL may be given.
 */
export function shopAddress(url: string): string {
  const [host = '', ...path] = url
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .split('/');
  return [host.toLowerCase().replace(/^www\./, ''), ...path].join('/').replace(/\/+$/, '');
}
