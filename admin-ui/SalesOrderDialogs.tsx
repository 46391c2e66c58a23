// What staff say about an order's sales orders: each first says what will happen, from what Peoplevox has now.

import { Button, CheckboxControl, Modal, TextControl } from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { LinkLook, OrderRow, ResendLook } from '../sidecar/http/schemas/orders.ts';
import { Ask } from './Ask.tsx';
import { fulfilOrder, linkOrder, lookAtLink, lookAtResend, resendOrder } from './api.ts';
import { CallFailed, problemFrom } from './problem.ts';
import { State } from './State.tsx';
import { useAct } from './said.tsx';

interface Props {
  order: Pick<OrderRow, 'orderId' | 'shopNumber' | 'salesOrderNumber'>;
  refresh(): Promise<void>;
  onLeave(): void;
}

const messageOf = (thrown: unknown) =>
  (thrown instanceof CallFailed ? thrown.problem : problemFrom(thrown)).message;

/** A number is typed, Peoplevox is asked what it is, and only then is it linked. */
export function LinkDialog({ order, refresh, onLeave }: Props) {
  const [number, setNumber] = useState('');
  const [look, setLook] = useState<LinkLook | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const { busy, act } = useAct();
  /* translators: %s: order number */
  const title = sprintf(__('Link order %s to a sales order', 'pickwave'), order.shopNumber);

  const ask = async () => {
    setAsking(true);
    setTrouble(null);
    try {
      setLook(await lookAtLink(order.orderId, number));
    } catch (thrown) {
      setTrouble(messageOf(thrown));
    } finally {
      setAsking(false);
    }
  };
  if (look)
    return (
      <Ask
        title={title}
        doIt={__('Link', 'pickwave')}
        leaveIt={__('Leave it', 'pickwave')}
        busy={busy !== null}
        onLeave={onLeave}
        onDo={async () => {
          const done = await act('link', async () => {
            await linkOrder(order.orderId, look.number);
            await refresh();
            return sprintf(
              /* translators: 1: order number. 2: sales order number. */
              __('Order %1$s goes by %2$s.', 'pickwave'),
              order.shopNumber,
              look.number,
            );
          });
          if (done) onLeave();
        }}
      >
        <dl className="pickwave-facts">
          <div>
            <dt>{__('Sales order', 'pickwave')}</dt>
            <dd>
              {look.number}, {look.statusWord}
            </dd>
          </div>
          <div>
            <dt>{__('Customer in Peoplevox', 'pickwave')}</dt>
            <dd>{look.customer || __('not given', 'pickwave')}</dd>
          </div>
          <div>
            <dt>{__('Customer in the shop', 'pickwave')}</dt>
            <dd>{look.shopCustomer}</dd>
          </div>
          <div>
            <dt>{__('Lines', 'pickwave')}</dt>
            <dd>{look.lines.map(({ sku, quantity }) => `${quantity} × ${sku}`).join(', ') || '0'}</dd>
          </div>
        </dl>
        <p>
          <Difference difference={look.difference} />
        </p>
        <p>{meaning(look)}</p>
      </Ask>
    );
  return (
    <Modal title={title} onRequestClose={onLeave} size="medium" className="pickwave-ask">
      <p>
        {__(
          'For an order that was merged, split or made by hand in Peoplevox. Pickwave follows that sales order from then on, and writes nothing to it.',
          'pickwave',
        )}
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <TextControl
          __next40pxDefaultSize
          __nextHasNoMarginBottom
          label={__('Sales order number in Peoplevox', 'pickwave')}
          value={number}
          onChange={setNumber}
        />
        {trouble && (
          <p role="alert">
            <State tone="bad">{trouble}</State>
          </p>
        )}
        <div className="pickwave-buttons">
          <Button
            __next40pxDefaultSize
            variant="primary"
            type="submit"
            isBusy={asking}
            disabled={asking}
            accessibleWhenDisabled
          >
            {__('Look it up', 'pickwave')}
          </Button>
          <Button __next40pxDefaultSize variant="tertiary" onClick={onLeave}>
            {__('Leave it', 'pickwave')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function Difference({ difference }: Pick<LinkLook, 'difference'>) {
  if (difference === null)
    return (
      <State tone="idle">{__('Its lines cannot be compared with the order as it is now.', 'pickwave')}</State>
    );
  return difference === '' ? (
    <State tone="good">{__('It has what the order wants.', 'pickwave')}</State>
  ) : (
    <State tone="warning">{difference}</State>
  );
}

function meaning({ mode, own, number }: LinkLook): string {
  if (own === null)
    /* translators: %s: sales order number */
    return sprintf(__('The order goes by %s.', 'pickwave'), number);
  return mode === 'beside'
    ? sprintf(
        /* translators: 1: how the order's own sales order stands. 2: sales order number. */
        __('%1$s. It stays, and the order goes by %2$s too.', 'pickwave'),
        own.words,
        number,
      )
    : sprintf(
        /* translators: 1: how the order's own sales order stands. 2: sales order number. */
        __('%1$s. The order goes by %2$s instead.', 'pickwave'),
        own.words,
        number,
      );
}

export function FulfilledDialog({ order, refresh, onLeave }: Props) {
  const [by, setBy] = useState('');
  const { busy, act } = useAct();
  return (
    <Ask
      /* translators: %s: order number */
      title={sprintf(__('Order %s was fulfilled another way?', 'pickwave'), order.shopNumber)}
      doIt={__('It was', 'pickwave')}
      leaveIt={__('Leave it', 'pickwave')}
      busy={busy !== null}
      onLeave={onLeave}
      onDo={async () => {
        const done = await act('fulfilled', async () => {
          await fulfilOrder(order.orderId, by);
          await refresh();
          return sprintf(
            /* translators: %s: order number */
            __('Order %s is followed no longer. “Take up again” takes it back.', 'pickwave'),
            order.shopNumber,
          );
        });
        if (done) onLeave();
      }}
    >
      <p>
        {__(
          'Pickwave asks Peoplevox once more that nothing of it is open there, follows the order no longer, and lets its units be sold again. In the shop the order stays as it is: set it to Completed there when the customer is to be told.',
          'pickwave',
        )}
      </p>
      <TextControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Fulfilled by what or whom', 'pickwave')}
        help={__('For instance “the shop in Bath”. Kept with your name.', 'pickwave')}
        value={by}
        onChange={setBy}
      />
    </Ask>
  );
}

export function ResendDialog({ order, refresh, onLeave }: Props) {
  const [look, setLook] = useState<ResendLook | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [lost, setLost] = useState(false);
  const { busy, act } = useAct();
  const { orderId } = order;
  useEffect(() => {
    lookAtResend(orderId).then(setLook, (thrown) => setTrouble(messageOf(thrown)));
  }, [orderId]);
  /* translators: %s: order number */
  const title = sprintf(__('Send order %s again under a new number?', 'pickwave'), order.shopNumber);
  if (look === null)
    return (
      <Modal title={title} onRequestClose={onLeave} size="medium" className="pickwave-ask">
        {trouble ? (
          <p role="alert">
            <State tone="bad">{trouble}</State>
          </p>
        ) : (
          <p role="status">{__('Asking Peoplevox how it stands…', 'pickwave')}</p>
        )}
        <div className="pickwave-buttons">
          <Button __next40pxDefaultSize variant="tertiary" onClick={onLeave}>
            {__('Leave it', 'pickwave')}
          </Button>
        </div>
      </Modal>
    );
  return (
    <Ask
      title={title}
      /* translators: %s: a sales order number */
      doIt={sprintf(__('Send as %s', 'pickwave'), look.number)}
      leaveIt={__('Leave it', 'pickwave')}
      busy={busy !== null}
      onLeave={onLeave}
      onDo={async () => {
        const done = await act('resend', async () => {
          await resendOrder(orderId, { number: look.number, lost });
          await refresh();
          return sprintf(
            /* translators: %s: a sales order number */
            __(
              'It goes as %s in a few seconds. “Do not send again after all” is in the menu until then.',
              'pickwave',
            ),
            look.number,
          );
        });
        if (done) onLeave();
      }}
    >
      <ul className="pickwave-list">
        {look.old.map(({ number, left }) => (
          <li key={number}>{oldWords(number, left)}</li>
        ))}
        {look.taken && (
          <li>
            {sprintf(
              /* translators: %s: a sales order number */
              __(
                '%s is a sales order in Peoplevox that Pickwave did not make. It stays as it is.',
                'pickwave',
              ),
              look.taken,
            )}
          </li>
        )}
        <li>
          {sprintf(
            /* translators: %s: a sales order number */
            __(
              'A new sales order %s is made with what the shop wants now, read back, and released to the pickers.',
              'pickwave',
            ),
            look.number,
          )}
        </li>
      </ul>
      {look.left && (
        <CheckboxControl
          __nextHasNoMarginBottom
          label={__('The parcel is lost', 'pickwave')}
          help={__('If it arrives after all, the customer has it twice.', 'pickwave')}
          checked={lost}
          onChange={setLost}
        />
      )}
    </Ask>
  );
}

function oldWords(number: string, left: ResendLook['old'][number]['left']): string {
  switch (left) {
    case 'cancelled':
      /* translators: %s: a sales order number */
      return sprintf(__('%s is cancelled in Peoplevox.', 'pickwave'), number);
    case 'gone':
      /* translators: %s: a sales order number */
      return sprintf(__('%s is not in Peoplevox any more.', 'pickwave'), number);
    case 'despatched':
      /* translators: %s: a sales order number */
      return sprintf(__('%s has left the warehouse.', 'pickwave'), number);
    default:
      return left satisfies never;
  }
}
