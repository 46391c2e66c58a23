// A shop that runs elsewhere, through its controls: the same interface as startShop gives.

import { type Shop, type ShopCalls, ShopRefused, shopCallNames } from './shop.ts';

export async function connectShop(controlUrl: string): Promise<Shop> {
  const call = async (name: string, args: unknown[]): Promise<unknown> => {
    const reply = await fetch(`${controlUrl}/_control/${name}`, {
      method: 'POST',
      body: JSON.stringify(args),
    });
    const said = (await reply.json()) as { result?: unknown; code?: string; message?: string };
    if (reply.ok) return said.result;
    throw new ShopRefused(said.code ?? 'bad_call', said.message ?? `${name}: ${reply.status}`);
  };
  const calls = Object.fromEntries(
    shopCallNames.map((name) => [name, (...args: unknown[]) => call(name, args)]),
  ) as unknown as ShopCalls;
  const { url, restUrl } = (await call('where', [])) as { url: string; restUrl: string };
  return {
    ...calls,
    url,
    restUrl,
    controlUrl,
    async clone() {
      const copy = (await call('clone', [])) as { controlUrl: string };
      return connectShop(copy.controlUrl);
    },
    async stop() {
      await call('stop', []);
    },
  };
}
