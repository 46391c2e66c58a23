import { Button, TextControl } from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { FormEvent } from 'react';
import type { StockWhyView } from '../sidecar/http/schemas/stock.ts';
import { getStockWhy } from './api.ts';
import { Ago } from './now.tsx';
import { shopProductsUrl } from './place.ts';
import { State } from './State.tsx';
import { useAct } from './said.tsx';
import { Loading, Trouble } from './Trouble.tsx';
import { usePolled } from './usePolled.ts';
import { useLink, useRouter } from './useRoute.ts';

const everyMs = 15_000;

/** Why does the shop show this number? */
export function StockPage() {
  const { route } = useRouter();
  return (
    <section className="pickwave-card" aria-labelledby="pickwave-stock">
      <h2 id="pickwave-stock">{__('Why a SKU has its number', 'pickwave')}</h2>
      <WhichSku />
      {route.sku === '' ? (
        <p>
          {__(
            'Type a SKU to see what its number in the shop is made of: Peoplevox’s last figure, what is kept back, and the orders that units are promised to.',
            'pickwave',
          )}
        </p>
      ) : (
        <Why key={route.sku} sku={route.sku} />
      )}
    </section>
  );
}

function WhichSku() {
  const { route, go } = useRouter();
  const [typed, setTyped] = useState(route.sku);
  useEffect(() => setTyped(route.sku), [route.sku]);
  const look = (event: FormEvent) => {
    event.preventDefault();
    go({ tab: 'stock', sku: typed.trim() });
  };
  return (
    <form className="pickwave-ask-for" onSubmit={look}>
      <TextControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('SKU', 'pickwave')}
        maxLength={100}
        value={typed}
        onChange={setTyped}
      />
      <Button
        __next40pxDefaultSize
        variant="secondary"
        type="submit"
        disabled={typed.trim() === ''}
        accessibleWhenDisabled
      >
        {__('Look it up', 'pickwave')}
      </Button>
    </form>
  );
}

function Why({ sku }: { sku: string }) {
  const { view, refresh } = usePolled(() => getStockWhy(sku, false), `why ${sku}`, { everyMs });
  return (
    <>
      {view.kind === 'loading' && <Loading what={__('Looking it up…', 'pickwave')} />}
      {view.kind === 'failed' && <Trouble problem={view.problem} retry={refresh} />}
      {view.kind === 'ready' && (
        <div className={view.problem ? 'is-stale' : undefined}>
          {view.problem && (
            <p className="pickwave-dated">
              {__('What was last known:', 'pickwave')} <Ago time={view.at} />
            </p>
          )}
          <Reasons why={view.value} />
          <Orders why={view.value} />
          <Now sku={sku} off={view.problem !== null} />
        </div>
      )}
    </>
  );
}

function Reasons({ why }: { why: StockWhyView }) {
  const link = useLink();
  const productsUrl = why.productId === null ? null : shopProductsUrl(why.sku);
  return (
    <>
      <p role="status">
        <State tone={why.right ? 'good' : 'warning'}>
          {why.stock === null
            ? sprintf(/* translators: %s: a SKU */ __('%s is not written', 'pickwave'), why.sku)
            : sprintf(
                /* translators: 1: a SKU, 2: number of units */
                __('%1$s: %2$d in the shop', 'pickwave'),
                why.sku,
                why.stock,
              )}
        </State>
      </p>
      <ul className="pickwave-list">
        {why.words.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p>
        {productsUrl !== null && <a href={productsUrl}>{__('Find the product in the shop', 'pickwave')}</a>}
        {why.held && (
          <>
            {' '}
            <a {...link({ tab: 'overview' })}>{__('See what was not written', 'pickwave')}</a>
          </>
        )}
      </p>
    </>
  );
}

function Orders({ why: { orders } }: { why: StockWhyView }) {
  const link = useLink();
  if (orders.length === 0) return null;
  return (
    <table className="pickwave-table">
      <caption>{__('Orders that units are promised to', 'pickwave')}</caption>
      <thead>
        <tr>
          <th scope="col">{__('Order', 'pickwave')}</th>
          <th scope="col">{__('In the shop', 'pickwave')}</th>
          <th scope="col">{__('Units', 'pickwave')}</th>
        </tr>
      </thead>
      <tbody>
        {orders.map(({ id, number, status, units }) => (
          <tr key={id}>
            <td data-label={__('Order', 'pickwave')}>
              <a {...link({ tab: 'orders', order: id })}>{number}</a>
            </td>
            <td data-label={__('In the shop', 'pickwave')}>{status}</td>
            <td data-label={__('Units', 'pickwave')}>{units}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Asked {
  sites: NonNullable<StockWhyView['sites']>;
  at: Date;
}

/** One call to Peoplevox for each press of the button, and none by itself. */
function Now({ sku, off }: { sku: string; off: boolean }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { busy, act } = useAct();
  const ask = () =>
    act('now', async () => {
      const { sites } = await getStockWhy(sku, true);
      setAsked({ sites: sites ?? [], at: new Date() });
      return sprintf(/* translators: %s: a SKU */ __('Peoplevox was asked about %s.', 'pickwave'), sku);
    });
  return (
    <>
      {asked && <Sites {...asked} />}
      <div className="pickwave-buttons">
        <Button
          variant="secondary"
          size="compact"
          disabled={off || busy !== null}
          accessibleWhenDisabled
          onClick={() => void ask()}
        >
          {__('Ask Peoplevox what it has now', 'pickwave')}
        </Button>
      </div>
    </>
  );
}

function Sites({ sites, at }: Asked) {
  if (sites.length === 0) return <p>{__('Peoplevox’s stock report has no row of it now.', 'pickwave')}</p>;
  return (
    <table className="pickwave-table">
      <caption>
        {__('Peoplevox’s stock report, asked', 'pickwave')} <Ago time={at} />
      </caption>
      <thead>
        <tr>
          <th scope="col">{__('Site', 'pickwave')}</th>
          <th scope="col">{__('Available', 'pickwave')}</th>
          <th scope="col">{__('Sold from', 'pickwave')}</th>
        </tr>
      </thead>
      <tbody>
        {sites.map(({ site, available, sold }) => (
          <tr key={site}>
            <td data-label={__('Site', 'pickwave')}>{site}</td>
            <td data-label={__('Available', 'pickwave')}>{available ?? __('no figure', 'pickwave')}</td>
            <td data-label={__('Sold from', 'pickwave')}>
              {sold ? __('yes', 'pickwave') : __('no', 'pickwave')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
