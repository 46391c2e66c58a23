// Which shop this is, whom it trusts, and whether it may speak: pairing, freezing, lease (docs/link.md).

import { randomBytes, randomUUID } from 'node:crypto';
import { shopAddress } from '../../../link/from.ts';
import { nonceLifeSeconds } from '../../../link/signature.ts';
import { iso, type Store } from '../store.ts';
import { RouteError } from './answers.ts';

export const pluginVersion = '0.1.0';

const rotationMs = 24 * 3_600_000;

/** A pairing that is being made: trusted for the sidecar's call back, and kept only if the sidecar says yes. */
export interface Pending {
  secret: string;
  installationId: string;
}

/** The same shop keeps its installation id; a copy gets one of its own. */
export const newPending = (store: Store): Pending => ({
  secret: randomBytes(32).toString('hex'),
  installationId: isFrozen(store) ? randomUUID() : (store.data.identity?.installationId ?? randomUUID()),
});

export function bind(store: Store, installationId: string): void {
  store.data.identity = { installationId, boundUrl: homeAddress(store) };
  store.write({ kind: 'pairing', installation_id: installationId, bound_url: homeAddress(store) });
}

export function storePairing(
  store: Store,
  secret: string,
  sidecarUrl: string,
  byConstants: boolean = false,
): void {
  const url = sidecarUrl.replace(/\/+$/, '');
  const before = store.data.pairing;
  store.data.pairing = {
    secret,
    sidecarUrl: url,
    byConstants,
    previous:
      before && before.sidecarUrl === url && !before.byConstants
        ? { secret: before.secret, until: store.now() + rotationMs }
        : null,
  };
}

/** Constants in wp-config.php: nobody pairs by hand, so the first use binds. */
export function pairByConstants(
  store: Store,
  { secret, sidecarUrl, installationId }: { secret: string; sidecarUrl: string; installationId?: string },
): void {
  storePairing(store, secret, sidecarUrl, true);
  if (!store.data.identity) bind(store, installationId ?? randomUUID());
}

/** home_url('/'), with its slash. */
export const homeAddress = (store: Store): string => `${store.homeUrl}/`;

/** A copy has the identity but not the address. */
export function isFrozen(store: Store): boolean {
  const { identity } = store.data;
  return identity !== null && shopAddress(identity.boundUrl) !== shopAddress(store.homeUrl);
}

export function refuseIfFrozen(store: Store): void {
  const { identity } = store.data;
  if (!identity || !isFrozen(store)) return;
  const more = { bound_url: identity.boundUrl, shop_url: homeAddress(store) };
  throw new RouteError(
    409,
    'pickwave_frozen',
    `This is a copy: the shop was paired at ${more.bound_url} and this is ${more.shop_url}. Nothing of a copy is sent. Pair it anew if it is a shop of its own.`,
    { more },
  );
}

/** Stores the nonce and says whether it was there. */
export function seenNonce(store: Store, nonce: string): boolean {
  const { nonces } = store.data;
  const now = store.now();
  for (const [old, until] of nonces) if (until < now) nonces.delete(old);
  if (nonces.has(nonce)) return true;
  nonces.set(nonce, now + nonceLifeSeconds * 1000);
  return false;
}

/** Null once it has run out or was given back. */
function holderNow(store: Store): string | null {
  const { holder, expiresAt } = store.data.lease;
  return expiresAt !== null && expiresAt > store.now() ? holder : null;
}

export function leaseView(store: Store) {
  const { epoch, expiresAt } = store.data.lease;
  const holder = holderNow(store);
  return { holder, epoch, expires_at: holder === null || expiresAt === null ? null : iso(expiresAt) };
}

/** One holder at a time; asking again keeps it; each new holding has a new epoch. */
export function askLease(store: Store, wanted: { holder: string; seconds: number; release?: boolean }) {
  const { lease } = store.data;
  const holder = holderNow(store);
  if (holder !== null && holder !== wanted.holder) return { granted: false, ...leaseView(store) };
  if (wanted.release) {
    if (holder !== null) {
      lease.holder = null;
      lease.expiresAt = null;
      store.write({ kind: 'lease', holder: null, epoch: lease.epoch });
    }
    return { granted: false, ...leaseView(store) };
  }
  if (holder === null) {
    lease.holder = wanted.holder;
    lease.epoch += 1;
    store.write({ kind: 'lease', holder: wanted.holder, epoch: lease.epoch });
  }
  lease.expiresAt = Math.floor(store.now() / 1000) * 1000 + wanted.seconds * 1000;
  return { granted: true, ...leaseView(store) };
}

/** Every route that writes asks this first. */
export function requireEpoch(store: Store, epoch: number): void {
  const lease = leaseView(store);
  if (lease.holder !== null && lease.epoch === epoch) return;
  const message = lease.holder
    ? `The lease is with ${lease.holder} (epoch ${lease.epoch}).`
    : `Nobody holds the lease (epoch ${lease.epoch}).`;
  throw new RouteError(409, 'pickwave_lease_lost', message, {
    more: { holder: lease.holder, epoch: lease.epoch },
  });
}
