import { __, _n, sprintf } from '@wordpress/i18n';
import type { Overview } from '../sidecar/http/schemas/overview.ts';
import { Age } from './now.tsx';
import { State } from './State.tsx';
import { useLink } from './useRoute.ts';
import { groupProblems, ordersCounted, ownerWords, type ProblemGroup } from './wording.ts';

interface Props {
  problems: Overview['problems'];
  orders: Overview['orders'];
  live: boolean;
}

/** What needs a person, one line per cause; or one calm line. */
export function Problems({ problems, orders, live }: Props) {
  const groups = groupProblems(problems);
  if (groups.length === 0) {
    return (
      <section className="pickwave-card">
        <h2>
          <State tone="good">{__('Nothing needs you', 'pickwave')}</State>
        </h2>
        {live && <p>{calmWords(orders)}</p>}
      </section>
    );
  }
  return (
    <section className="pickwave-card" aria-labelledby="pickwave-problems">
      <h2 id="pickwave-problems">{__('What needs somebody', 'pickwave')}</h2>
      <ul className="pickwave-problems">
        {groups.map((group) => (
          <Problem key={`${group.code} ${group.since}`} group={group} />
        ))}
      </ul>
    </section>
  );
}

function calmWords({ waitingToSend, inPeoplevox, sentToday }: Overview['orders']): string {
  if (waitingToSend > 0) {
    return sprintf(
      /* translators: %d: number of orders */
      _n(
        '%d order is on its way to Peoplevox.',
        '%d orders are on their way to Peoplevox.',
        waitingToSend,
        'pickwave',
      ),
      waitingToSend,
    );
  }
  if (inPeoplevox === 0 && sentToday === 0) {
    return __('No order has been paid yet. The next one goes to Peoplevox by itself.', 'pickwave');
  }
  return __('All paid orders are in Peoplevox.', 'pickwave');
}

const fewOrders = 5;

function Problem({ group }: { group: ProblemGroup }) {
  const link = useLink();
  const { orders, reasons } = group;
  return (
    <li>
      <div className="pickwave-problems__what">
        <strong>
          <State tone="warning">{group.words}</State>
        </strong>
        {orders.length > 0 && (
          <a
            {...link(
              orders.length === 1 && orders[0]
                ? { tab: 'orders', order: orders[0].orderId }
                : { tab: 'orders', filter: 'attention' },
            )}
          >
            {ordersCounted(orders.length)}
          </a>
        )}
        <span className="pickwave-quiet">
          {ownerWords()[group.owner]}, {__('for', 'pickwave')} <Age since={group.since} />
        </span>
      </div>
      {reasons.slice(0, 3).map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
      <p>
        <b>{__('Next:', 'pickwave')}</b> {group.next}
      </p>
      {orders.length > 1 && (
        <p>
          {__('Orders:', 'pickwave')}{' '}
          {orders.slice(0, fewOrders).map(({ orderId, shopNumber }, place) => (
            <span key={orderId}>
              {place > 0 && ', '}
              <a {...link({ tab: 'orders', order: orderId })}>{shopNumber}</a>
            </span>
          ))}
          {orders.length > fewOrders && ', …'}
        </p>
      )}
      {group.detail && (
        <details>
          <summary>{__('Details for support', 'pickwave')}</summary>
          <pre>{group.detail}</pre>
        </details>
      )}
    </li>
  );
}
