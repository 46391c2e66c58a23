// `npm run demo`: everything started, one address printed, everything ended by Ctrl-C.

import type { FastifyInstance } from 'fastify';
import { startWorld, switchLive, type World } from '../world.ts';
import { demoApp } from './app.ts';
import { newMemory } from './memory.ts';
import { openShop } from './placing.ts';

const settings = {
  'orders.pollSeconds': 10,
  'orders.batchGapSeconds': 3,
  'orders.lateCommitSeconds': 20,
  'orders.askAgainSeconds': 5,
  'orders.heldSearchSeconds': 60,
  'follow.everySeconds': 15,
  'despatch.everySeconds': 15,
  'stock.everySeconds': 30,
  'stock.marginSeconds': 0,
};
const settingsInWords =
  'Quicker than a shop would run, so that there is something to see: the shop is asked for orders every 10 seconds, Peoplevox ' +
  'for sales orders and despatches every 15 and for stock every 30; a lost save is waited for 20 seconds. The limit of calls is ' +
  'the real one: Peoplevox refuses more than 15 in 15 seconds, Pickwave keeps to 12, so ten orders at once take a while. ' +
  'Everything is gone when the demo ends.';

export async function servePage({
  port,
  print,
}: {
  port: number;
  print: (text: string) => void;
}): Promise<void> {
  const end = new Ending();
  try {
    print('Starting a shop, a Peoplevox and the sidecar between them …');
    const world = await startWorld({ pairing: 'code' });
    end.after(() => world.end());
    const memory = newMemory();
    const app = demoApp(world, memory, settingsInWords);
    end.after(() => app.close());
    const address = await listen(app, port); // before the rest, so that a taken port is said at once
    await pairAndGoLive(world);
    await openShop(world, memory);
    print(`The demo is at ${address}\nCtrl-C ends it and everything it started.`);
    await end.asked;
  } catch (failure) {
    if (end.wasAsked) return;
    print((failure as Error).message);
    process.exitCode = 1;
  } finally {
    await end.now();
  }
}

async function listen(app: FastifyInstance, port: number): Promise<string> {
  try {
    return await app.listen({ port, host: '127.0.0.1' });
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw failure;
    throw new Error(`Port ${port} is taken. Choose another: npm run demo -- --port ${port + 10}`);
  }
}

/** As a person does it on the screen: the one-time code, the settings, the switch. */
async function pairAndGoLive(world: World): Promise<void> {
  const { shop, sidecar, screen } = world;
  await sidecar.start('alive');
  await shop.pair(sidecar.url, await sidecar.pairingCode());
  await sidecar.untilReady();
  await screen.saveSettings(settings);
  await switchLive(world);
}

/** What was started is ended the other way round: by Ctrl-C, or when something fails. */
class Ending {
  readonly asked: Promise<void>;
  wasAsked = false;
  readonly #steps: (() => Promise<unknown>)[] = [];

  constructor() {
    this.asked = new Promise((done) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const)
        process.once(signal, () => {
          this.wasAsked = true;
          done();
        });
    });
  }

  after(step: () => Promise<unknown>): void {
    this.#steps.push(step);
  }

  async now(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) await step();
  }
}
