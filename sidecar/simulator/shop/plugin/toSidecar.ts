// What the plugin asks of the sidecar: pairing, the trigger, and what a person asks for on the screen.

import { type Person, writeFrom } from '../../../link/from.ts';
import { newNonce, type QueryPair, queryPairs, sign } from '../../../link/signature.ts';
import { ShopRefused } from '../shop.ts';
import { type Identity, iso, type Pairing, type Store } from '../store.ts';
import { type Answer, RouteError } from './answers.ts';
import {
  bind,
  homeAddress,
  isFrozen,
  newPending,
  type Pending,
  refuseIfFrozen,
  storePairing,
} from './link.ts';

const answerWithinMs = 15_000;
const triggerWithinMs = 5_000;
/** Without a login there is one person. */
const demoStaff: Person = { id: '1', name: 'Demo staff', rights: 'manage' };

interface Paired {
  pairing: Pairing;
  identity: Identity;
}

export class SidecarLink {
  /** While a pairing is being made, the sidecar calls back with its secret. */
  pending: Pending | null = null;
  readonly #store: Store;
  readonly #restUrl: () => string;
  readonly #underWay = new Set<Promise<void>>();

  constructor(store: Store, restUrl: () => string) {
    this.#store = store;
    this.#restUrl = restUrl;
  }

  /** What a request to the plugin may be signed with; the pending one only for shop/status. */
  secrets(forStatus: boolean): string[] {
    const { pairing } = this.#store.data;
    const previous = pairing?.previous;
    return [
      pairing?.secret,
      previous && previous.until > this.#store.now() ? previous.secret : undefined,
      forStatus ? this.pending?.secret : undefined,
    ].filter((one) => one !== undefined);
  }

  /** As wp-admin does it. Throws ShopRefused with the sidecar's code, or pickwave_sidecar_away. */
  async pair(sidecarUrl: string, code: string): Promise<void> {
    const url = sidecarUrl.replace(/\/+$/, '');
    if (!/^https?:\/\/.+/.test(url))
      throw new ShopRefused('rest_invalid_param', `"${sidecarUrl}" is not the address of a sidecar.`);
    const pending = newPending(this.#store);
    this.pending = pending;
    try {
      const reply = await fetch(`${url}/pair`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          code,
          secret: pending.secret,
          installation_id: pending.installationId,
          shop_url: homeAddress(this.#store),
          rest_url: this.#restUrl(),
        }),
        signal: AbortSignal.timeout(answerWithinMs),
      }).catch(() => null);
      if (reply === null)
        throw new ShopRefused(
          'pickwave_sidecar_away',
          `There is no answer at ${url}. Is the sidecar running?`,
        );
      if (!reply.ok) throw await refusalOf(reply);
      bind(this.#store, pending.installationId);
      storePairing(this.#store, pending.secret, url);
      this.#store.data.lastContact = this.#store.now();
    } finally {
      this.pending = null;
    }
  }

  /** At the end of a request: what it changed is told, without waiting. */
  tellWhatChanged(): void {
    const told = [...this.#store.touched];
    this.#store.touched.clear();
    for (const [orderId, event] of told) this.tell(orderId, event);
  }

  tell(orderId: number, event: 'changed' | 'deleted'): void {
    const { pairing, identity } = this.#store.data;
    if (!pairing || !identity || isFrozen(this.#store) || !this.#store.data.live.on) return;
    const { triggers, triggerCopies, triggerDelayMs } = this.#store.toggles;
    for (let copy = 0; copy < triggerCopies; copy += 1) {
      if (triggers === 'on')
        this.#track(delay(triggerDelayMs).then(() => this.#send({ pairing, identity }, orderId, event)));
      else this.#store.write({ kind: 'trigger', order_id: orderId, event, outcome: triggers });
    }
  }

  async #send(paired: Paired, orderId: number, event: 'changed' | 'deleted'): Promise<void> {
    const reply = await this.#ask(paired, {
      method: 'POST',
      route: '/events/order',
      body: JSON.stringify({ id: orderId, event }),
      withinMs: triggerWithinMs,
    }).catch(() => null);
    await reply?.arrayBuffer().catch(() => null);
    const outcome = reply?.status ?? 'failed';
    this.#store.write({ kind: 'trigger', order_id: orderId, event, outcome });
  }

  /** Until nothing is under way, triggers that were set off meanwhile included. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  #track(work: Promise<void>): void {
    this.#underWay.add(work);
    void work.finally(() => this.#underWay.delete(work));
  }

  /** admin/overview → /api/overview, signed, for the one person there is. */
  async handOn(method: string, path: string, rawQuery: string, body: Buffer): Promise<Answer> {
    const { pairing, identity } = this.#store.data;
    if (!pairing || !identity)
      throw new RouteError(409, 'pickwave_not_paired', 'The shop is not paired with a sidecar.');
    refuseIfFrozen(this.#store);
    const query = queryPairs(rawQuery).filter(([name]) => !wordPressOwn.includes(name));
    const reply = await this.#ask(
      { pairing, identity },
      {
        method,
        route: `/api/${path}`,
        query,
        body: method === 'GET' ? '' : body,
        person: demoStaff,
        withinMs: answerWithinMs,
      },
    ).catch(() => null);
    const text = await reply?.text().catch(() => null);
    if (!reply || typeof text !== 'string') throw this.#away();
    return handedBack(reply.status, text);
  }

  #away(): RouteError {
    const { lastContact } = this.#store.data;
    return new RouteError(
      502,
      'pickwave_sidecar_away',
      'The sidecar does not answer. The shop goes on selling, and orders wait safely.',
      { more: { since: lastContact === null ? null : iso(lastContact) } },
    );
  }

