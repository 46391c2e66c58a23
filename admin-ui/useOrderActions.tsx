import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { OrderAction } from '../sidecar/domain/transfer.ts';
import type { OrderRow } from '../sidecar/http/schemas/orders.ts';
import { Ask } from './Ask.tsx';
import { actOnOrder } from './api.ts';
import { useAct } from './said.tsx';

/** Sending again happens at once; setting aside first says what it means. `dialog` has to be rendered. */
export function useOrderActions(
  order: Pick<OrderRow, 'orderId' | 'shopNumber' | 'transfer'>,
  refresh: () => Promise<void>,
) {
  const { busy, act } = useAct();
  const [asking, setAsking] = useState(false);
  const { orderId, shopNumber } = order;

  const does = (action: OrderAction) =>
    act(action, async () => {
      await actOnOrder(orderId, action);
      await refresh();
      return action === 'send_again'
        ? /* translators: %s: order number */
          sprintf(__('Order %s goes to Peoplevox now.', 'pickwave'), shopNumber)
        : /* translators: %s: order number */
          sprintf(__('Order %s is set aside. “Send again” takes it up again.', 'pickwave'), shopNumber);
    });

  const dialog = asking && (
    <Ask
      /* translators: %s: order number */
      title={sprintf(__('Set order %s aside?', 'pickwave'), shopNumber)}
      doIt={__('Set aside', 'pickwave')}
      leaveIt={__('Leave it', 'pickwave')}
      busy={busy === 'dismiss'}
      onDo={async () => {
        if (await does('dismiss')) setAsking(false);
      }}
      onLeave={() => setAsking(false)}
    >
      <p>
        {__(
          'Pickwave does not send it to Peoplevox, and stops asking about it. Your name and the time are kept. Nothing changes on the order in the shop, and “Send again” takes it up again at any time.',
          'pickwave',
        )}
      </p>
    </Ask>
  );

  return { busy, sendAgain: () => does('send_again'), dismiss: () => setAsking(true), dialog };
}
