// The one file that reads the environment. What is wrong stops the start, and everything that is wrong is named together.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { allSettings, flattened, settingFromText, settingTrouble } from './domain/settingValues.ts';
import { usableSecret } from './link/signature.ts';

export interface PeoplevoxAccess {
  /** the full endpoint, https://…/IntegrationService_v4.asmx */
  url: string;
  clientId: string;
  username: string;
  password: string;
}
export interface Config {
  dataDir: string;
  host: string;
  /** 0: any free port */
  port: number;
  /** null: paired by code, and kept in the ledger */
  shop: { url: string; secret: string } | null;
  /** null only where it was not asked for */
  peoplevox: PeoplevoxAccess | null;
  logLevel: string;
  /** how long the shop's lease is asked for; renewed after a third of it */
  leaseSeconds: number;
  /** from the file given with --settings, by key */
  fileSettings: Map<string, unknown>;
  /** from PICKWAVE_SETTINGS_<SECTION>_<NAME>, by key: win over the file, which wins over what is saved */
  environmentSettings: Map<string, unknown>;
  /** for crash tests only, see running/points.ts */
  points: { crashAt: string | null; file: string | null };
}

/** Everything that is wrong with the configuration, one sentence each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly troubles: string[];
  constructor(troubles: string[]) {
    super(`${troubles.length === 1 ? 'A setting is' : 'Settings are'} wrong:\n- ${troubles.join('\n- ')}`);
    this.troubles = troubles;
  }
}

type Environment = Record<string, string | undefined>;
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const settingsStart = 'PICKWAVE_SETTINGS_';

/**
 * `settingsFile`: JSON, `{"orders": {"pollSeconds": 30}}`. `withoutPeoplevox`: for commands that never call it. Each variable may instead be given as a file that
 * holds it, `<NAME>_FILE`. Throws ConfigError.
 */
export function readConfig(
  environment: Environment,
  options: { settingsFile?: string; withoutPeoplevox?: boolean } = {},
): Config {
  const troubles: string[] = [];
  const read = (name: string) => {
    try {
      return variable(environment, `PICKWAVE_${name}`);
    } catch (failure) {
      troubles.push((failure as Error).message);
      return null;
    }
  };
  const number = (name: string, standard: number, minimum: number, maximum: number) => {
    const text = read(name);
    if (text === null) return standard;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value;
    troubles.push(`PICKWAVE_${name} is "${text}": it takes a whole number from ${minimum} to ${maximum}.`);
    return standard;
  };

  if (read('DATABASE_URL') !== null)
    troubles.push(
      'PICKWAVE_DATABASE_URL: PostgreSQL is not supported yet. Unset it; the ledger is SQLite in PICKWAVE_DATA_DIR.',
    );
  const logLevel = read('LOG_LEVEL') ?? 'info';
  if (!logLevels.includes(logLevel))
    troubles.push(`PICKWAVE_LOG_LEVEL is "${logLevel}": it takes ${logLevels.join(', ')}.`);

  const config: Config = {
    dataDir: resolve(read('DATA_DIR') ?? '.pickwave'),
    host: read('HOST') ?? '127.0.0.1',
    port: number('PORT', 7425, 0, 65_535),
    shop: shopOf(read, troubles),
    peoplevox: peoplevoxOf(read, troubles, options.withoutPeoplevox ?? false),
    logLevel,
    leaseSeconds: number('LEASE_SECONDS', 30, 3, 300),
    fileSettings: fileSettings(options.settingsFile, troubles),
    environmentSettings: environmentSettings(environment, troubles),
    points:
      environment.PICKWAVE_TEST === '1'
        ? { crashAt: environment.PICKWAVE_CRASH_AT ?? null, file: environment.PICKWAVE_POINTS_FILE ?? null }
        : { crashAt: null, file: null },
  };
  if (troubles.length > 0) throw new ConfigError(troubles);
  return config;
}

