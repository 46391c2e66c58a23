// What the Peoplevox adapter is handed by whoever puts the parts together.

import type { Clock } from '../domain/ports.ts';
import type { Known } from '../domain/probe.ts';
import type { Settings } from '../domain/settings.ts';
import type { PacerStore } from './pacer.ts';

export interface PeoplevoxConfig {
  /** the full endpoint, `https://<host>/<clientId>/resources/integrationservicev4.asmx` */
  url: string;
  clientId: string;
  username: string;
  password: string;
}

/** As pino has it. Only operations, counts and times are logged, never rows or words of Peoplevox. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface PeoplevoxDeps {
  config: PeoplevoxConfig;
  settings: () => Settings;
  clock: Clock;
  pacerStore: PacerStore;
  log: Log;
  /**
   * Asked for each call when its turn has come, right before it goes out: throws LeaseLost where it must not.
   * Absent: every call may be made.
   */
  mayCall?: () => void;
  /**
   * Called before each call is sent and after its answer came: `pvx:SaveData:Sales orders:before`, `:after`.
   * The call waits for it. For the crash matrix of the tests; nothing else uses it.
   */
  onPoint?: (label: string) => Promise<void> | void;
  /** what the tenant probe found out, asked whenever it matters; absent: nothing is known */
  known?: () => Pick<Known, 'rowsPerSave' | 'parallelCalls'>;
  /** Peoplevox, known to bear two calls at once, refused one of two, in these words. From then on `known` says that it does not. */
  onRefusedBeside?: (words: string) => void;
  /** aborted when the sidecar stops */
  signal?: AbortSignal;
  /** milliseconds since the machine was started; the system's where absent */
  uptime?: () => number;
}
