import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { adopt } from './api.ts';
import { Command } from './Command.tsx';
import { PairForm } from './PairForm.tsx';
import { State } from './State.tsx';
import { useAct } from './said.tsx';
import { pairCommand } from './wording.ts';

interface Props {
  now: string;
  bound: string;
  /** Paired by constants that were copied along in wp-config.php. */
  byConstants: boolean;
  onPaired(): void;
}

/** A copy of the shop (staging, a restored backup, a move): it does nothing, and says why. */
export const Frozen = ({ now, bound, byConstants, onPaired }: Props) => (
  <section className="pickwave-card pickwave-first">
    <h2>
      <State tone="warning">{__('This is a copy of the shop', 'pickwave')}</State>
    </h2>
    <p>
      {__(
        'Pickwave was paired at another address, so here it stands still: no order is sent, no stock is written, no customer is mailed. The shop itself goes on selling.',
        'pickwave',
      )}
    </p>
    <dl className="pickwave-facts">
      <div>
        <dt>{__('Paired at', 'pickwave')}</dt>
        <dd>
          <code>{bound}</code>
        </dd>
      </div>
      <div>
        <dt>{__('This shop is at', 'pickwave')}</dt>
        <dd>
          <code>{now}</code>
        </dd>
      </div>
    </dl>
    <h3>{__('If this is a staging or test copy', 'pickwave')}</h3>
    <p>{__('Leave it. The real shop works on as before.', 'pickwave')}</p>
    <h3>{__('If the shop has moved here for good', 'pickwave')}</h3>
    {byConstants ? <Adopt onPaired={onPaired} /> : <PairAnew onPaired={onPaired} />}
  </section>
);

const PairAnew = ({ onPaired }: { onPaired(): void }) => (
  <>
    <p>
      {__(
        'Print a new code on the sidecar’s machine, and pair anew. Orders already sent stay known.',
        'pickwave',
      )}
    </p>
    <Command line={pairCommand} />
    <PairForm onPaired={onPaired} />
  </>
);

function Adopt({ onPaired }: { onPaired(): void }) {
  const { busy, act } = useAct();
  const take = async () => {
    const done = await act('adopt', async () => {
      await adopt();
      return __('This shop now stands for itself.', 'pickwave');
    });
    if (done) onPaired();
  };
  return (
    <>
      <p>
        {__(
          'It is paired by PICKWAVE_SIDECAR_URL and PICKWAVE_SECRET in wp-config.php, which came along with the copy. Make sure that they are meant for this shop, and that no other shop uses them. The sidecar has to be started for this address too.',
          'pickwave',
        )}
      </p>
      <Button
        __next40pxDefaultSize
        variant="secondary"
        isBusy={busy !== null}
        disabled={busy !== null}
        accessibleWhenDisabled
        onClick={take}
      >
        {__('This is the shop now', 'pickwave')}
      </Button>
    </>
  );
}
