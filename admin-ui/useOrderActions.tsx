import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { OrderRow } from '../sidecar/http/schemas/orders.ts';
import { Ask } from './Ask.tsx';
import { actOnOrder, type SimpleAction } from './api.ts';
import { FulfilledDialog, LinkDialog, ResendDialog } from './SalesOrderDialogs.tsx';
import { useAct } from './said.tsx';

/** Sending again happens at once; setting aside first says what it means. `dialog` has to be rendered. */
export function useOrderActions(
  order: Pick<OrderRow, 'orderId' | 'shopNumber' | 'transfer' | 'salesOrderNumber'>,
  refresh: () => Promise<void>,
) {
  const { busy, act } = useAct();
  const [asking, setAsking] = useState(false);
  const [dialogOf, setDialogOf] = useState<'link' | 'fulfilled' | 'resend' | null>(null);
  const leave = () => setDialogOf(null);
  const { orderId, shopNumber } = order;

  const does = (action: SimpleAction) =>
    act(action, async () => {
      await actOnOrder(orderId, action);
      await refresh();
      return endedWords(action, shopNumber);
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

  const props = { order, refresh, onLeave: leave };
  const dialogs = (
    <>
      {dialog}
      {dialogOf === 'link' && <LinkDialog {...props} />}
      {dialogOf === 'fulfilled' && <FulfilledDialog {...props} />}
      {dialogOf === 'resend' && <ResendDialog {...props} />}
    </>
  );
  return {
    busy,
    does,
    sendAgain: () => does('send_again'),
    dismiss: () => setAsking(true),
    ask: setDialogOf,
    dialog: dialogs,
  };
}

function endedWords(action: SimpleAction, shopNumber: string): string {
  switch (action) {
    case 'send_again':
      /* translators: %s: order number */
      return sprintf(__('Order %s goes to Peoplevox now.', 'pickwave'), shopNumber);
    case 'dismiss':
      /* translators: %s: order number */
      return sprintf(__('Order %s is set aside. “Send again” takes it up again.', 'pickwave'), shopNumber);
    case 'unlink':
      /* translators: %s: order number */
      return sprintf(__('The link of order %s is taken back.', 'pickwave'), shopNumber);
    case 'take_up':
      /* translators: %s: order number */
      return sprintf(__('Order %s is taken up again.', 'pickwave'), shopNumber);
    case 'undo_resend':
      /* translators: %s: order number */
      return sprintf(__('Order %s is not sent again.', 'pickwave'), shopNumber);
    default:
      return action satisfies never;
  }
}
