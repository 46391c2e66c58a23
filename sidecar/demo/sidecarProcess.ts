// The real sidecar, as a process of its own that can be killed: `pickwave serve` with its own data directory.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { until } from './until.ts';

export interface SidecarOptions {
  /** Its ledger is there, and its log (sidecar.log). Exists. */
  dataDir: string;
  port: number;
  /** design.md section 9. The caller's own PICKWAVE_ variables are not handed on. */
  environment: Record<string, string>;
}

const command = fileURLToPath(new URL('../bin/pickwave.mjs', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));
const startsWithinSeconds = 30;
const stopsWithinMs = 10_000;

export class SidecarProcess {
  readonly url: string;
  readonly #options: SidecarOptions;
  #child: ChildProcess | null = null;

  constructor(options: SidecarOptions) {
    this.#options = options;
    this.url = `http://127.0.0.1:${options.port}`;
  }

  get running(): boolean {
    return this.#child !== null;
  }

  get logFile(): string {
    return join(this.#options.dataDir, 'sidecar.log');
  }

  /**
   * Resolves when it is ready (paired, with the shop's lease), or, where it is not paired yet, alive. Throws with the end of its
   * log where it does not come up.
   */
  async start(as: 'ready' | 'alive' = 'ready'): Promise<void> {
    if (this.#child) return;
    const log = openSync(this.logFile, 'a');
    const child = spawn(process.execPath, [command, 'serve'], {
      cwd: root,
      env: this.#environment(),
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#child = child;
    child.once('exit', () => {
      if (this.#child === child) this.#child = null;
    });
    await this.#until(as === 'ready' ? '/readyz' : '/healthz');
  }

  /** It is paired and has the shop's lease. */
  async untilReady(): Promise<void> {
    await this.#until('/readyz');
  }

  /** A one-time code, as `pickwave pair` prints it for the person who pairs. */
  async pairingCode(): Promise<string> {
    const { stdout } = await promisify(execFile)(process.execPath, [command, '--json', 'pair'], {
      cwd: root,
      env: this.#environment(),
    });
    return (JSON.parse(stdout) as { code: string }).code;
  }

  /** SIGKILL: it has no chance to write anything down. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** SIGKILL without waiting, for when this process ends itself. */
  abandon(): void {
    this.#child?.kill('SIGKILL');
  }

  /** SIGTERM: it finishes what it is at; killed where that takes longer than 10 seconds. */
  async stop(): Promise<void> {
    const tooLong = setTimeout(() => this.#child?.kill('SIGKILL'), stopsWithinMs);
    await this.#end('SIGTERM');
    clearTimeout(tooLong);
  }

  /** The last lines it wrote. */
  logTail(lines = 12): string {
    try {
      return readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
    } catch {
      return '(nothing)';
    }
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  async #until(path: string): Promise<void> {
    await until(`the sidecar to answer ${path}`, () => this.#answers(path), {
      seconds: startsWithinSeconds,
      standing: () => `It last wrote:\n${this.logTail()}`,
    });
  }

  async #answers(path: string): Promise<boolean> {
    if (!this.running)
      throw new Error(`The sidecar ended before it answered. It last wrote:\n${this.logTail()}`);
    const reply = await fetch(`${this.url}${path}`).catch(() => null);
    await reply?.arrayBuffer();
    return reply?.ok ?? false;
  }

  #environment(): Record<string, string> {
    const { dataDir, port, environment } = this.#options;
    const others = Object.entries(process.env).filter(
      (one): one is [string, string] => one[1] !== undefined && !one[0].startsWith('PICKWAVE_'),
    );
    return {
      ...Object.fromEntries(others),
      PICKWAVE_DATA_DIR: dataDir,
      PICKWAVE_PORT: String(port),
      ...environment,
    };
  }
}

/** A port that was free just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}
