// The parts of the panel that change by themselves.

import type { ActionName } from './actions.ts';
import { type Html, html } from './html.ts';
import type { Look, OrderLook, StockLook } from './view.ts';

/** By the id of the element they fill. */
export const liveParts = (look: Look): Record<string, string> => ({
  'demo-running': running(look.running).text,
  'demo-orders': orders(look.orders).text,
  'demo-stock': stock(look.stock).text,
  'demo-breakage': breakage(look.running).text,
});

const pill = (good: boolean, words: string) =>
  html`<span class="demo-pill ${good ? 'demo-good' : 'demo-bad'}">${good ? '●' : '▲'} ${words}</span>`;

function running(now: Look['running']): Html {
  return html`${[
    pill(now.shop, now.shop ? 'Shop answers' : 'Shop is away'),
    pill(now.sidecar, now.sidecar ? 'Sidecar runs' : 'Sidecar is dead'),
    pill(now.peoplevox, now.peoplevox ? 'Peoplevox answers' : 'Peoplevox is away'),
    html`<span class="demo-pill">${now.calls} calls, ${now.tooSoon} refused as too soon</span>`,
  ]}`;
}

const button = (act: ActionName, words: string, order: number) =>
  html`<button type="button" data-act="${act}" data-order="${order}" data-key="${act}-${order}">${words}</button>`;

function orders(all: OrderLook[]): Html {
  if (all.length === 0) return html`<li class="demo-quiet">Nobody has bought anything yet.</li>`;
  return html`${all.map(order)}`;
}

function order({ id, customer, lines, shopStatus, salesOrder, mails, tracking, may }: OrderLook): Html {
  return html`<li>
    <p class="demo-head"><b>${id}</b> ${customer}<span class="demo-quiet"> ${lines}</span></p>
    <p class="demo-sides">
      <span>Shop: <b class="demo-status-${shopStatus}">${shopStatus}</b></span>
      <span>Peoplevox: ${
        salesOrder
          ? html`<b title="${salesOrder.number}, ${salesOrder.units}">${salesOrder.status}${salesOrder.held && ', held'}</b>`
          : html`<span class="demo-quiet">nothing</span>`
      }</span>
      <span title="${mails.join('\n')}">${mails.length} ${mails.length === 1 ? 'mail' : 'mails'}</span>
      ${tracking.length > 0 && html`<span>${tracking.join(', ')}</span>`}
    </p>
    <p class="demo-do">${[
      may.pay && button('pay', 'Pay', id),
      may.correctPostcode && button('correctPostcode', 'Correct the postcode', id),
      may.despatchPart && button('despatchPart', 'Despatch 1', id),
      may.despatchRest && button('despatchRest', 'Despatch rest', id),
      may.cancel && button('cancel', 'Cancel', id),
      button('tellTenTimes', 'Tell 10×', id),
    ]}</p>
  </li>`;
}

const stock = (all: StockLook[]): Html => html`<table>
  <thead><tr><th scope="col">SKU</th><th scope="col">In the shop</th><th scope="col">Available</th><th scope="col">Allocated</th></tr></thead>
  <tbody>${all.map(
    ({
      sku,
      name,
      inShop,
      available,
      allocated,
    }) => html`<tr${available !== inShop && html` class="demo-differs"`}>
      <th scope="row" title="${name}">${sku}</th><td>${inShop}</td><td>${available ?? 'no item'}</td><td>${allocated}</td>
    </tr>`,
  )}</tbody>
</table>
<p class="demo-quiet">Yellow: units are promised to orders that Peoplevox has not allocated yet.</p>`;

/** Each trouble with what brings it and what ends it; one of the two is offered. */
function breakage(now: Look['running']): Html {
  const either = (
    fine: boolean,
    harm: [ActionName, string],
    repair: [ActionName, string],
    words: string,
  ): Html => {
    const [act, label] = fine ? harm : repair;
    return html`<li>
      <button type="button" data-act="${act}" data-key="${harm[0]}" class="${fine ? '' : 'demo-repair'}">${label}</button>
      <span class="demo-quiet">${words}</span>
    </li>`;
  };
  const once = (act: ActionName, label: string, words: string) =>
    either(true, [act, label], [act, label], words);
  return html`${[
    either(
      now.sidecar,
      ['killSidecar', 'Kill the sidecar'],
      ['startSidecar', 'Start the sidecar'],
      'kill -9, at any moment. Nothing is lost or sent twice.',
    ),
    either(
      now.peoplevox,
      ['peoplevoxAway', 'Peoplevox goes away'],
      ['peoplevoxBack', 'Peoplevox comes back'],
      'Orders wait, and the screen says since when.',
    ),
    once('loseAnswer', 'Lose the next answer', 'The save is done, its answer is not heard: Pickwave asks.'),
    once('refuseRow', 'Refuse the next order', 'It becomes an exception with Peoplevox’s own words.'),
    either(
      now.triggers,
      ['blockTriggers', 'Block the triggers'],
      ['letTriggers', 'Let the triggers through'],
      'The poll finds the orders, here within 10 s.',
    ),
    either(
      now.password,
      ['changePassword', 'Change the password'],
      ['restorePassword', 'Restore the password'],
      'One clear message, and no storm of log-ins.',
    ),
    either(
      now.shop,
      ['shopAway', 'The shop goes away'],
      ['shopBack', 'The shop comes back'],
      'The screen lives in it, so it is away too.',
    ),
    now.waitingFaults > 0 &&
      html`<li class="demo-quiet">${now.waitingFaults} ordered and waiting for the next call that fits.</li>`,
  ]}`;
}
