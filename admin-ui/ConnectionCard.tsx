import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { Ask } from './Ask.tsx';
import { type Connection, unpair } from './api.ts';
import { Ago } from './now.tsx';
import { useAct } from './said.tsx';

interface Props {
  connection: Connection;
  onUnpaired(): void;
}

/** Where the sidecar is, when it was last heard of, and the way out. */
export function ConnectionCard({ connection, onUnpaired }: Props) {
  const { sidecar_url, by_constants, last_contact, installation_id, plugin_version } = connection;
  const [asking, setAsking] = useState(false);
  const { busy, act } = useAct();
  const leave = async () => {
    const done = await act('unpair', async () => {
      await unpair();
      return __('Unpaired. The shop stands alone.', 'pickwave');
    });
    if (done) onUnpaired();
  };
  return (
    <section className="pickwave-card" aria-labelledby="pickwave-connection">
      <h2 id="pickwave-connection">{__('Connection', 'pickwave')}</h2>
      <dl className="pickwave-facts">
        <div>
          <dt>{__('Paired with', 'pickwave')}</dt>
          <dd>
            <code>{sidecar_url}</code>
          </dd>
        </div>
        <div>
          <dt>{__('Last contact', 'pickwave')}</dt>
          <dd>{last_contact ? <Ago time={last_contact} /> : __('none yet', 'pickwave')}</dd>
        </div>
        <div>
          <dt>{__('Installation', 'pickwave')}</dt>
          <dd>
            <code>{installation_id ?? '–'}</code>
          </dd>
        </div>
        <div>
          <dt>{__('Plugin', 'pickwave')}</dt>
          <dd>{plugin_version}</dd>
        </div>
      </dl>
      {by_constants ? (
        <p className="pickwave-quiet">
          {__(
            'Set by PICKWAVE_SIDECAR_URL and PICKWAVE_SECRET in wp-config.php; change it there.',
            'pickwave',
          )}
        </p>
      ) : (
        <Button variant="secondary" size="compact" isDestructive onClick={() => setAsking(true)}>
          {__('Unpair…', 'pickwave')}
        </Button>
      )}
      {asking && (
        <Ask
          title={__('Unpair the shop from its sidecar?', 'pickwave')}
          doIt={__('Unpair', 'pickwave')}
          leaveIt={__('Stay paired', 'pickwave')}
          destructive
          busy={busy !== null}
          onDo={leave}
          onLeave={() => setAsking(false)}
        >
          <ul className="pickwave-list">
            <li>{__('No order goes to Peoplevox any more; paid orders wait in the shop.', 'pickwave')}</li>
            <li>{__('Stock and despatches are no longer carried over.', 'pickwave')}</li>
            <li>
              {__(
                'Nothing is deleted: which orders were sent stays known, and pairing again goes on from there.',
                'pickwave',
              )}
            </li>
          </ul>
        </Ask>
      )}
    </section>
  );
}
