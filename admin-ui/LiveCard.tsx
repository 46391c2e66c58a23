import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { Overview } from '../sidecar/http/schemas/overview.ts';
import { Ask } from './Ask.tsx';
import { switchLive } from './api.ts';
import { Ago, useNow } from './now.tsx';
import { State } from './State.tsx';
import { useAct } from './said.tsx';
import { exact, pageLocale } from './timeWording.ts';

interface Props {
  live: Overview['live'];
  /** What is shown is only the last known. */
  stale: boolean;
  refresh(): Promise<void>;
}

/** The live switch: what it means before it is moved, and who moved it. */
export function LiveCard({ live, stale, refresh }: Props) {
  const [asking, setAsking] = useState(false);
  const { busy, act } = useAct();
  const flip = async () => {
    const done = await act('live', async () => {
      const { warnings } = await switchLive(!live.on);
      await refresh();
      return [
        live.on
          ? __('Switched off. Orders wait safely.', 'pickwave')
          : __('Live. Orders go to Peoplevox by themselves.', 'pickwave'),
        ...warnings,
      ].join(' ');
    });
    if (done) setAsking(false);
  };
  return (
    <section className="pickwave-card pickwave-live" aria-labelledby="pickwave-live">
      <div>
        <h2 id="pickwave-live">
          <State tone={live.on ? 'good' : 'idle'}>
            {live.on ? __('Live', 'pickwave') : __('Not live', 'pickwave')}
          </State>
        </h2>
        <LiveWords live={live} />
      </div>
      <Button
        __next40pxDefaultSize
        variant={live.on ? 'secondary' : 'primary'}
        disabled={stale}
        accessibleWhenDisabled
        onClick={() => setAsking(true)}
      >
        {buttonWords(live)}
      </Button>
      {asking && (
        <Ask
          title={live.on ? __('Switch Pickwave off?', 'pickwave') : __('Go live?', 'pickwave')}
          doIt={live.on ? __('Switch off', 'pickwave') : __('Go live', 'pickwave')}
          leaveIt={live.on ? __('Stay live', 'pickwave') : __('Not yet', 'pickwave')}
          destructive={live.on}
          busy={busy !== null}
          onDo={flip}
          onLeave={() => setAsking(false)}
        >
          <Consequences live={live} />
        </Ask>
      )}
    </section>
  );
}

function buttonWords({ on, from }: Overview['live']): string {
  if (on) return __('Switch off…', 'pickwave');
  return from ? __('Switch on again…', 'pickwave') : __('Go live…', 'pickwave');
}

function LiveWords({ live: { on, from, changedBy } }: { live: Overview['live'] }) {
  const by = changedBy && (
    <>
      {' '}
      {on
        ? /* translators: %s: name of a person */
          sprintf(__('Switched on by %s.', 'pickwave'), changedBy)
        : /* translators: %s: name of a person */
          sprintf(__('Switched off by %s.', 'pickwave'), changedBy)}
    </>
  );
  if (on) {
    return (
      <p>
        {__('Orders count that were paid since', 'pickwave')}{' '}
        {from ? (
          <>
            {exact(from, pageLocale())} (<Ago time={from} />
            ).
          </>
        ) : (
          __('now', 'pickwave')
        )}
        {by}
      </p>
    );
  }
  return from ? (
    <p>
      {__(
        'Pickwave only looks: nothing is sent, no stock is written, no customer is told. Orders wait safely.',
        'pickwave',
      )}
      {by}
    </p>
  ) : (
    <p>
      {__(
        'Pickwave only looks: it sends nothing, writes no stock and mails nobody. Look at the settings first, then go live.',
        'pickwave',
      )}
    </p>
  );
}

function Consequences({ live: { on, from } }: { live: Overview['live'] }) {
  const now = useNow();
  if (on) {
    return (
      <ul className="pickwave-list">
        <li>{__('No further order goes to Peoplevox; paid orders wait safely.', 'pickwave')}</li>
        <li>{__('Stock is not written any more: the shop may sell what is gone.', 'pickwave')}</li>
        <li>{__('Despatches are not told to customers until you switch it on again.', 'pickwave')}</li>
        <li>{__('What is in Peoplevox already is picked and shipped as usual.', 'pickwave')}</li>
      </ul>
    );
  }
  return (
    <ul className="pickwave-list">
      <li>
        {from
          ? sprintf(
              /* translators: %s: day and time */
              __('Orders paid since %s, when it first went live, go to Peoplevox by themselves.', 'pickwave'),
              exact(from, pageLocale()),
            )
          : sprintf(
              /* translators: %s: day and time */
              __('Orders paid from now on (%s) go to Peoplevox by themselves, within seconds.', 'pickwave'),
              exact(now, pageLocale()),
            )}
      </li>
      <li>
        {__('Orders paid before that stay where they are; single ones can be sent by hand.', 'pickwave')}
      </li>
      <li>
        {__('The shop’s stock becomes what Peoplevox has available, less what is promised.', 'pickwave')}
      </li>
      <li>
        {__(
          'A despatch puts its tracking on the order, tells the customer, and closes the order.',
          'pickwave',
        )}
      </li>
    </ul>
  );
}
