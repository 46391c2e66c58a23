import { __ } from '@wordpress/i18n';
import type { Overview } from '../sidecar/http/schemas/overview.ts';
import { Cards } from './Cards.tsx';
import { ComparisonsCard } from './ComparisonsCard.tsx';
import { HeldCard } from './HeldCard.tsx';
import { JourneyTable } from './JourneyTable.tsx';
import { LiveCard } from './LiveCard.tsx';
import { Ago } from './now.tsx';
import { Problems } from './Problems.tsx';
import { Loading, Trouble } from './Trouble.tsx';
import type { Polled } from './usePolled.ts';
import { toldOnce } from './wording.ts';

interface Props {
  view: Polled<Overview>;
  refresh(): Promise<void>;
}

/** Is it going, and what needs me? */
export function OverviewPage({ view, refresh }: Props) {
  if (view.kind === 'loading') return <Loading what={__('Asking the sidecar…', 'pickwave')} />;
  if (view.kind === 'failed') {
    return <Trouble problem={view.problem} retry={refresh} />;
  }
  const { value, problem, at } = view;
  const journeys = toldOnce(value);
  return (
    <>
      {problem && (
        <p className="pickwave-dated">
          {__('What was last known:', 'pickwave')} <Ago time={at} />
        </p>
      )}
      <div className={problem ? 'is-stale' : undefined}>
        {!value.live.on && <LiveCard live={value.live} stale={problem !== null} refresh={refresh} />}
        <Problems problems={value.problems} orders={value.orders} live={value.live.on} />
        <HeldCard />
        <Cards overview={{ ...value, journeys }} stale={problem !== null} refresh={refresh} />
        <ComparisonsCard live={value.live.on} />
        <JourneyTable journeys={journeys} stale={problem !== null} refresh={refresh} />
        {value.live.on && <LiveCard live={value.live} stale={problem !== null} refresh={refresh} />}
      </div>
    </>
  );
}
