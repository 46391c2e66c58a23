// Which shop this sidecar works for: by the environment, or by a one-time code (docs/link.md, Pairing).

import { randomInt } from 'node:crypto';
import { Refused } from '../domain/errors.ts';
import type { Clock } from '../domain/ports.ts';
import type { Pairing } from '../domain/records.ts';

interface Store {
  pairing(): Promise<Pairing>;
  savePairing(
    who: string,
    wanted: { installationId: string; shopUrl: string; restUrl: string; secret: string },
  ): Promise<void>;
  learnShop(installationId: string, shopUrl: string): Promise<void>;
  savePairingCode(code: string, expiresAt: Date, tries: number): Promise<void>;
  checkPairingCode(code: string): Promise<'right' | 'wrong' | 'expired'>;
}
interface Deps {
  store: Store;
  /** from the environment; wins over what is kept */
  given: { url: string; secret: string } | null;
  /** the name that the plugin is told */
  sidecarId: string;
  /** asks the shop at this address, signed with this secret, who it is */
  askWho: (restUrl: string, secret: string) => Promise<{ installation_id: string; shop_url: string }>;
  clock: Clock;
  onPaired: () => void;
}
interface PairRequest {
  code: string;
  secret: string;
  installationId: string;
  shopUrl: string;
  restUrl: string;
}
type PairOutcome =
  | { kind: 'paired'; sidecarId: string }
  | { kind: 'wrong_code' | 'code_expired' | 'paired_elsewhere' | 'shop_unreachable'; message: string };

// Without 0 and O, 1 and I, which look alike on paper and screen.
const codeLetters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const codeLength = 10;
const codeLifeMs = 10 * 60_000;
const codeTries = 5;

export async function openPairingBook({ store, given, sidecarId, askWho, clock, onPaired }: Deps) {
  const read = async (): Promise<Pairing> => {
    const kept = await store.pairing();
    if (!given) return kept;
    return { ...kept, shopUrl: kept.shopUrl ?? given.url, restUrl: null, secrets: [given.secret] };
  };
  let current = await read();

  async function pair(request: PairRequest): Promise<PairOutcome> {
    const checked = await store.checkPairingCode(plain(request.code));
    if (checked === 'expired')
      return {
        kind: 'code_expired',
        message: 'The code has run out or was tried too often. Run "pickwave pair" for a new one.',
      };
    if (checked === 'wrong')
      return { kind: 'wrong_code', message: 'The code is not the one that "pickwave pair" printed.' };
    const elsewhere = worksElsewhere(request);
    if (elsewhere !== null) return { kind: 'paired_elsewhere', message: elsewhere };

    let shop: { installation_id: string; shop_url: string };
    try {
      shop = await askWho(request.restUrl, request.secret);
    } catch (failure) {
      return {
        kind: 'shop_unreachable',
        message: `The sidecar does not reach the shop at ${request.restUrl}: ${(failure as Error).message}`,
      };
    }
    if (shop.installation_id !== request.installationId)
      return {
        kind: 'shop_unreachable',
        message: `At ${request.restUrl} answers another installation than the one that asks.`,
      };
    const { installationId, restUrl, secret } = request;
    await store.savePairing(`Pairing at ${shop.shop_url}`, {
      installationId,
      shopUrl: shop.shop_url,
      restUrl,
      secret,
    });
    current = await read();
    onPaired();
    return { kind: 'paired', sidecarId };
  }

  function worksElsewhere({ installationId }: PairRequest): string | null {
    if (given)
      return 'This sidecar is paired by its environment (PICKWAVE_SHOP_URL, PICKWAVE_SHOP_SECRET). Unset both to pair it with a code.';
    if (current.installationId === null || current.installationId === installationId) return null;
    return `This sidecar already works for ${current.shopUrl}. Give the other shop a sidecar with a data directory of its own.`;
  }

  return {
    /** As it was last read; for what cannot wait. */
    known: () => current,
    current: read,
    /** Where the shop is asked: as pairing learnt it, or as the environment says. */
    address: () => given?.url ?? current.restUrl ?? current.shopUrl ?? '',
    /** Throws Refused where no shop is paired. */
    secret(): string {
      const [secret] = current.secrets;
      if (secret === undefined)
        throw new Refused(
          'No shop is paired. Run "pickwave pair" and type the code in WooCommerce > Pickwave.',
        );
      return secret;
    },
    pair,
    async learnShop(installationId: string, shopUrl: string) {
      await store.learnShop(installationId, shopUrl);
      current = await read();
    },
    /** Prints as K7QF2-9XMPT; a new one takes the place of the last. */
    async newCode(): Promise<{ code: string; until: Date }> {
      const letters = Array.from({ length: codeLength }, () => codeLetters[randomInt(codeLetters.length)]);
      const until = new Date(clock.now().getTime() + codeLifeMs);
      await store.savePairingCode(letters.join(''), until, codeTries);
      return { code: `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`, until };
    },
  };
}

/** As people type it: with or without the dash, in lower case. */
const plain = (code: string) => code.toUpperCase().replace(/[^A-Z0-9]/g, '');
