import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { ReconciliationsList, ReconciliationView } from '../sidecar/http/schemas/reconciliations.ts';
import { getReconciliations } from './api.ts';
import { comparedState, comparedWords, depthWords } from './comparisonWording.ts';
import { Ago } from './now.tsx';
import { State } from './State.tsx';
import { Loading, Trouble } from './Trouble.tsx';
import { usePolled } from './usePolled.ts';
import { useLink } from './useRoute.ts';

const everyMs = 30_000;

/** Is every paid order in Peoplevox? The last comparison in a line, those before it on request. */
export function ComparisonsCard() {
  const { view, refresh } = usePolled(getReconciliations, 'reconciliations', { everyMs });
  return (
    <section className="pickwave-card" aria-labelledby="pickwave-comparisons">
      <h2 id="pickwave-comparisons">{__('Checked against Peoplevox', 'pickwave')}</h2>
      {view.kind === 'loading' && <Loading what={__('Asking the sidecar…', 'pickwave')} />}
      {view.kind === 'failed' && <Trouble problem={view.problem} retry={refresh} />}
      {view.kind === 'ready' && (
        <div className={view.problem ? 'is-stale' : undefined}>
          <Last list={view.value} />
          <Past runs={view.value.reconciliations} />
        </div>
      )}
    </section>
  );
}

function Last({ list: { reconciliations, lastWhole } }: { list: ReconciliationsList }) {
  const link = useLink();
  const [newest] = reconciliations;
  return (
    <>
      {lastWhole ? (
        <p>
          <State tone={comparedState(lastWhole)}>
            {__('Every paid order was checked against Peoplevox', 'pickwave')}{' '}
            <Ago time={lastWhole.endedAt} />
            {': '}
            {comparedWords(lastWhole)}
          </State>
          {lastWhole.odd > 0 && (
            <>
              {' '}
              <a {...link({ tab: 'orders', filter: 'attention' })}>
                {__('See which need attention', 'pickwave')}
              </a>
            </>
          )}
        </p>
      ) : (
        <p>
          <State tone="idle">
            {__('Nothing has been compared yet. It is done by itself once Pickwave is live.', 'pickwave')}
          </State>
        </p>
      )}
      {newest?.problem && (
        <p>
          <State tone="bad">
            {__('The last check came to no end', 'pickwave')} (<Ago time={newest.endedAt} />
            {'): '}
            {newest.problem} {__('Nothing was concluded from it; it is made again by itself.', 'pickwave')}
          </State>
        </p>
      )}
    </>
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
              <td data-label={__('Odd', 'pickwave')}>{run.odd}</td>
            </>
          )}
        </tr>
      ))}
    </tbody>
  </table>
);
