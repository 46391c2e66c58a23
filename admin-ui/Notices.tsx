import { Button, Notice } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import type { Overview } from '../sidecar/http/schemas/overview.ts';
import type { Connection } from './api.ts';
import { Command } from './Command.tsx';
import { Ago } from './now.tsx';
import type { Polled } from './usePolled.ts';
import { startCommand } from './wording.ts';

interface Props {
  view: Polled<Overview>;
  connection: Connection | null;
  retry(): void;
}

/** At most one notice on top of every tab: the one thing that keeps everything else from going. */
export function Notices({ view, connection, retry }: Props) {
  const problem = view.kind === 'loading' ? null : view.problem;
  if (problem?.kind === 'away') {
    return (
      <Top status="error" spoken={__('The sidecar does not answer.', 'pickwave')}>
        <Away since={problem.since ?? connection?.last_contact ?? null} />
        <p>
          <Button variant="link" onClick={retry}>
            {__('Ask again now', 'pickwave')}
          </Button>
        </p>
      </Top>
    );
  }
  if (problem && view.kind === 'ready') {
    return (
      <Top status="error" spoken={problem.message}>
        <p>
          <strong>{problem.message}</strong>{' '}
          {__('It is tried again by itself; what you see is what was last known.', 'pickwave')}
        </p>
      </Top>
    );
  }
  if (view.kind !== 'ready') return null;
  return <Standstill overview={view.value} />;
}

const Away = ({ since }: { since: string | null }) => (
  <>
    <p>
      <strong>{__('The sidecar does not answer.', 'pickwave')}</strong>{' '}
      {since && (
        <>
          {__('Last heard of it:', 'pickwave')} <Ago time={since} />.
        </>
      )}
    </p>
    <p>
      {__(
        'The shop sells as always, and paid orders wait safely: they go to Peoplevox when the sidecar is back. Until then stock is not updated and despatches are not told to customers.',
        'pickwave',
      )}
    </p>
    <div>
      {__('Start it on its machine:', 'pickwave')} <Command line={startCommand} />
    </div>
  </>
);

/** The sidecar answers, but does nothing: another one is at work, or the shop cannot be reached from there. */
function Standstill({ overview: { shop, lease } }: { overview: Overview }) {
  if (shop.state === 'away') {
    return (
      <Top status="error" spoken={__('The sidecar cannot reach the shop.', 'pickwave')}>
        <p>
          <strong>{__('The sidecar cannot reach the shop.', 'pickwave')}</strong> {shop.words}{' '}
          {shop.lastAnswerAt && (
            <>
              {__('Last answer:', 'pickwave')} <Ago time={shop.lastAnswerAt} />.
            </>
          )}
        </p>
        <p>{__('The shop sells as always, and paid orders wait safely.', 'pickwave')}</p>
      </Top>
    );
  }
  if (shop.state !== 'answering') {
    return (
      <Top status="warning" spoken={shop.words}>
        <p>{shop.words}</p>
      </Top>
    );
  }
  return lease.held ? null : (
    <Top status="warning" spoken={lease.words}>
      <p>
        <strong>{__('This sidecar does not work at the moment.', 'pickwave')}</strong> {lease.words}
      </p>
    </Top>
  );
}

const Top = ({
  status,
  spoken,
  children,
}: {
  status: 'error' | 'warning';
  spoken: string;
  children: ReactNode;
}) => (
  <Notice status={status} isDismissible={false} spokenMessage={spoken} className="pickwave-notice">
    {children}
  </Notice>
);