  async #ask(
    { pairing, identity }: Paired,
    request: {
      method: string;
      route: string;
      query?: QueryPair[];
      body: string | Buffer;
      person?: Person;
      withinMs: number;
    },
  ): Promise<Response> {
    const { method, route, query = [], body, person = null, withinMs } = request;
    const from = writeFrom({
      who: 'shop',
      installationId: identity.installationId,
      address: this.#store.homeUrl,
      person,
    });
    const stamp = { timestamp: Math.floor(this.#store.now() / 1000), nonce: newNonce() };
    const search = new URLSearchParams(query.map(([name, value]) => [name, value])).toString();
    const reply = await fetch(`${pairing.sidecarUrl}${route}${search ? `?${search}` : ''}`, {
      method,
      headers: {
        ...sign({ method, route, query, body, from }, pairing.secret, stamp),
        ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      },
      ...(method === 'GET' ? {} : { body: new Uint8Array(Buffer.from(body)) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(withinMs),
    });
    this.#store.data.lastContact = this.#store.now();
    return reply;
  }
}

/** Parameters that WordPress and its scripts add, which are not the sidecar's business. */
const wordPressOwn = ['rest_route', '_locale', '_wpnonce', '_method', '_envelope', '_fields', '_embed'];

function handedBack(status: number, text: string): Answer {
  const parsed = parse(text);
  // To the browser, 401 would say that the person is not logged in.
  if (status === 401)
    throw new RouteError(
      502,
      'pickwave_link_refused',
      `The sidecar does not take this shop’s word any more. Pair them again. (${(parsed?.value as { code?: string } | null)?.code ?? ''})`,
    );
  if (!parsed)
    throw new RouteError(
      502,
      'pickwave_not_a_sidecar',
      `What answers at the sidecar’s address (${status}) does not look like a Pickwave sidecar.`,
    );
  return { status, body: parsed.value };
}

const delay = (ms: number) =>
  ms > 0 ? new Promise<void>((done) => setTimeout(done, ms)) : Promise.resolve();

function parse(text: string): { value: unknown } | null {
  if (text === '') return { value: null };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

const pairingRefusals = ['wrong_code', 'code_expired', 'paired_elsewhere', 'shop_unreachable'];

async function refusalOf(reply: Response): Promise<ShopRefused> {
  const said = parse(await reply.text())?.value as { code?: string; message?: string } | null | undefined;
  if (said?.code && pairingRefusals.includes(said.code))
    return new ShopRefused(said.code, said.message ?? said.code);
  const words = `What answers at that address (${reply.status}) does not look like a Pickwave sidecar.`;
  return new ShopRefused('pickwave_not_a_sidecar', `${words} ${said?.message ?? ''}`.trim());
}
