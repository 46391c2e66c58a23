// The page: the real screen, and the panel beside it.

import { sellable, unknownSku } from '../catalogue.ts';
import { type Html, html } from './html.ts';

const option = ({ sku, name }: { sku: string; name: string }) =>
  html`<option value="${sku}">${name}${sku === unknownSku && ' (Peoplevox does not know it)'}</option>`;
const goods = sellable.map(option);
const inPeoplevox = sellable.filter(({ sku, stock }) => sku !== unknownSku && stock !== null);

/** How the settings of the demo differ from the usual, in words. */
export const demoPage = (settingsInWords: string): Html => html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Pickwave demo</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/screen.css">
<link rel="stylesheet" href="/demo.css">
<script>window.pickwave = { root: "/wp-json/" };</script>
</head>
<body>
<header class="demo-bar">
  <p><b>Pickwave demo</b> Stand-ins: the shop and Peoplevox. Real: the sidecar and this screen.</p>
  <div id="demo-running" class="demo-running"></div>
</header>
<div class="demo-page">
  <main><div id="pickwave-screen"></div></main>
  <aside aria-label="The demo’s controls">
    <p id="demo-said" class="demo-said" role="status">Buy something, then watch it go.</p>
    <details open>
      <summary>A customer buys</summary>
      <form data-act="place">
        <div class="demo-line">
          <label>What <select name="sku">${goods}</select></label>
          <label>Units <input name="quantity" type="number" min="1" max="99" value="1" required></label>
        </div>
        <div class="demo-line">
          <label>And <select name="sku2"><option value="">nothing else</option>${goods}</select></label>
          <label>Units <input name="quantity2" type="number" min="1" max="99" value="1" required></label>
        </div>
        <div class="demo-line">
          <label>Paid
            <select name="payment">
              <option value="card">by card</option>
              <option value="card_later">by card, but not yet</option>
              <option value="bacs">by bank transfer, not yet</option>
              <option value="cod">cash on delivery</option>
            </select>
          </label>
          <label>Postcode
            <select name="postcode"><option value="good">whole</option><option value="bad">half missing</option></select>
          </label>
        </div>
        <p class="demo-do">
          <button type="submit" class="demo-main">Place the order</button>
          <button type="button" data-act="placeTen">Place ten orders</button>
        </p>
      </form>
    </details>
    <details open>
      <summary>What the shop and Peoplevox really have</summary>
      <ul id="demo-orders" class="demo-orders"></ul>
    </details>
    <details>
      <summary>Stock</summary>
      <form data-act="receive">
        <div class="demo-line">
          <label>Item <select name="item">${inPeoplevox.map(option)}</select></label>
          <label>Units <input name="quantity" type="number" min="1" max="1000" value="10" required></label>
        </div>
        <p class="demo-do">
          <button type="submit">Comes in</button>
          <button type="submit" data-act="writeOff">Is written off</button>
          <button type="button" data-act="createItem">Create ${unknownSku} in Peoplevox</button>
        </p>
      </form>
      <div id="demo-stock" class="demo-stock"></div>
    </details>
    <details open>
      <summary>Break something</summary>
      <ul id="demo-breakage" class="demo-breakage"></ul>
    </details>
    <p class="demo-quiet demo-foot">${settingsInWords}</p>
  </aside>
</div>
<script src="/screen.js"></script>
<script src="/demo.js"></script>
</body>
</html>`;
