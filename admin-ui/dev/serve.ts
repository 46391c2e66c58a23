// npx tsx admin-ui/dev/serve.ts [port]: the built screen (npm run build -- --demo) on canned answers, one address for
// each state it can be in. For working on the screen without a shop, a sidecar or a warehouse.

import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import {
  busyOverview,
  calmOverview,
  connection,
  held,
  notLiveOverview,
  orderDetail,
  orderRows,
  ordersList,
  probe,
  reconciliations,
  settings,
  stockWhy,
} from './answers.ts';

interface Answer {
  status: number;
  body: unknown;
}
const ok = (body: unknown): Answer => ({ status: 200, body });
const problem = (status: number, code: string, message: string, more: object = {}): Answer => ({
  status,
  body: { code, message, ...more },
});

type Answers = (route: string, query: URLSearchParams, method: string) => Answer | null;

const states: Record<string, Answers> = {
  busy: (route) => (route === 'admin/overview' ? ok(busyOverview()) : null),
  calm: (route) => (route === 'admin/overview' ? ok(calmOverview()) : null),
  notlive: (route) => {
    if (route === 'admin/overview') return ok(notLiveOverview());
    return route === 'admin/orders' ? ok({ ...ordersList('none', 'none'), next: null }) : null;
  },
  unpaired: (route) => {
    if (route === 'connection') return ok({ ...connection(), paired: false, sidecar_url: null });
    return route === 'connection/pair' ? problem(403, 'wrong_code', 'The code is wrong.') : null;
  },
  copy: (route) =>
    route === 'connection'
      ? ok({
          ...connection(),
          frozen: { now: 'https://staging.shop.example', bound: 'https://shop.example' },
        })
      : null,
  away: (route) =>
    route.startsWith('admin/')
      ? problem(502, 'pickwave_sidecar_away', 'The sidecar does not answer.', {
          since: new Date(Date.now() - 600_000).toISOString(),
        })
      : null,
  forbidden: () => ({
    status: 403,
    body: {
      code: 'rest_forbidden',
      message: 'Sorry, you are not allowed to do that.',
      data: { status: 403 },
    },
  }),
  broken: (route) =>
    route.startsWith('admin/') ? problem(500, 'internal_server_error', 'The ledger is locked.') : null,
};

function usual(route: string, query: URLSearchParams, method: string): Answer {
  const [, order, what] = /^admin\/orders\/(\d+)(?:\/(.+))?$/.exec(route) ?? [];
  if (route === 'connection') return ok(connection());
  if (route === 'admin/overview') return ok(busyOverview());
  if (route === 'admin/reconciliations') return ok(reconciliations());
  if (route === 'admin/orders') {
    return ok(ordersList(query.get('filter') ?? 'all', query.get('search') ?? ''));
  }
  if (order && what === 'rows') return ok(orderRows(Number(order)));
  if (order && !what) {
    const detail = orderDetail(Number(order));
    return detail ? ok(detail) : problem(404, 'not_found', `There is no order ${order} here.`);
  }
  if (route === 'admin/settings') {
    return method === 'GET'
      ? ok({ settings: settings() })
      : problem(400, 'bad_settings', 'One value is not right.', {
          fields: { 'orders.numberPrefix': 'Only letters, digits, dot, dash and underscore.' },
        });
  }
  if (route === 'admin/stock/held') return ok(held());
  if (route === 'admin/stock/why') return ok(stockWhy(query.get('sku') ?? ''));
  if (route === 'admin/probe') return ok(probe());
  if (route === 'admin/live') return ok({ on: true, from: null, changedBy: null, warnings: [] });
  if (route.endsWith('/run')) return ok({ started: true, words: '' });
  return ok({});
}

function page(state: string): string {
  const links = Object.keys(states).map((name) => `<a href="/${name}/">${name}</a>`);
  return `<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Pickwave: ${state}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/screen.css">
<main style="padding:12px 20px"><div id="pickwave-screen"></div></main>
<footer style="padding:0 20px">${links.join(' · ')}</footer>
<script>window.pickwave = { root: '/${state}/wp-json/', orderUrl: '/shop/order/{id}' };</script>
<script src="/screen.js"></script>`;
}

const built = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../build/demo/${name}`, import.meta.url)));

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here');
  if (pathname === '/screen.js' || pathname === '/screen.css') {
    response.setHeader('Content-Type', pathname.endsWith('css') ? 'text/css' : 'text/javascript');
    response.end(built(pathname.slice(1)));
    return;
  }
  const [, state = '', route] = /^\/([a-z]+)\/(?:wp-json\/pickwave\/v1\/(.*))?$/.exec(pathname) ?? [];
  const special = states[state];
  if (!special) {
    response.writeHead(302, { Location: '/busy/' }).end();
    return;
  }
  if (route === undefined) {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(page(state));
    return;
  }
  const method = String(request.headers['x-http-method-override'] ?? request.method);
  const { status, body } = special(route, searchParams, method) ?? usual(route, searchParams, method);
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

const server = createServer(answer).listen(Number(process.argv[2] ?? 8300), '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : address;
  process.stdout.write(`http://127.0.0.1:${port}/busy/\n`);
});
