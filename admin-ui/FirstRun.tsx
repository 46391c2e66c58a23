import { __ } from '@wordpress/i18n';
import { Command } from './Command.tsx';
import { PairForm } from './PairForm.tsx';
import { State } from './State.tsx';
import { startCommand } from './wording.ts';

interface Props {
  /** Why it is not paired though it was. */
  trouble: string | null;
  onPaired(): void;
}

/** Before there is a sidecar: what Pickwave is, and the two steps that get it going. */
export const FirstRun = ({ trouble, onPaired }: Props) => (
  <section className="pickwave-card pickwave-first">
    {trouble && (
      <p className="pickwave-first__trouble">
        <State tone="bad">{trouble}</State>
      </p>
    )}
    <h2>{__('Welcome. Two steps, a few minutes.', 'pickwave')}</h2>
    <p>
      {__(
        'Pickwave takes paid orders to Peoplevox, brings despatches with their tracking back, and keeps the shop’s stock right. The work is done by a small program beside the shop, the sidecar. Nothing is sent or written before you go live.',
        'pickwave',
      )}
    </p>
    <ol className="pickwave-steps">
      <li>
        <h3>{__('Start the sidecar', 'pickwave')}</h3>
        <p>{__('On the machine it is to run on. It prints its address and a code.', 'pickwave')}</p>
        <Command line={startCommand} />
      </li>
      <li>
        <h3>{__('Pair the shop with it', 'pickwave')}</h3>
        <PairForm onPaired={onPaired} />
      </li>
    </ol>
  </section>
);
