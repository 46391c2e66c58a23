// The shop this ledger belongs to: the pairing, the live switch, the one-time code, and the nonces of its requests.

import { createHash, timingSafeEqual } from 'node:crypto';
import type { LiveSwitch, Pairing } from '../domain/records.ts';
import { date, flag, time } from './rows.ts';
import type { Sealing } from './sealing.ts';
import { type Executor, shopId, type Tx } from './tables.ts';

const shopRow = (db: Executor) =>
  db.selectFrom('shop').selectAll().where('shop_id', '=', shopId).executeTakeFirstOrThrow();

/** Secrets that can no longer be opened (another key file) count as none: the shop has to be paired anew. */
export async function pairing(db: Executor, keys: Sealing, now: Date): Promise<Pairing> {
  const row = await shopRow(db);
  const before =
    row.secret_before_until !== null && row.secret_before_until > time(now) ? row.secret_before : null;
  return {
    installationId: row.installation_id,
    shopUrl: row.url,
    restUrl: row.rest_url,
    secrets: [row.secret, before]
      .filter((sealed) => sealed !== null)
      .map((sealed) => keys.open(sealed))
      .filter((secret) => secret !== null),
  };
}

/** How long the secret before the present one is still accepted (docs/link.md, Signature). */
const rotationMs = 24 * 60 * 60 * 1000;

export async function savePairing(
  tx: Tx,
  keys: Sealing,
  wanted: { installationId: string; shopUrl: string; restUrl: string; secret: string },
  now: Date,
): Promise<void> {
  const { secret: before } = await shopRow(tx);
  await tx
    .updateTable('shop')
    .set({
      installation_id: wanted.installationId,
      url: wanted.shopUrl,
      rest_url: wanted.restUrl,
      secret: keys.seal(wanted.secret),
      secret_before: before,
      secret_before_until: before === null ? null : time(new Date(now.getTime() + rotationMs)),
      paired_at: time(now),
    })
    .where('shop_id', '=', shopId)
    .execute();
}

/** Where the pairing comes from the environment, the shop tells who it is. */
export const learnShop = (tx: Tx, installationId: string, shopUrl: string) =>
  tx
    .updateTable('shop')
    .set({ installation_id: installationId, url: shopUrl })
    .where('shop_id', '=', shopId)
    .execute();

export async function liveSwitch(db: Executor): Promise<LiveSwitch> {
  const row = await shopRow(db);
  return { on: row.live === 1, from: date(row.live_from), by: row.live_by };
}

/** The first moment is kept, unless the given one is earlier: switching off and on again leaves no order out. */
export async function setLive(tx: Tx, on: boolean, from: Date, by: string, now: Date): Promise<LiveSwitch> {
  const known = await liveSwitch(tx);
  const kept = known.from !== null && known.from < from ? known.from : from;
  await tx
    .updateTable('shop')
    .set({
      live: flag(on),
      live_by: by,
      live_at: time(now),
      ...(on ? { live_from: time(kept) } : {}),
    })
    .where('shop_id', '=', shopId)
    .execute();
  return liveSwitch(tx);
}

const codeHash = (code: string) => createHash('sha256').update(code).digest('hex');

/** One code at a time: a new one replaces the old. */
export const saveCode = (tx: Tx, code: string, expiresAt: Date, tries: number) => {
  const row = { hash: codeHash(code), expires_at: time(expiresAt), tries_left: tries };
  return tx
    .insertInto('pairing_code')
    .values({ shop_id: shopId, ...row })
    .onConflict((same) => same.column('shop_id').doUpdateSet(row))
    .execute();
};

/** Each wrong guess uses up a try; a right one is not used up, since the shop may still turn out to be unreachable. */
export async function checkCode(tx: Tx, code: string, now: Date): Promise<'right' | 'wrong' | 'expired'> {
  const row = await tx
    .selectFrom('pairing_code')
    .selectAll()
    .where('shop_id', '=', shopId)
    .executeTakeFirst();
  if (!row || row.expires_at <= time(now) || row.tries_left === 0) return 'expired';
  if (timingSafeEqual(Buffer.from(row.hash), Buffer.from(codeHash(code)))) return 'right';
  await tx
    .updateTable('pairing_code')
    .set({ tries_left: row.tries_left - 1 })
    .where('shop_id', '=', shopId)
    .execute();
  return 'wrong';
}

export const spendCode = (tx: Tx) => tx.deleteFrom('pairing_code').where('shop_id', '=', shopId).execute();

/** Stores the nonce; says whether it was there already. Those that have run out are swept away. */
export async function seenNonce(tx: Tx, nonce: string, now: Date, expiresAt: Date): Promise<boolean> {
  await tx.deleteFrom('nonce').where('expires_at', '<=', time(now)).execute();
  const stored = await tx
    .insertInto('nonce')
    .values({ shop_id: shopId, nonce, expires_at: time(expiresAt) })
    .onConflict((same) => same.doNothing())
    .executeTakeFirst();
  return stored.numInsertedOrUpdatedRows === 0n;
}
