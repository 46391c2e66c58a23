// The simulated shop in this process (README.md).

import { createCalls } from './calls.ts';
import { seedProducts } from './catalogue.ts';
import { openControl } from './control.ts';
import { Front } from './front.ts';
import { pairByConstants } from './plugin/link.ts';
import { SidecarLink } from './plugin/toSidecar.ts';
import type { Shop, ShopOptions } from './shop.ts';
import { Store, type StoreData } from './store.ts';

export const startShop = (options: ShopOptions = {}): Promise<Shop> => openShop(options);

async function openShop(options: ShopOptions, copyOf?: StoreData): Promise<Shop> {
  const store = new Store(options, copyOf);
  const link = new SidecarLink(store, () => restUrl(store));
  const front = new Front({ store, link }, options);
  const port = await front.open();
  const home = options.homeUrl ?? `http://127.0.0.1:${port}${options.folder ?? ''}`;
  store.homeUrl = home.replace(/\/+$/, '');

  const { secret, sidecarUrl, installationId } = options;
  if (!copyOf && secret !== undefined && sidecarUrl !== undefined)
    pairByConstants(store, { secret, sidecarUrl, ...(installationId ? { installationId } : {}) });
  if (!copyOf) seedProducts(store, options.products ?? []);

  const clones: Shop[] = [];
  const calls = createCalls(store, link, {
    toggle: (change) => front.toggle(change),
    fault: (order) => front.faults.order(order),
    clearFaults: () => front.faults.clear(),
  });
  const { port: _, controlPort: __, homeUrl: ___, ...ofAnyCopy } = options;
  const shop = {
    ...calls,
    url: store.homeUrl,
    restUrl: restUrl(store),
    async clone() {
      const copy = await openShop(ofAnyCopy, structuredClone(store.data));
      clones.push(copy);
      return copy;
    },
    async stop() {
      await Promise.all(clones.map((copy) => copy.stop()));
      await link.settled();
      await front.close();
      await control.close();
    },
  };
  const control = await openControl(shop, options.controlPort ?? 0);
  return { ...shop, controlUrl: control.url };
}

/** As rest_url() gives it. */
const restUrl = (store: Store): string =>
  store.toggles.plainPermalinks ? `${store.homeUrl}/?rest_route=/` : `${store.homeUrl}/wp-json/`;
