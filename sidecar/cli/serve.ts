// The sidecar as a service: until SIGTERM or SIGINT, and then to the end of the step at hand.

import type { Config } from '../config.ts';
import { openSidecar, type Sidecar } from '../main.ts';

/** How long a restart waits for the sidecar before it to let go of the ledger. */
const lockWaitMs = 5_000;

/** Gives the exit code. Prints where it listens, as one line, once it does. */
export async function serve(config: Config): Promise<number> {
  const sidecar = await openSidecar({ config, lockWaitMs });
  const stopped = new Promise<void>((resolve) => {
    const stop = () => void sidecar.stop().then(resolve);
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  });
  try {
    const address = await sidecar.listen();
    console.log(`Pickwave listens on ${address}`);
    if (!config.shop && (await sidecar.ledger.pairing()).secrets.length === 0)
      console.log(await pairingWords(sidecar));
    await sidecar.start();
  } catch (failure) {
    await sidecar.stop();
    throw failure;
  }
  await stopped;
  return 0;
}

/** The screen asks for the address and the code that are printed here. */
async function pairingWords({ local, token }: Sidecar): Promise<string> {
  const reply = await local.inject({
    method: 'POST',
    url: '/local/pairing-code',
    headers: { authorization: `Bearer ${token}` },
  });
  const { code } = reply.json<{ code: string }>();
  return `No shop is paired yet. Type this address and the code ${code} in WooCommerce > Pickwave, within 10 minutes; "pickwave pair" prints a new code.`;
}
