import { useEffect, useRef } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { OrderDetail } from '../sidecar/http/schemas/orders.ts';
import { getOrder } from './api.ts';
import { Journal } from './Journal.tsx';
import { Age, Ago } from './now.tsx';
import { OrderActions } from './OrderActions.tsx';
import { OrderRowsCard } from './OrderRowsCard.tsx';
import { stateOf } from './orderWording.ts';
import { shopOrderUrl } from './place.ts';
import { State } from './State.tsx';
import { Timeline } from './Timeline.tsx';
import { Loading, Trouble } from './Trouble.tsx';
import { usePolled } from './usePolled.ts';
import { useLink, useRouter } from './useRoute.ts';
import { ownerWords } from './wording.ts';

/** One order: its facts, what is wrong with it, what would be sent, and who did what. */
export function OrderPage({ orderId }: { orderId: number }) {
  const { view, refresh } = usePolled(() => getOrder(orderId), String(orderId));
  const link = useLink();
  return (
    <>
      <p className="pickwave-back">
        <a {...link({ tab: 'orders' })}>{__('← All orders', 'pickwave')}</a>
      </p>
      {view.kind === 'loading' && <Loading what={__('Loading the order…', 'pickwave')} />}
      {view.kind === 'failed' && <Trouble problem={view.problem} retry={refresh} />}
      {view.kind === 'ready' && (
        <>
          {view.problem && (
            <p className="pickwave-dated">
              {__('What was last known:', 'pickwave')} <Ago time={view.at} />
            </p>
          )}
          <div className={view.problem ? 'is-stale' : undefined}>
            <Opened key={orderId} order={view.value} refresh={refresh} />
          </div>
        </>
      )}
    </>
  );
}

function Opened({ order, refresh }: { order: OrderDetail; refresh(): Promise<void> }) {
  const { route } = useRouter();
  const heading = useRef<HTMLHeadingElement>(null);
  const { words } = stateOf(order);
  const shopUrl = shopOrderUrl(order.orderId);
  // Opened from a list: whoever does not see the page is told where they are now.
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <div className="pickwave-order-head">
        <h2 ref={heading} tabIndex={-1}>
          {/* translators: %s: order number */}
          {sprintf(__('Order %s', 'pickwave'), order.shopNumber)} · {words}
        </h2>
        {shopUrl && <a href={shopUrl}>{__('Open in the shop', 'pickwave')}</a>}
        <OrderActions order={order} refresh={refresh} opened />
      </div>
      <Exceptions order={order} />
      <section className="pickwave-card" aria-labelledby="pickwave-facts">
        <h3 id="pickwave-facts">{__('What happened', 'pickwave')}</h3>
        <Timeline order={order} />
      </section>
      <OrderRowsCard orderId={order.orderId} open={route.rows} />
      <Journal entries={order.journal} />
    </>
  );
}

function Exceptions({ order: { attention } }: { order: OrderDetail }) {
  if (attention.length === 0) return null;
  return (
    <section className="pickwave-card is-warning" aria-label={__('What needs somebody', 'pickwave')}>
      {attention.map(({ id, words, reason, owner, next, since, detail }) => (
        <div key={id}>
          <h3>
            <State tone="warning">{words}</State>
          </h3>
          <p>{reason}</p>
          <p>
            <b>{__('Next:', 'pickwave')}</b> {next}
          </p>
          <p className="pickwave-quiet">
            {ownerWords()[owner]}, {__('for', 'pickwave')} <Age since={since} />
          </p>
          {detail && (
            <details>
              <summary>{__('Details for support', 'pickwave')}</summary>
              <pre>{detail}</pre>
            </details>
          )}
        </div>
      ))}
    </section>
  );
}
