// Which shop this is, whom it trusts, and whether it may speak: pairing, freezing, lease (docs/link.md).

import { randomBytes, randomUUID } from 'node:crypto';
import { shopAddress } from '../../../link/from.ts';
import { nonceLifeSeconds } from '../../../link/signature.ts';
import { iso, type Pairing, type Store } from '../store.ts';
import { RouteError } from './answers.ts';

export const pluginVersion = '0.1.0';

/** A pairing that is being made: trusted for the sidecar's call back, and kept only if the sidecar says yes. */
export interface Pending {
  secret: string;
  installationId: string;
}

export const newPending = (): Pending => ({
  secret: randomBytes(32).toString('hex'),
  installationId: randomUUID(),
});

export function makePairing(
  store: Store,
  { secret, installationId }: Pending,
  sidecarUrl: string,
  byConstants: boolean,
): void {
  store.data.pairing = {
    secret,
    sidecarUrl: sidecarUrl.replace(/\/+$/, ''),
    byConstants,
    installationId,
    boundUrl: store.homeUrl,
    lastContact: null,
  };
  store.write({ kind: 'pairing', installation_id: installationId, bound_url: store.homeUrl });
}

/** A copy has the pairing but not the address. */
export const isFrozen = (store: Store, pairing: Pairing | null = store.data.pairing): boolean =>
  pairing !== null && shopAddress(pairing.boundUrl) !== shopAddress(store.homeUrl);

export function refuseIfFrozen(store: Store): void {
  const { pairing } = store.data;
  if (!pairing || !isFrozen(store, pairing)) return;
  throw new RouteError(
    409,
    'pickwave_frozen',
    `This shop is a copy: it was paired as ${pairing.boundUrl} and is now ${store.homeUrl}.`,
    { more: { now: store.homeUrl, bound: pairing.boundUrl } },
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
