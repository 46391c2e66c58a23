// The columns of the orders list. No names, no addresses: the list holds no personal data.

import { VisuallyHidden } from '@wordpress/components';
import type { Field, View } from '@wordpress/dataviews/wp';
import { Children } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import type { OrderRow } from '../sidecar/http/schemas/orders.ts';
import { Age, Ago } from './now.tsx';
import { OrderActions } from './OrderActions.tsx';
import { nextStep, stateOf } from './orderWording.ts';
import { State } from './State.tsx';
import { amount, pageLocale } from './timeWording.ts';
import type { Room } from './useRoom.ts';
import { useLink } from './useRoute.ts';
import { linesWords, ownerWords } from './wording.ts';

interface Options {
  room: Room;
  refresh(): Promise<void>;
}

// The less room there is, the more goes into one column; nothing is left out.
const columns: Record<Room, string[]> = {
  wide: ['order', 'paid', 'state', 'lines', 'total', 'next', 'actions'],
  medium: ['orderAndMoney', 'stateAndNext', 'actions'],
  narrow: ['all'],
};

export function orderFields({ room, refresh }: Options): { fields: Field<OrderRow>[]; view: View } {
  const column = (id: string, label: string, render: (row: OrderRow) => ReactNode): Field<OrderRow> => ({
    id,
    label,
    render: ({ item }) => <>{render(item)}</>,
    enableSorting: false,
    enableHiding: false,
    enableGlobalSearch: false,
    filterBy: false,
  });
  const number = (row: OrderRow) => <OrderNumber row={row} />;
  const states = (row: OrderRow) => <States row={row} />;
  const next = (row: OrderRow) => <Next row={row} />;
  const total = (row: OrderRow) => amount(row.totalMinor, row.currency, pageLocale());
  const actions = (row: OrderRow) => <OrderActions order={row} refresh={refresh} />;
  const stacked = (...parts: ReactNode[]) => (
    <div className="pickwave-stacked">{Children.toArray(parts)}</div>
  );
  const fields = [
    column('order', __('Order', 'pickwave'), number),
    column('paid', __('Paid', 'pickwave'), (row) => (row.paidAt ? <Ago time={row.paidAt} /> : '–')),
    column('state', __('State', 'pickwave'), states),
    column('lines', __('Lines', 'pickwave'), (row) => row.lineCount),
    column('total', __('Total', 'pickwave'), total),
    column('next', __('Next step', 'pickwave'), next),
    column('actions', __('Actions', 'pickwave'), actions),
    column('orderAndMoney', __('Order', 'pickwave'), (row) => stacked(number(row), <Money row={row} />)),
    column('stateAndNext', __('State and next step', 'pickwave'), (row) => stacked(states(row), next(row))),
    column('all', __('Order', 'pickwave'), (row) =>
      stacked(number(row), states(row), next(row), <Money row={row} />, actions(row)),
    ),
  ];
  const end = { align: 'end' } as const;
  const view: View = {
    type: 'table',
    fields: columns[room],
    layout: {
      enableMoving: false,
      density: 'balanced',
      styles: {
        lines: end,
        total: end,
        actions: end,
        state: { width: '28%' },
        next: { width: '36%' },
        orderAndMoney: { minWidth: 170 },
        stateAndNext: { width: '80%' },
      },
    },
  };
  return { fields, view };
}

const Money = ({ row }: { row: OrderRow }) => (
  <span className="pickwave-quiet">
    {row.paidAt && (
      <>
        {__('Paid', 'pickwave')} <Ago time={row.paidAt} /> ·{' '}
      </>
    )}
    {amount(row.totalMinor, row.currency, pageLocale())} · {linesWords(row.lineCount)}
  </span>
);

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
            <strong>{words}</strong> <Age since={since} />
          </State>
        </span>
      ))}
      <span>
        <State tone={state.tone}>
          {state.words} <Age since={state.since} />
        </State>
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
