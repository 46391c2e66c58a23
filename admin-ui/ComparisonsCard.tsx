import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { ReconciliationsList, ReconciliationView } from '../sidecar/http/schemas/reconciliations.ts';
import { getReconciliations } from './api.ts';
import {
  comparedState,
  comparedWords,
  depthWords,
  noEndWords,
  nothingYetWords,
  reachWords,
} from './comparisonWording.ts';
import { Ago } from './now.tsx';
import { State } from './State.tsx';
import { Loading, Trouble } from './Trouble.tsx';
import { usePolled } from './usePolled.ts';
import { useLink } from './useRoute.ts';

const everyMs = 30_000;

/** Is every paid order in Peoplevox? The last comparison in a line, those before it on request. */
export function ComparisonsCard({ live }: { live: boolean }) {
  const { view, refresh } = usePolled(getReconciliations, 'reconciliations', { everyMs });
  return (
    <section className="pickwave-card" aria-labelledby="pickwave-comparisons">
      <h2 id="pickwave-comparisons">{__('Checked against Peoplevox', 'pickwave')}</h2>
      {view.kind === 'loading' && <Loading what={__('Asking the sidecar…', 'pickwave')} />}
      {view.kind === 'failed' && <Trouble problem={view.problem} retry={refresh} />}
      {view.kind === 'ready' && (
        <div className={view.problem ? 'is-stale' : undefined}>
          <NoEnd runs={view.value.reconciliations} />
          <Last list={view.value} live={live} />
          <Past runs={view.value.reconciliations} />
        </div>
      )}
    </section>
  );
}

/** Said first: what is shown below it is then older than it should be. */
function NoEnd({ runs }: { runs: ReconciliationView[] }) {
  const [newest] = runs;
  if (!newest?.problem) return null;
  return (
    <>
      <p>
        <State tone="bad">
          {noEndWords(runs)} <Ago time={newest.endedAt} />
          {': '}
          {newest.problem}
        </State>
      </p>
      <p>{__('Nothing was concluded. The check is made again by itself.', 'pickwave')}</p>
    </>
  );
}

interface LastProps {
  list: ReconciliationsList;
  live: boolean;
}

function Last({ list: { reconciliations, lastWhole }, live }: LastProps) {
  if (!lastWhole)
    return (
      <p>
        <State tone="idle">{nothingYetWords(live, reconciliations)}</State>
      </p>
    );
  // A good end that others have overtaken, or that nothing follows, is no good news of now.
  const past = !live || reconciliations[0]?.problem;
  return (
    <>
      <p>
        <State tone={past && lastWhole.odd === 0 ? 'idle' : comparedState(lastWhole)}>
          {reachWords(lastWhole.depth)} <Ago time={lastWhole.endedAt} />
          {': '}
          {comparedWords(lastWhole)}
        </State>
      </p>
      {lastWhole.odd > 0 && <Odd />}
      {!live && <p>{__('Nothing is compared while Pickwave is not live.', 'pickwave')}</p>}
    </>
  );
}

/** The next step: what the odd ones are, and where each is told. */
function Odd() {
  const link = useLink();
  return (
    <p>
      {__(
        'Odd: gone from Peoplevox, cancelled on one side only, or not known to the shop. A person has to look.',
        'pickwave',
      )}{' '}
      <a {...link({ tab: 'orders', filter: 'attention' })}>{__('See which need attention', 'pickwave')}</a>
      {'. '}
      {__('Sales orders that the shop does not know are named under “What needs somebody”.', 'pickwave')}
    </p>
  );
}

function Past({ runs }: { runs: ReconciliationView[] }) {
  const [open, setOpen] = useState(false);
  if (runs.length === 0) return null;
  return (
    <>
      <Button
        variant="secondary"
        size="compact"
        aria-expanded={open}
        aria-controls="pickwave-comparisons-past"
        onClick={() => setOpen(!open)}
      >
        {open ? __('Hide past checks', 'pickwave') : __('Show past checks', 'pickwave')}
      </Button>
      <div id="pickwave-comparisons-past" hidden={!open}>
        <p className="pickwave-quiet">
          {__(
            'Numbers of orders. Checked is the sum of the others. There: in Peoplevox as they should be. Sent again: they were missing, and went the usual way. Waiting: on their way, or held until somebody has looked. Odd: a person has to look.',
            'pickwave',
          )}
        </p>
        <PastTable runs={runs} />
      </div>
    </>
  );
}

const PastTable = ({ runs }: { runs: ReconciliationView[] }) => (
  <table className="pickwave-table">
    <thead>
      <tr>
        <th scope="col">{__('When', 'pickwave')}</th>
        <th scope="col">{__('Looked back', 'pickwave')}</th>
        <th scope="col">{__('Checked', 'pickwave')}</th>
        <th scope="col">{__('There', 'pickwave')}</th>
        <th scope="col">{__('Sent again', 'pickwave')}</th>
        <th scope="col">{__('Waiting', 'pickwave')}</th>
        <th scope="col">{__('Odd', 'pickwave')}</th>
      </tr>
    </thead>
    <tbody>
      {runs.map((run) => (
        <tr key={run.id}>
          <th scope="row">
            <Ago time={run.endedAt} />
          </th>
          <td data-label={__('Looked back', 'pickwave')}>{depthWords(run.depth)}</td>
          {run.problem ? (
            <td colSpan={5}>
              {/* translators: %s: why a check came to no end */}
              <State tone="bad">{sprintf(__('Came to no end: %s', 'pickwave'), run.problem)}</State>
            </td>
          ) : (
            <>
              <td data-label={__('Checked', 'pickwave')}>{run.checked}</td>
              <td data-label={__('There', 'pickwave')}>{run.found}</td>
              <td data-label={__('Sent again', 'pickwave')}>{run.sentAgain}</td>
              <td data-label={__('Waiting', 'pickwave')}>{run.waiting}</td>
              <td data-label={__('Odd', 'pickwave')}>
                {run.odd > 0 ? <State tone="warning">{run.odd}</State> : run.odd}
              </td>
            </>
          )}
        </tr>
      ))}
    </tbody>
  </table>
);
