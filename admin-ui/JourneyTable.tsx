import { Button, VisuallyHidden } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { JourneyView } from '../sidecar/http/schemas/overview.ts';
import { pauseJourney, resumeJourney, runJourney } from './api.ts';
import { startedWords } from './Header.tsx';
import { Age, Ago, Due } from './now.tsx';
import { State } from './State.tsx';
import { useAct } from './said.tsx';
import { journeyState, journeyWords } from './wording.ts';

interface Props {
  journeys: JourneyView[];
  /** What is shown is only the last known: there is nothing to be done with it. */
  stale: boolean;
  refresh(): Promise<void>;
}

/** Every journey by itself: how it stands, when it runs, and the two things one can do with it. */
export function JourneyTable({ journeys, ...how }: Props) {
  return (
    <section className="pickwave-card" aria-labelledby="pickwave-journeys">
      <h2 id="pickwave-journeys">{__('What runs', 'pickwave')}</h2>
      <table className="pickwave-table">
        <thead>
          <tr>
            <th scope="col">{__('Journey', 'pickwave')}</th>
            <th scope="col">{__('State', 'pickwave')}</th>
            <th scope="col">{__('Last went well', 'pickwave')}</th>
            <th scope="col">{__('Next', 'pickwave')}</th>
            <th scope="col">
              <VisuallyHidden>{__('Actions', 'pickwave')}</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {journeys.map((journey) => (
            <JourneyRow key={journey.name} journey={journey} {...how} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function JourneyRow({ journey, stale, refresh }: { journey: JourneyView } & Omit<Props, 'journeys'>) {
  const { name, paused, problem, failingSince, lastSuccessAt, nextRunAt, lastResult } = journey;
  const { tone, words } = journeyState(journey);
  const { name: title, does } = journeyWords()[name];
  const { busy, act } = useAct();

  const run = () =>
    act('run', async () => {
      const answer = await runJourney(name);
      await refresh();
      return startedWords(title, answer);
    });
  const toggle = () =>
    act('pause', async () => {
      await (paused ? resumeJourney(name) : pauseJourney(name));
      await refresh();
      return paused
        ? /* translators: %s: a journey, such as "Send orders" */
          sprintf(__('%s goes on.', 'pickwave'), title)
        : /* translators: %s: a journey, such as "Send orders" */
          sprintf(__('%s is paused until you resume it.', 'pickwave'), title);
    });

  return (
    <tr>
      <th scope="row">
        {title}
        <span className="pickwave-quiet">{does}</span>
      </th>
      <td data-label={__('State', 'pickwave')}>
        <State tone={tone}>{words}</State>
        {problem && (
          <p>
            {problem}
            {failingSince && (
              <>
                {' '}
                ({__('for', 'pickwave')} <Age since={failingSince} />)
              </>
            )}
          </p>
        )}
      </td>
      <td data-label={__('Last went well', 'pickwave')}>
        {lastSuccessAt ? <Ago time={lastSuccessAt} /> : __('never', 'pickwave')}
        {lastResult && <span className="pickwave-quiet">{lastResult}</span>}
      </td>
      <td data-label={__('Next', 'pickwave')}>
        {paused && __('when resumed', 'pickwave')}
        {!paused && (nextRunAt ? <Due time={nextRunAt} /> : '–')}
      </td>
      <td className="pickwave-table__actions">
        <Button
          variant="secondary"
          size="compact"
          isBusy={busy === 'run'}
          disabled={busy !== null || stale}
          accessibleWhenDisabled
          onClick={run}
          /* translators: %s: a journey, such as "Send orders" */
          aria-label={sprintf(__('Run now: %s', 'pickwave'), title)}
        >
          {__('Run now', 'pickwave')}
        </Button>
        <Button
          variant="tertiary"
          size="compact"
          isBusy={busy === 'pause'}
          disabled={busy !== null || stale}
          accessibleWhenDisabled
          onClick={toggle}
          aria-label={
            paused
              ? /* translators: %s: a journey, such as "Send orders" */
                sprintf(__('Resume: %s', 'pickwave'), title)
              : /* translators: %s: a journey, such as "Send orders" */
                sprintf(__('Pause: %s', 'pickwave'), title)
          }
        >
          {paused ? __('Resume', 'pickwave') : __('Pause', 'pickwave')}
        </Button>
      </td>
    </tr>
  );
}
