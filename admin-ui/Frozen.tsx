import { __ } from '@wordpress/i18n';
import { Command } from './Command.tsx';
import { PairForm } from './PairForm.tsx';
import { State } from './State.tsx';
import { pairCommand } from './wording.ts';

interface Props {
  now: string;
  bound: string;
  onPaired(): void;
}

/** A copy of the shop (staging, a restored backup, a move): it does nothing, and says why. */
export const Frozen = ({ now, bound, onPaired }: Props) => (
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
    <p>
      {__(
        'Print a new code on the sidecar’s machine, and pair anew. Orders already sent stay known.',
        'pickwave',
      )}
    </p>
    <Command line={pairCommand} />
    <PairForm onPaired={onPaired} />
  </section>
);
