import { Button, DropdownMenu, MenuGroup, MenuItem } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { moreVertical } from '@wordpress/icons';
import type { OrderRow } from '../sidecar/http/schemas/orders.ts';
import { whyNot } from './orderWording.ts';
import { shopOrderUrl } from './place.ts';
import { useOrderActions } from './useOrderActions.tsx';
import { useRouter } from './useRoute.ts';

interface Props {
  order: OrderRow;
  refresh(): Promise<void>;
  /** On the order's own page opening it is not offered. */
  opened?: boolean;
}

/** "Send again", and the rest in a menu. What is not allowed is grey and says why. */
export function OrderActions({ order, refresh, opened = false }: Props) {
  const { go } = useRouter();
  const { busy, does, sendAgain, dismiss, ask, dialog } = useOrderActions(order, refresh);
  const whyNotSend = whyNot('send_again', order);
  const whyNotDismiss = whyNot('dismiss', order);
  const shopUrl = shopOrderUrl(order.orderId);
  const byHand = [
    { action: 'resend', words: __('Send again under a new number…', 'pickwave'), act: () => ask('resend') },
    {
      action: 'undo_resend',
      words: __('Do not send again after all', 'pickwave'),
      act: () => does('undo_resend'),
    },
    { action: 'link', words: __('Link to a sales order…', 'pickwave'), act: () => ask('link') },
    { action: 'unlink', words: __('Take the link back', 'pickwave'), act: () => does('unlink') },
    { action: 'fulfilled', words: __('Fulfilled another way…', 'pickwave'), act: () => ask('fulfilled') },
    { action: 'take_up', words: __('Take up again', 'pickwave'), act: () => does('take_up') },
  ] as const;
  const openAt = (rows: boolean) => go({ tab: 'orders', order: order.orderId, rows });

  return (
    <div className="pickwave-order-actions">
      <Button
        variant="secondary"
        size="compact"
        isBusy={busy === 'send_again'}
        disabled={busy !== null || whyNotSend !== null}
        accessibleWhenDisabled
        aria-label={__('Send again', 'pickwave')}
        {...(whyNotSend && { label: whyNotSend, description: whyNotSend, showTooltip: true })}
        onClick={sendAgain}
      >
        {__('Send again', 'pickwave')}
      </Button>
      <DropdownMenu
        icon={moreVertical}
        /* translators: %s: order number */
        label={sprintf(__('More for order %s', 'pickwave'), order.shopNumber)}
        toggleProps={{ size: 'compact' }}
        popoverProps={{ placement: 'bottom-end' }}
      >
        {({ onClose }) => (
          <MenuGroup>
            {!opened && <MenuItem onClick={() => openAt(false)}>{__('Open', 'pickwave')}</MenuItem>}
            <MenuItem onClick={() => openAt(true)}>{__('See what would be sent', 'pickwave')}</MenuItem>
            {shopUrl && (
              <MenuItem onClick={() => window.location.assign(shopUrl)}>
                {__('Open in the shop', 'pickwave')}
              </MenuItem>
            )}
            {byHand.map(({ action, words, act }) =>
              order.may.includes(action) ? (
                <MenuItem
                  key={action}
                  onClick={() => {
                    onClose();
                    act();
                  }}
                >
                  {words}
                </MenuItem>
              ) : null,
            )}
            <MenuItem
              aria-disabled={whyNotDismiss !== null} // stays in reach of the keyboard, so that the reason is read
              info={whyNotDismiss ?? __('It is not sent until somebody says “Send again”.', 'pickwave')}
              onClick={() => {
                if (whyNotDismiss) return;
                onClose();
                dismiss();
              }}
            >
              {__('Set aside…', 'pickwave')}
            </MenuItem>
          </MenuGroup>
        )}
      </DropdownMenu>
      {dialog}
    </div>
  );
}
