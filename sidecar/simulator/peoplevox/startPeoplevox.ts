import type { AddressInfo } from 'node:net';
import { simulatorClock } from './clock.ts';
import { createControl } from './controlServer.ts';
import { createFloor } from './floor/floor.ts';
import { listen } from './listening.ts';
import { orderView } from './orders/views.ts';
import type { Peoplevox, PeoplevoxOptions } from './peoplevox.ts';
import { readableBooks } from './readableBooks.ts';
import { startingSeed } from './seed.ts';
import { plant } from './seeding.ts';
import { createSoapServer } from './soapServer.ts';
import { createTenant, type Tenant } from './tenant.ts';

/** Starts a simulated tenant. Rejects where a port is taken or the seed makes no sense. */
export async function startPeoplevox(options: PeoplevoxOptions = {}): Promise<Peoplevox> {
  const {
    host = '127.0.0.1',
    clientId = 'demo1234',
    username = 'woo.connector',
    password = 's3cret',
  } = options;
  const clock = simulatorClock(options.clock);
  const credentials = { clientId, username, password };
  const tenant = createTenant(
    credentials,
    options.toggles ?? {},
    () => clock.now().getTime(),
    (ms) => clock.wait(ms),
  );
  const plantAll = () => {
    plant(tenant, startingSeed);
    plant(tenant, options.seed ?? {});
  };
  plantAll();

  const soap = await listen(createSoapServer(tenant), host, options.port ?? 0);
  const running = {
    url: `http://${host}:${soap.port}/${clientId}/resources/integrationservicev4.asmx`,
    credentials,
    toggles: tenant.toggles,
    faults: tenant.faults,
    floor: createFloor(tenant),
    books: readableBooks(tenant.journal, () => tenant.toggles.rateWindowMs),
    clock,
    ...looks(tenant),
    seed: (seed: Parameters<Peoplevox['seed']>[0]) => plant(tenant, seed),
    pendingCommits: () => tenant.commits.size(),
    commit: (n?: number) => tenant.commits.applyNow(n),
    expireSessions: () => tenant.sessions.endAll(),
    eventsSent: () => tenant.events.sent(),
    goAway: () => soap.close(),
    comeBack: () => soap.open(),
    reset() {
      clock.reset();
      tenant.reset();
      plantAll();
    },
    async stop() {
      tenant.faults.clear();
      tenant.events.reset();
      await soap.close();
      await control.close();
    },
  };
  const control = createControl(running);
  await control.listen({ host, port: options.controlPort ?? 0 }).catch(async (thrown: unknown) => {
    await soap.close();
    throw thrown;
  });
  const { port } = control.server.address() as AddressInfo;
  return { ...running, controlUrl: `http://${host}:${port}` };
}

/** What is there now, with what is due applied. */
function looks(tenant: Tenant): Pick<Peoplevox, 'order' | 'orders' | 'stock' | 'despatches'> {
  const { world, catchUp } = tenant;
  return {
    order(number) {
      catchUp();
      const order = world.orders.get(number);
      return order && orderView(world, order);
    },
    orders() {
      catchUp();
      return world.orders.all().map((order) => orderView(world, order));
    },
    stock(item) {
      catchUp();
      return world.stock
        .all()
        .filter((row) => item === undefined || row.item === item)
        .map((row) => ({ ...row, available: row.onHand - row.allocated }));
    },
    despatches(order) {
      catchUp();
      return world.despatches
        .all()
        .filter((despatch) => order === undefined || despatch.order === order)
        .map(({ number, order: of, at, parcels }) => ({
          number,
          order: of,
          at: new Date(at),
          parcels: parcels.map(({ tracking, lines }) => ({
            tracking,
            lines: lines.map(({ item, line, quantity }) => ({ item, line, quantity })),
          })),
        }));
    },
  };
}
