// What the routes ask for, taken from the parts.

import type { Ledger } from './domain/ports.ts';
import type { ByHand, HttpDeps } from './http/deps.ts';
import { fulfilledBy, takeUp } from './journeys/byHand/fulfilled.ts';
import { linkOrder, unlinkOrder } from './journeys/byHand/linkOrder.ts';
import { lookAtLink } from './journeys/byHand/lookAtLink.ts';
import { lookAtResend } from './journeys/byHand/lookAtResend.ts';
import { sendAnew, undoResend } from './journeys/byHand/sendAnew.ts';
import type { Parts } from './parts.ts';
import { runChecks } from './running/checks.ts';
import { orderRows } from './running/orderRows.ts';
import { whyStock } from './running/whyStock.ts';
import { version } from './version.ts';

export function httpDeps(parts: Parts): HttpDeps {
  const { clock, log, ledger, settings, pairing, shop, shopWatch, lease, live, peoplevox, runner } = parts;
  let lastAskedByShop: Date | null = null;
  function noteAsked(): void {
    lastAskedByShop = clock.now();
  }
  return {
    version,
    clock,
    log,
    ledger,
    pairing,
    live,
    lease,
    shop: { view: shopWatch.view, asked: noteAsked },
    peoplevox: {
      host: peoplevox?.host ?? '',
      view: parts.peoplevoxView,
      usage: async () =>
        (await peoplevox?.usage()) ?? { inWindow: 0, allowed: 0, windowSeconds: 0, today: 0 },
      async tryLoginAgain(who) {
        peoplevox?.tryLoginAgain();
        await ledger.noteInJournal(who, 'Peoplevox: the login is tried again');
        for (const name of ['sendOrders', 'followOrders', 'recordDespatches'] as const) runner.ask(name);
      },
    },
    journeys: {
      ...runner,
      async pause(name, paused, who) {
        await runner.pause(name, paused);
        await ledger.noteInJournal(who, `Journey ${name} ${paused ? 'paused' : 'resumed'}`);
      },
    },
    settings,
    reading: { changesAreRead: parts.changesRead },
    probe: { ...parts.prober, marginSeconds: () => settings.current().stock.marginSeconds },
    byHand: byHandOf(parts),
    orderRows: (id) =>
      orderRows(id, {
        shop,
        ledger,
        settings: settings.current,
        preview: peoplevox?.preview ?? (() => ({ header: [], lines: [], cuts: [] })),
      }),
    whyStock: (sku, askNow) =>
      whyStock(sku, askNow, {
        shop,
        ledger,
        warehouse: parts.warehouse,
        settings: settings.current,
        clock,
        live: () => live.current().on,
        nextReadAt() {
          const journey = runner.views().find(({ name }) => name === 'updateStock');
          return journey?.paused ? null : (journey?.nextRunAt ?? null);
        },
      }),
    dayStart: parts.dayStart,
    eventsPath: ledger.eventsPath,
    metrics: parts.metrics,
    checks: () =>
      runChecks({
        clock,
        ledger,
        paired: () => pairing.known().secrets.length > 0,
        shop,
        lastAskedByShop: () => lastAskedByShop,
        lease,
        live: () => live.current().on,
        warehouse: peoplevox ? parts.warehouse : null,
        stock: () =>
          runner.views().find((journey) => journey.name === 'updateStock') ?? {
            lastSuccessAt: null,
            problem: null,
          },
      }),
  };
}

function byHandOf({ ledger, shop, warehouse, clock, settings }: Parts): ByHand {
  const deps = { ledger: ledger as Ledger, shop, warehouse, clock, settings: settings.current };
  return {
    async lookAtLink(id, number) {
      const looked = await lookAtLink(id, number, deps);
      if (looked.kind === 'no') return looked;
      const { row: _, ...look } = looked.look;
      return { kind: 'done', look };
    },
    link: (id, number, who) => linkOrder(id, number, who, deps),
    unlink: (id, who) => unlinkOrder(id, who, deps),
    fulfilled: (id, by, who) => fulfilledBy(id, by, who, deps),
    takeUp: (id, who) => takeUp(id, who, deps),
    async lookAtResend(id) {
      const looked = await lookAtResend(id, deps);
      if (looked.kind === 'no') return looked;
      const { row: _, ...look } = looked.look;
      return { kind: 'done', look };
    },
    resend: (id, wanted, who) => sendAnew(id, wanted, who, deps),
    undoResend: (id, who) => undoResend(id, who, deps),
  };
}
