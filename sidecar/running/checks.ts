// Readiness: what would keep this sidecar from doing its work, each with what to do. Nothing is written anywhere.

import { LoginRefused } from '../domain/errors.ts';
import type { Clock, Warehouse } from '../domain/ports.ts';
import type { ShopStatus } from './shopWatch.ts';

export interface CheckResult {
  name: string;
  outcome: 'pass' | 'warn' | 'fail';
  words: string;
}
interface Deps {
  clock: Clock;
  ledger: { ping(): Promise<void> };
  paired: () => boolean;
  shop: { status(): Promise<ShopStatus> };
  /** when the plugin's last signed request came in */
  lastAskedByShop: () => Date | null;
  lease: { view(): { held: boolean; words: string } };
  live: () => boolean;
  /** null where its address and user are not configured */
  warehouse: Pick<Warehouse, 'missingColumns' | 'despatchesSince'> | null;
  /** how the journey that reads the stock report fares */
  stock: () => { lastSuccessAt: Date | null; problem: string | null };
}

const pass = (name: string, words: string): CheckResult => ({ name, outcome: 'pass', words });
const warn = (name: string, words: string): CheckResult => ({ name, outcome: 'warn', words });
const fail = (name: string, words: string): CheckResult => ({ name, outcome: 'fail', words });
const wordsOf = (failure: unknown) => (failure as Error).message;

export async function runChecks(deps: Deps): Promise<CheckResult[]> {
  const ledger = await checkLedger(deps);
  const shop = await checkShop(deps);
  const lease = checkLease(deps);
  return [
    pass('Configuration', 'It can be read, and nothing in it is wrong.'),
    ledger,
    ...shop,
    lease,
    ...(await checkPeoplevox(deps, lease.outcome === 'pass')),
    deps.live()
      ? pass('Live', 'Pickwave is live.')
      : warn(
          'Live',
          'Pickwave is not live: nothing is sent or written. Switch it on with "pickwave live on".',
        ),
  ];
}

async function checkLedger({ ledger }: Deps): Promise<CheckResult> {
  try {
    await ledger.ping();
    return pass('Ledger', 'It is open and can be written.');
  } catch (failure) {
    return fail(
      'Ledger',
      `It cannot be written: ${wordsOf(failure)}. Look at the disk of the data directory.`,
    );
  }
}

async function checkShop(deps: Deps): Promise<CheckResult[]> {
  const { paired, shop, clock, lastAskedByShop } = deps;
  if (!paired())
    return [
      fail('Shop', 'No shop is paired. Run "pickwave pair" and type the code in WooCommerce > Pickwave.'),
    ];
  const askedAt = clock.now();
  let status: ShopStatus;
  try {
    status = await shop.status();
  } catch (failure) {
    return [
      fail(
        'Sidecar to shop',
        `${wordsOf(failure)}. Look whether the shop is up and lets wp-json/pickwave through.`,
      ),
    ];
  }
  const asked = lastAskedByShop();
  const apart = Math.round(
    Math.abs(Date.parse(status.time) - (askedAt.getTime() + clock.now().getTime()) / 2) / 1000,
  );
  return [
    status.frozen
      ? fail(
          'Sidecar to shop',
          `The shop is a copy: paired at ${status.bound_url}, found at ${status.shop_url}. Pair it anew.`,
        )
      : pass('Sidecar to shop', `${status.shop_url} answers.`),
    asked === null
      ? warn(
          'Shop to sidecar',
          'The shop has not asked this sidecar anything since it started. Open WooCommerce > Pickwave: if it says that the sidecar is away, its address there is wrong or a firewall is between.',
        )
      : pass('Shop to sidecar', `The shop last asked at ${asked.toISOString()}.`),
    apart <= 60
      ? pass('Clocks', `They are ${apart} seconds apart.`)
      : fail('Clocks', `They are ${apart} seconds apart. Set both by a time server.`),
  ];
}

function checkLease({ lease }: Deps): CheckResult {
  const { held, words } = lease.view();
  return held ? pass('Lease', words) : fail('Lease', words);
}

async function checkPeoplevox({ warehouse, clock, stock }: Deps, mayAsk: boolean): Promise<CheckResult[]> {
  if (!warehouse)
    return [
      fail(
        'Peoplevox',
        'Its address and user are not set: PICKWAVE_PEOPLEVOX_URL, _CLIENT_ID, _USERNAME, _PASSWORD.',
      ),
    ];
  if (!mayAsk) return [warn('Peoplevox', 'It was not asked, because the lease is not held.')];
  let missing: { template: string; column: string }[];
  try {
    missing = await warehouse.missingColumns();
  } catch (failure) {
    const next =
      failure instanceof LoginRefused
        ? 'Correct user name and password in the environment of the sidecar and start it again.'
        : 'Look at PICKWAVE_PEOPLEVOX_URL, and whether the machine may reach it.';
    return [fail('Peoplevox login', `${wordsOf(failure)} ${next}`)];
  }
  return [
    pass('Peoplevox login', 'User name and password are accepted.'),
    missing.length === 0
      ? pass('Templates', 'They have every column that is written.')
      : fail(
          'Templates',
          `${missing.map(({ template, column }) => `${template}: ${column}`).join('; ')}. Add the columns in Peoplevox (Integrations, Integration templates), or name their other captions in the setting peoplevox.columns.`,
        ),
    await checkDespatchReport(warehouse, clock),
    checkStockReport(stock()),
  ];
}

async function checkDespatchReport(
  warehouse: Pick<Warehouse, 'despatchesSince'>,
  clock: Clock,
): Promise<CheckResult> {
  const name = 'Despatch report';
  try {
    await warehouse.despatchesSince(new Date(clock.now().getTime() - 3_600_000));
    return pass(name, 'It can be read.');
  } catch (failure) {
    return fail(
      name,
      `${wordsOf(failure)} Look at the report in Peoplevox, and at the setting peoplevox.despatchReport.`,
    );
  }
}

/** The whole report is many calls, so it is not read for a check: the journey that reads it says how it went. */
function checkStockReport({ lastSuccessAt, problem }: ReturnType<Deps['stock']>): CheckResult {
  const name = 'Stock report';
  if (problem !== null)
    return fail(
      name,
      `${problem} Look at the report in Peoplevox, and at the setting peoplevox.stockReport.`,
    );
  if (lastSuccessAt === null)
    return warn(name, 'It has not been read yet: that begins when Pickwave is live.');
  return pass(name, `It was read at ${lastSuccessAt.toISOString()}.`);
}