/** An empty variable counts as none. The line feed that editors put at the end of a file is not part of a secret. */
function variable(environment: Environment, name: string): string | null {
  const direct = environment[name] || null;
  const file = environment[`${name}_FILE`] || null;
  if (file === null) return direct;
  if (direct !== null) throw new Error(`${name} and ${name}_FILE are both set: unset one of them.`);
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '') || null;
  } catch (failure) {
    throw new Error(`${name}_FILE cannot be read: ${(failure as Error).message}.`);
  }
}

type Read = (name: string) => string | null;

function shopOf(read: Read, troubles: string[]): Config['shop'] {
  const url = read('SHOP_URL');
  const secret = read('SHOP_SECRET');
  if (url === null && secret === null) return null;
  if (url === null)
    troubles.push(
      'PICKWAVE_SHOP_SECRET is set, PICKWAVE_SHOP_URL is not: set both, or neither and pair with a code.',
    );
  else if (!isHttp(url))
    troubles.push(`PICKWAVE_SHOP_URL is "${url}": it takes an address like https://shop.example.`);
  if (secret === null)
    troubles.push(
      'PICKWAVE_SHOP_URL is set, PICKWAVE_SHOP_SECRET is not: set both, or neither and pair with a code.',
    );
  else if (!usableSecret(secret))
    troubles.push(
      'PICKWAVE_SHOP_SECRET is too short: it takes at least 32 characters, the same as PICKWAVE_SECRET in wp-config.php.',
    );
  return { url: url ?? '', secret: secret ?? '' };
}

function peoplevoxOf(read: Read, troubles: string[], maybeMissing: boolean): PeoplevoxAccess | null {
  const access = {
    url: read('PEOPLEVOX_URL'),
    clientId: read('PEOPLEVOX_CLIENT_ID'),
    username: read('PEOPLEVOX_USERNAME'),
    password: read('PEOPLEVOX_PASSWORD'),
  };
  const { url, clientId, username, password } = access;
  if (url !== null && !isHttp(url))
    troubles.push(
      `PICKWAVE_PEOPLEVOX_URL is "${withoutQuery(url)}": it takes the whole address of the service, https://….asmx.`,
    );
  const missing = [
    url === null && 'PICKWAVE_PEOPLEVOX_URL',
    clientId === null && 'PICKWAVE_PEOPLEVOX_CLIENT_ID',
    username === null && 'PICKWAVE_PEOPLEVOX_USERNAME',
    password === null && 'PICKWAVE_PEOPLEVOX_PASSWORD',
  ].filter((name) => name !== false);
  if (!maybeMissing)
    for (const name of missing) troubles.push(`${name} is not set: Peoplevox gives it with the API user.`);
  if (url === null || clientId === null || username === null || password === null) return null;
  return { url, clientId, username, password };
}

function fileSettings(file: string | undefined, troubles: string[]): Map<string, unknown> {
  if (file === undefined) return new Map();
  try {
    const tree: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof tree !== 'object' || tree === null || Array.isArray(tree))
      throw new Error('it is not an object');
    const settings = flattened(tree);
    for (const [key, value] of settings) {
      const trouble = settingTrouble(key, value);
      if (trouble) troubles.push(`${file}: ${trouble}`);
    }
    return settings;
  } catch (failure) {
    troubles.push(`The settings file ${file} cannot be read: ${(failure as Error).message}.`);
    return new Map();
  }
}

function environmentSettings(environment: Environment, troubles: string[]): Map<string, unknown> {
  const settings = new Map<string, unknown>();
  for (const [name, text] of Object.entries(environment)) {
    if (!name.startsWith(settingsStart) || text === undefined) continue;
    const setting = allSettings.find((one) => environmentName(one.key) === name);
    const value = setting && settingFromText(setting, text);
    const trouble = setting
      ? settingTrouble(setting.key, value)
      : `it names no setting. They are named like ${environmentName('orders.pollSeconds')}.`;
    if (trouble) troubles.push(`${name}: ${trouble}`);
    if (setting) settings.set(setting.key, value);
  }
  return settings;
}

/** `orders.pollSeconds` is PICKWAVE_SETTINGS_ORDERS_POLLSECONDS. */
export const environmentName = (key: string) => `${settingsStart}${key.replace('.', '_').toUpperCase()}`;

function isHttp(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
const withoutQuery = (url: string) => url.replace(/\?.*$/, '');
