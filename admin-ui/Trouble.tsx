import { Button, Spinner } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import type { Problem } from './problem.ts';
import { State } from './State.tsx';

export const Loading = ({ what }: { what: string }) => (
  <div className="pickwave-loading" role="status">
    <Spinner />
    <span>{what}</span>
  </div>
);

function title(kind: Problem['kind']): string {
  switch (kind) {
    case 'away':
      return __('The sidecar does not answer', 'pickwave');
    case 'not_paired':
      return __('Pickwave is not paired yet', 'pickwave');
    case 'forbidden':
      return __('You may not see this', 'pickwave');
    case 'offline':
      return __('The shop does not answer', 'pickwave');
    case 'refused':
    case 'broken':
      return __('That did not work', 'pickwave');
  }
}

function help(problem: Problem): string | null {
  if (problem.kind === 'forbidden') {
    return __(
      'Pickwave is for people who may manage WooCommerce or edit its orders. Ask an administrator for that right, or log in again if you were away for long.',
      'pickwave',
    );
  }
  return problem.kind === 'broken' || problem.kind === 'offline'
    ? __('It is tried again by itself. Nothing is lost: orders wait safely.', 'pickwave')
    : null;
}

interface Props {
  problem: Problem;
  retry(): void;
  children?: ReactNode;
}

/** In the place of a view that could not be loaded: what is wrong, what it means, what to do. */
export const Trouble = ({ problem, retry, children }: Props) => (
  <section className="pickwave-card pickwave-trouble" role="alert">
    <h2>
      <State tone={problem.kind === 'forbidden' ? 'idle' : 'bad'}>{title(problem.kind)}</State>
    </h2>
    <p>{problem.message}</p>
    {help(problem) && <p>{help(problem)}</p>}
    {children}
    {problem.kind !== 'forbidden' && (
      <Button variant="secondary" size="compact" onClick={retry}>
        {__('Try again now', 'pickwave')}
      </Button>
    )}
    <details>
      <summary>{__('Details for support', 'pickwave')}</summary>
      <code>{problem.code}</code>
    </details>
  </section>
);
