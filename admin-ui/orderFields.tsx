// The columns of the orders list. No names, no addresses: the list holds no personal data.

import { VisuallyHidden } from '@wordpress/components';
import type { Field, View } from '@wordpress/dataviews/wp';
import { __, sprintf } from '@wordpress/i18n';
import type { OrderRow } from '../sidecar/http/schemas/orders.ts';
import { Age, Ago } from './now.tsx';
import { OrderActions } from './OrderActions.tsx';
import { nextStep, stateOf } from './orderWording.ts';
import { State } from './State.tsx';
import { amount, pageLocale } from './timeWording.ts';
import { useLink } from './useRoute.ts';
import { ownerWords } from './wording.ts';

interface Options {
  /** On a phone the columns go into one. */
  narrow: boolean;
  refresh(): Promise<void>;
}

export function orderFields({ narrow, refresh }: Options): { fields: Field<OrderRow>[]; view: View } {
  const fixed = {
    enableSorting: false,
    enableHiding: false,
    enableGlobalSearch: false,
    filterBy: false,
  } as const;
  const actions = ({ item }: { item: OrderRow }) => <OrderActions order={item} refresh={refresh} />;
  const fields: Field<OrderRow>[] = [
    {
      ...fixed,
      id: 'order',
      label: __('Order', 'pickwave'),
      render: ({ item }) => <OrderNumber row={item} />,
    },
    {
      ...fixed,
      id: 'paid',
      label: __('Paid', 'pickwave'),
      render: ({ item }) => (item.paidAt ? <Ago time={item.paidAt} /> : <>–</>),
    },
    { ...fixed, id: 'state', label: __('State', 'pickwave'), render: ({ item }) => <States row={item} /> },
    { ...fixed, id: 'lines', label: __('Lines', 'pickwave'), render: ({ item }) => <>{item.lineCount}</> },
    {
      ...fixed,
      id: 'total',
      label: __('Total', 'pickwave'),
      render: ({ item }) => <>{amount(item.totalMinor, item.currency, pageLocale())}</>,
    },
    { ...fixed, id: 'next', label: __('Next step', 'pickwave'), render: ({ item }) => <Next row={item} /> },
    { ...fixed, id: 'actions', label: __('Actions', 'pickwave'), render: actions },
    {
      ...fixed,
      id: 'all',
      label: __('Order', 'pickwave'),
      render: ({ item }) => (
        <div className="pickwave-order-in-one">
          <OrderNumber row={item} />
          <States row={item} />
          <Next row={item} />
          <p className="pickwave-quiet">
            {item.paidAt && (
              <>
                {__('Paid', 'pickwave')} <Ago time={item.paidAt} /> ·{' '}
              </>
            )}
            {amount(item.totalMinor, item.currency, pageLocale())}
          </p>
          <OrderActions order={item} refresh={refresh} />
        </div>
      ),
    },
  ];
  const view: View = {
    type: 'table',
    fields: narrow ? ['all'] : ['order', 'paid', 'state', 'lines', 'total', 'next', 'actions'],
    layout: {
      enableMoving: false,
      density: 'balanced',
      styles: { lines: { align: 'end' }, total: { align: 'end' }, actions: { align: 'end' } },
    },
  };
  return { fields, view };
}

function OrderNumber({ row: { orderId, shopNumber, salesOrderNumber } }: { row: OrderRow }) {
  const link = useLink();
  return (
    <span className="pickwave-order-number">
      <a {...link({ tab: 'orders', order: orderId })}>
        {/* translators: %s: order number */}
        {sprintf(__('Order %s', 'pickwave'), shopNumber)}
      </a>
      {salesOrderNumber && salesOrderNumber !== shopNumber && (
        <span className="pickwave-quiet">
          <VisuallyHidden>{__('Sales order', 'pickwave')} </VisuallyHidden>
          {salesOrderNumber}
        </span>
      )}
    </span>
  );
}

/** What needs somebody first, and then the facts, which it does not replace. */
function States({ row }: { row: OrderRow }) {
  const state = stateOf(row);
  return (
    <span className="pickwave-order-states">
      {row.attention.map(({ id, words, since }) => (
        <span key={id}>
          <State tone="warning">
            <strong>{words}</strong>
          </State>{' '}
          <span className="pickwave-quiet">
            <Age since={since} />
          </span>
        </span>
      ))}
      <span>
        <State tone={state.tone}>{state.words}</State>{' '}
        <span className="pickwave-quiet">
          <Age since={state.since} />
        </span>
      </span>
    </span>
  );
}

function Next({ row }: { row: OrderRow }) {
  const [first] = row.attention;
  return (
    <span className="pickwave-order-next">
      {first && <b>{ownerWords()[first.owner]}: </b>}
      {nextStep(row)}
      {row.transfer === 'due' && row.nextAttemptAt && (
        <>
          {' '}
          {__('Next try', 'pickwave')} <Ago time={row.nextAttemptAt} />.
        </>
      )}
    </span>
  );
}
