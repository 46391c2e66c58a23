// pickwave serve | check | live | run | probe | status | stock | pair | settings. Exit codes: 0 well, 1 the answer is no or bad news, 2 it was asked wrongly.

import { setTimeout as delay } from 'node:timers/promises';
import { Command, CommanderError } from 'commander';
import { type Asked, Declined, withSidecar } from './cli/door.ts';
import { checkWords, reportWords, settingWords, statusWords, stockWords } from './cli/words.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { settingFromText, settingNamed } from './domain/settingValues.ts';
import type { CheckResult } from './http/deps.ts';
import { journeyNames, type Overview } from './http/schemas/overview.ts';
import type { ProbeView } from './http/schemas/probe.ts';
import type { SettingsList } from './http/schemas/settings.ts';
import type { StockWhyView } from './http/schemas/stock.ts';
import { DataDirInUse, LedgerUnusable } from './ledger/unusable.ts';
import { version } from './version.ts';

interface Options {
  settings?: string;
  json?: boolean;
}

/** Gives the exit code. */
export async function runCli(argv: string[]): Promise<number> {
  let exitCode = 0;
  const program = new Command('pickwave')
    .description('Keeps a WooCommerce shop and a Peoplevox warehouse in step.')
    .version(version)
    .option('--settings <file>', 'settings as JSON; they win over what is saved')
    .option('--json', 'print the answer as JSON')
    .showHelpAfterError()
    .exitOverride();
  const options = () => program.opts<Options>();
  const config = (withoutPeoplevox: boolean): Config => {
    const { settings } = options();
    return readConfig(process.env, { withoutPeoplevox, ...(settings ? { settingsFile: settings } : {}) });
  };
  const say = (answer: unknown, words: string) =>
    console.log(options().json ? JSON.stringify(answer, null, 2) : words);
  const ask = <T>(reachesShop: boolean, work: (sidecar: Asked) => Promise<T>, withoutPeoplevox = true) =>
    withSidecar(config(withoutPeoplevox), { reachesShop }, work);

  program
    .command('serve')
    .description('run the sidecar until it is told to stop')
    .action(async () => {
      const asked = config(false);
      const { serve } = await import('./cli/serve.ts');
      exitCode = await serve(asked);
    });

  program
    .command('check')
    .description('is everything ready? Each point with what to do')
    .action(async () => {
      const { checks } = await ask(true, (sidecar) =>
        sidecar.ask<{ checks: CheckResult[] }>('GET', '/local/checks'),
      );
      say(checks, checkWords(checks));
      if (checks.some(({ outcome }) => outcome === 'fail')) exitCode = 1;
    });

  program
    .command('live')
    .argument('<on|off>')
    .description('switch Pickwave live, or off')
    .action(async (word: string) => {
      if (word !== 'on' && word !== 'off') program.error(`"${word}" is neither on nor off.`, { exitCode: 2 });
      await ask(true, async (sidecar) => {
        const answer = await sidecar.ask<{ on: boolean; from: string; warnings: string[] }>(
          'POST',
          '/api/live',
          { on: word === 'on' },
        );
        const idle = sidecar.running ? [] : ['The sidecar is not running: start it with "pickwave serve".'];
        const state = answer.on
          ? `Live. Orders paid from ${answer.from} count.`
          : 'Off. Nothing is sent or written.';
        say(answer, [state, ...answer.warnings, ...idle].join('\n'));
      });
    });

  program
    .command('run')
    .argument('<journey>', journeyNames.join(', '))
    .description('run one journey now, and wait for its end')
    .action(async (name: string) => {
      if (!(journeyNames as readonly string[]).includes(name))
        program.error(`There is no journey "${name}". There are: ${journeyNames.join(', ')}.`, {
          exitCode: 2,
        });
      const ending = await ask(
        true,
        (sidecar) => sidecar.ask<{ ok: boolean; words: string }>('POST', `/local/journeys/${name}/run`),
        false,
      );
      say(ending, ending.words);
      if (!ending.ok) exitCode = 1;
    });

  program
    .command('probe')
    .description(
      'find out about this Peoplevox, with test orders of one item; without --item: what was found',
    )
    .option('--item <code>', 'an item code with at least 5 units available')
    .option('--allocate', 'a test order may be allocated for a moment; a picker could see it')
    .action(async ({ item, allocate = false }: { item?: string; allocate?: boolean }) => {
      const view = await ask(
        item !== undefined,
        async (sidecar) => {
          if (item !== undefined) await sidecar.ask('POST', '/api/probe', { item, allocate });
          let now = await sidecar.ask<ProbeView>('GET', '/api/probe');
          for (; item !== undefined && now.run?.state === 'running'; await delay(1_000))
            now = await sidecar.ask<ProbeView>('GET', '/api/probe');
          return now;
        },
        item === undefined,
      );
      say(view, reportWords(view));
      if (item !== undefined && view.run?.state !== 'done') exitCode = 1;
    });

  program
    .command('status')
    .description('how it is going, and what needs a person')
    .action(() =>
      ask(false, async (sidecar) => {
        const overview = await sidecar.ask<Overview>('GET', '/api/overview');
        say({ running: sidecar.running, ...overview }, statusWords(overview, sidecar.running));
      }),
    );

  program
    .command('stock')
    .argument('<sku>')
    .description('why a SKU has the number it has in the shop')
    .option('--now', 'ask Peoplevox what it has in this moment, by one call')
    .action(async (code: string, { now = false }: { now?: boolean }) => {
      const why = await ask(
        true,
        (sidecar) =>
          sidecar.ask<StockWhyView>(
            'GET',
            `/api/stock/why?${new URLSearchParams({ sku: code, now: now ? '1' : '0' })}`,
          ),
        !now,
      );
      say(why, stockWords(why));
    });

  program
    .command('pair')
    .description('print a one-time code for WooCommerce > Pickwave')
    .action(() =>
      ask(false, async (sidecar) => {
        const { code, until } = await sidecar.ask<{ code: string; until: string }>(
          'POST',
          '/local/pairing-code',
        );
        const first = sidecar.running ? '' : 'Start the sidecar first, with "pickwave serve". ';
        say(
          { code, until },
          `${code}\n${first}Type the address of this sidecar and the code in WooCommerce > Pickwave, before ${until}. It is good for 5 tries.`,
        );
      }),
    );

  const settings = program.command('settings').description('what can be set, and how it is set');
  const all = async (sidecar: Asked) => (await sidecar.ask<SettingsList>('GET', '/api/settings')).settings;
  settings.command('list', { isDefault: true }).action(() =>
    ask(false, async (sidecar) => {
      const list = await all(sidecar);
      say(list, list.map(settingWords).join('\n'));
    }),
  );
  settings
    .command('get')
    .argument('<key>')
    .action((key: string) =>
      ask(false, async (sidecar) => {
        const found = (await all(sidecar)).find((setting) => setting.key === key);
        if (!found) throw new Declined(`${key} is no setting. "pickwave settings" lists them all.`);
        say(found, JSON.stringify(found.value));
      }),
    );
  settings
    .command('set')
    .argument('<key>')
    .argument('<value>', 'text, number, true or false; lists as a,b or ["a","b"]; tables as {"a":"b"}')
    .action((key: string, text: string) =>
      ask(false, async (sidecar) => {
        const setting = settingNamed(key);
        const value = setting ? settingFromText(setting, text) : text;
        await sidecar.ask('PUT', '/api/settings', { changes: { [key]: value } });
        say({ key, value }, `${key} = ${JSON.stringify(value)}`);
      }),
    );

  try {
    await program.parseAsync(argv);
    return exitCode;
  } catch (failure) {
    return afterFailure(failure);
  }
}

/** What a person can put right is said in words; anything else is a fault, and is shown whole. */
function afterFailure(failure: unknown): number {
  if (failure instanceof CommanderError) return failure.exitCode === 0 ? 0 : 2;
  if (failure instanceof ConfigError) {
    console.error(failure.message);
    return 2;
  }
  if (failure instanceof Declined || failure instanceof DataDirInUse || failure instanceof LedgerUnusable) {
    console.error(failure.message);
    return 1;
  }
  if ((failure as { code?: string }).code === 'EADDRINUSE') {
    console.error(
      `${(failure as Error).message}. Another program listens there: stop it, or set PICKWAVE_PORT.`,
    );
    return 1;
  }
  console.error(failure);
  return 1;
}
