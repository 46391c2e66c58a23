import { Button, TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { OrderDetail } from '../sidecar/http/schemas/orders.ts';
import { Ask } from './Ask.tsx';
import { bringBackAttention, dismissAttention } from './api.ts';
import { Age, Ago } from './now.tsx';
import { State } from './State.tsx';
import { useAct } from './said.tsx';
import { ownerWords } from './wording.ts';

interface Props {
  order: OrderDetail;
  refresh(): Promise<void>;
}
type One = OrderDetail['attention'][number];

/** What of an order needs somebody, and what somebody has said need not be heard of again. */
export function OrderExceptions({ order, refresh }: Props) {
  const [asking, setAsking] = useState<One | null>(null);
  const { attention } = order;
  return (
    <>
      {attention.length > 0 && (
        <section className="pickwave-card is-warning" aria-label={__('What needs somebody', 'pickwave')}>
          {attention.map((one) => (
            <div key={one.id}>
              <h3>
                <State tone="warning">{one.words}</State>
              </h3>
              <p>{one.reason}</p>
              <p>
                <b>{__('Next:', 'pickwave')}</b> {one.next}
              </p>
              <p className="pickwave-quiet">
                {ownerWords()[one.owner]}, {__('for', 'pickwave')} <Age since={one.since} />
              </p>
              {one.detail && (
                <details>
                  <summary>{__('Details for support', 'pickwave')}</summary>
                  <pre>{one.detail}</pre>
                </details>
              )}
              {one.mayDismiss && (
                <Button
                  variant="secondary"
                  size="compact"
                  /* translators: %s: what is wrong */
                  aria-label={sprintf(__('Dismiss: %s', 'pickwave'), one.words)}
                  onClick={() => setAsking(one)}
                >
                  {__('Dismiss…', 'pickwave')}
                </Button>
              )}
            </div>
          ))}
        </section>
      )}
      <Dismissed order={order} refresh={refresh} />
      {asking && (
        <AskToDismiss order={order} one={asking} refresh={refresh} onLeave={() => setAsking(null)} />
      )}
    </>
  );
}

function AskToDismiss({ order, one, refresh, onLeave }: Props & { one: One; onLeave(): void }) {
  const [note, setNote] = useState('');
  const { busy, act } = useAct();
  return (
    <Ask
      /* translators: %s: what is wrong */
      title={sprintf(__('Dismiss “%s”?', 'pickwave'), one.words)}
      doIt={__('Dismiss', 'pickwave')}
      leaveIt={__('Leave it', 'pickwave')}
      busy={busy !== null}
      onLeave={onLeave}
      onDo={async () => {
        const done = await act('dismiss', async () => {
          await dismissAttention(order.orderId, one.code, note);
          await refresh();
          return __('Dismissed. “Undo” on the order brings it back.', 'pickwave');
        });
        if (done) onLeave();
      }}
    >
      <p>
        {__(
          'It is not shown again for this reason; for another reason it is. Nothing changes on the order, neither in the shop nor in Peoplevox. Your name and the time are kept.',
          'pickwave',
        )}
      </p>
      <TextControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Note (may stay empty)', 'pickwave')}
        value={note}
        onChange={setNote}
      />
    </Ask>
  );
}

function Dismissed({ order, refresh }: Props) {
  const { busy, act } = useAct();
  if (order.dismissed.length === 0) return null;
  return (
    <section className="pickwave-card" aria-label={__('Dismissed', 'pickwave')}>
      {order.dismissed.map(({ code, words, reason, by, at, note }) => (
        <div key={code}>
          <p>
            <State tone="idle">{words}</State>: {reason}
          </p>
          <p className="pickwave-quiet">
            {/* translators: %s: a person */}
            {sprintf(__('Dismissed by %s', 'pickwave'), by)}, <Ago time={at} />
            {note && `: “${note}”`}{' '}
            <Button
              variant="link"
              disabled={busy !== null}
              accessibleWhenDisabled
              onClick={() =>
                act(code, async () => {
                  await bringBackAttention(order.orderId, code);
                  await refresh();
                  return __('It is shown again.', 'pickwave');
                })
              }
            >
              {__('Undo', 'pickwave')}
            </Button>
          </p>
        </div>
      ))}
    </section>
  );
}
