// npm run wordpress: a shop to look at and play with. Runs until Ctrl-C; with --once it plays one order and ends.

import { type Rig, startRig } from '../rig/startRig.ts';
import { until } from '../rig/until.ts';

const once = process.argv.includes('--once');
console.log('Starting WordPress, WooCommerce, the sidecar and a simulated Peoplevox …');
const rig = await startRig({ wordpress: { nothingInBackground: false } });

if (once) process.exitCode = await playOneOrder(rig).then(said, failed);
else {
  console.log(addresses(rig));
  await new Promise<void>((asked) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => asked());
  });
  console.log('Stopping …');
}
await rig.stop();

function addresses({ site, sidecar, peoplevox }: Rig): string {
  const { admin, manager } = site;
  return `
Shop        ${site.url}/
wp-admin    ${site.url}/wp-admin/   ${admin.username} / ${admin.password}, or ${manager.username} / ${manager.password}
Pickwave    ${site.url}/wp-admin/admin.php?page=pickwave
Sidecar     ${sidecar.url}   paired; data in ${sidecar.dataDir}
Peoplevox   ${peoplevox.url}
  control   ${peoplevox.controlUrl}   break things here

Nothing is sent before you press Go live on Pickwave's screen. Changes to PHP show at the next request; for the screen run
npm run build. Everything is gone when you stop this with Ctrl-C.
`;
}

/** A customer pays; the order has to stand in Peoplevox, released. */
async function playOneOrder({ site, api, peoplevox }: Rig): Promise<string> {
  await until('the sidecar knows the shop and is live', async () => {
    const live = await api('live', { method: 'POST', body: { on: true } });
    return live.status === 200;
  });
  const order = await site.placeOrder({ lines: [{ sku: 'TEE-M', quantity: 2 }] });
  const sent = await until('the order is in Peoplevox, released', () => {
    const found = peoplevox.orders().find(({ number }) => number.endsWith(order.number));
    return found && !found.held && found.mayAllocate ? found : null;
  });
  return `Order ${order.number} stands in Peoplevox as ${sent.number} (${sent.status}).`;
}

function said(words: string): number {
  console.log(words);
  return 0;
}

function failed(error: unknown): number {
  console.log(error instanceof Error ? error.message : String(error));
  console.log(`The sidecar said:\n${rig.sidecar.output()}\nPHP said:\n${rig.site.debugLog()}`);
  return 1;
}
