import { useEffect, useRef } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { OrderDetail } from '../sidecar/http/schemas/orders.ts';
import { getOrder } from './api.ts';
import { Journal } from './Journal.tsx';
import { Ago } from './now.tsx';
import { OrderActions } from './OrderActions.tsx';
import { OrderExceptions } from './OrderExceptions.tsx';
import { OrderRowsCard } from './OrderRowsCard.tsx';
import { stateOf } from './orderWording.ts';
import { shopOrderUrl } from './place.ts';
import { Timeline } from './Timeline.tsx';
import { Loading, Trouble } from './Trouble.tsx';
import { usePolled } from './usePolled.ts';
import { useLink, useRouter } from './useRoute.ts';

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
      <OrderExceptions order={order} refresh={refresh} />
      <section className="pickwave-card" aria-labelledby="pickwave-facts">
        <h3 id="pickwave-facts">{__('What happened', 'pickwave')}</h3>
        <Timeline order={order} />
      </section>
      <OrderRowsCard orderId={order.orderId} open={route.rows} />
      <Journal entries={order.journal} />
    </>
  );
}
