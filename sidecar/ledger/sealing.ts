// Secrets at rest: AES-256-GCM with a key file that only its owner may read. The ledger alone, in a backup say, gives nothing away.

import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepPrivate } from './dataDir.ts';
import { LedgerUnusable } from './unusable.ts';

const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

export interface Sealing {
  /** A secret for one purpose, the same as long as the key file is: 32 hex characters. */
  derived(purpose: string): string;
  seal(secret: string): string;
  /** Null where the key is another one, or the text was tampered with. */
  open(sealed: string): string | null;
}

export function sealing(key: Buffer): Sealing {
  return {
    derived: (purpose) => createHmac('sha256', key).update(purpose).digest('hex').slice(0, 32),
    seal(secret) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return `v1.${Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url')}`;
    },
    open(sealed) {
      const bytes = Buffer.from(sealed.replace(/^v1\./, ''), 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes));
        decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
        const text = [decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()];
        return Buffer.concat(text).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}

/** Makes the key file at the first start. Without a directory the key lives as long as the process. */
export function keyOf(dataDir: string | null): Buffer {
  if (dataDir === null) return randomBytes(keyBytes);
  const file = join(dataDir, 'secret.key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(keyBytes), { mode: 0o600 });
  keepPrivate(file);
  const key = readFileSync(file);
  if (key.length === keyBytes) return key;
  throw new LedgerUnusable(
    `${file} is not a key of ${keyBytes} bytes. Restore it, or delete it and pair the shop anew.`,
  );
}
