import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that can stop listening and come back on the same port. */
export interface Listening {
  readonly port: number;
  /** Closes the door, and every connection there is. */
  close(): Promise<void>;
  open(): Promise<void>;
}

/** Port 0 takes a free one. Rejects where the port is taken. */
export async function listen(server: Server, host: string, wanted: number): Promise<Listening> {
  const open = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  await open(wanted);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    open: async () => {
      if (!server.listening) await open(port);
    },
    close: async () => {
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
