import { Button, Spinner } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { Problem } from './problem.ts';
import { State } from './State.tsx';

export const Loading = ({ what }: { what: string }) => (
  <div className="pickwave-loading" role="status">
    <Spinner />
    <span>{what}</span>
  </div>
);

function title(kind: Exclude<Problem['kind'], 'away'>): string {
  switch (kind) {
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
}

/** In the place of a view that could not be loaded: what is wrong, what it means, what to do. */
export function Trouble({ problem, retry }: Props) {
  // The notice on top says all there is to say about a sidecar that is away (Notices.tsx).
  if (problem.kind === 'away') {
    return (
      <div className="pickwave-empty">
        <p>{__('This shows again by itself when the sidecar answers.', 'pickwave')}</p>
        <Details text={problem.message} />
      </div>
    );
  }
  return (
    <section className="pickwave-card pickwave-trouble" role="alert">
      <h2>
        <State tone={problem.kind === 'forbidden' ? 'idle' : 'bad'}>{title(problem.kind)}</State>
      </h2>
      <p>{problem.message}</p>
      {help(problem) && <p>{help(problem)}</p>}
      {problem.kind !== 'forbidden' && (
        <Button variant="secondary" size="compact" onClick={retry}>
          {__('Try again now', 'pickwave')}
        </Button>
      )}
      <Details text={problem.code} />
    </section>
  );
}

const Details = ({ text }: { text: string }) => (
  <details>
    <summary>{__('Details for support', 'pickwave')}</summary>
    <code>{text}</code>
  </details>
);
