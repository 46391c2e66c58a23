import { Button, CheckboxControl, ProgressBar, TextControl } from '@wordpress/components';
import { useId, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { ProbeView } from '../sidecar/http/schemas/probe.ts';
import { Ask } from './Ask.tsx';
import { startProbe } from './api.ts';
import { Ago } from './now.tsx';
import { answeredWords, leftOpen, probeState, questionTone } from './probeWording.ts';
import { State } from './State.tsx';
import { useAct } from './said.tsx';
import { Loading, Trouble } from './Trouble.tsx';
import { useProbe } from './useProbe.ts';

/** What Pickwave found out about this Peoplevox, and the test that finds it out. */
export function ProbeCard() {
  const { view, refresh } = useProbe();
  return (
    <section className="pickwave-card" aria-labelledby="pickwave-found-out">
      <h2 id="pickwave-found-out">{__('What Pickwave found out about this Peoplevox', 'pickwave')}</h2>
      {view.kind === 'loading' && <Loading what={__('Asking what is known…', 'pickwave')} />}
      {view.kind === 'failed' && <Trouble problem={view.problem} retry={refresh} />}
      {view.kind === 'ready' && (
        <div className={view.problem ? 'is-stale' : undefined}>
          {view.problem && (
            <p className="pickwave-dated">
              {__('What was last known:', 'pickwave')} <Ago time={view.at} />
            </p>
          )}
          <Known probe={view.value} stale={view.problem !== null} refresh={refresh} />
        </div>
      )}
    </section>
  );
}

interface KnownProps {
  probe: ProbeView;
  /** What is shown is only the last known. */
  stale: boolean;
  refresh(): Promise<void>;
}

function Known({ probe, stale, refresh }: KnownProps) {
  const [asking, setAsking] = useState(false);
  const { run, questions, lag, lagCovered, kept } = probe;
  const { tone, words } = probeState(probe);
  const running = run?.state === 'running';
  const asked = running || questions.some(({ finding }) => finding !== null);
  return (
    <>
      <p>
        {/* The age beside it changes every second: it is not to be read out each time. */}
        <span role="status">
          <State tone={tone}>{words}</State>
        </span>
        {run && !running && (
          <>
            {' '}
            <Ago time={run.endedAt ?? run.startedAt} />
          </>
        )}
      </p>
      {running && <Progress run={run} step={probe.step} />}
      <TestOrders run={run} />
      {run?.state === 'stopped' && (
        <p>
          {__('What was found out until then is kept. Start the test again to ask the rest.', 'pickwave')}
        </p>
      )}
      {asked && !running && <p>{answeredWords(probe)}</p>}
      {!asked && (
        <p>
          {__(
            'Peoplevox can be set up in many ways. The test finds out how yours behaves, with one item and a few test orders that are cancelled again.',
            'pickwave',
          )}
        </p>
      )}
      <Button
        variant="secondary"
        size="compact"
        disabled={running || stale || kept !== null}
        accessibleWhenDisabled
        onClick={() => setAsking(true)}
      >
        {__('Test this Peoplevox…', 'pickwave')}
      </Button>
      {!running && kept && <p className="pickwave-quiet">{kept}</p>}
      {asked ? (
        <Answers questions={questions} />
      ) : (
        <details>
          <summary>
            {sprintf(
              /* translators: %d: number of questions */
              _n('The %d question it asks', 'The %d questions it asks', questions.length, 'pickwave'),
              questions.length,
            )}
          </summary>
          <Answers questions={questions} />
        </details>
      )}
      {lag && <p>{lagCovered ? lag : <State tone="warning">{lag}</State>}</p>}
      {asking && <AskForTest last={run} refresh={refresh} onLeave={() => setAsking(false)} />}
    </>
  );
}

type Run = NonNullable<ProbeView['run']>;

const Progress = ({ run, step }: { run: Run; step: ProbeView['step'] }) => (
  <>
    <ProgressBar
      className="pickwave-progress"
      aria-label={__('Progress of the test', 'pickwave')}
      value={step ? (100 * (step.number - 1)) / step.of : 0}
    />
    <p className="pickwave-quiet">
      {__('Begun', 'pickwave')} <Ago time={run.startedAt} />
      {', '}
      {sprintf(
        /* translators: %d: number of calls */
        _n('%d call to Peoplevox so far.', '%d calls to Peoplevox so far.', run.calls, 'pickwave'),
        run.calls,
      )}{' '}
      {__('It goes on by itself: you may leave this page.', 'pickwave')}
    </p>
  </>
);

/** What became of the orders that the test saved: nobody is to find one in the warehouse and wonder. */
function TestOrders({ run }: { run: ProbeView['run'] }) {
  const left = leftOpen(run);
  if (left.length > 0)
    return (
      <>
        <p>
          <State tone="bad">{__('Test orders that may still be open in Peoplevox:', 'pickwave')}</State>
        </p>
        <ul className="pickwave-list">
          {left.map(({ number, why }) => (
            <li key={number}>
              <strong>{number}</strong>
              {why && `: ${why}`}
            </li>
          ))}
        </ul>
        <p>
          {__(
            'Cancel them in Peoplevox and put back what was picked of them; or start the test again, which clears them away first.',
            'pickwave',
          )}
        </p>
      </>
    );
  if (!run || run.state === 'running' || run.orders.length === 0) return null;
  return (
    <p className="pickwave-quiet">
      {__('Its test orders are cancelled or deleted again:', 'pickwave')}
      {run.orders.map(({ number }) => (
        <span key={number} className="pickwave-whole">
          {' '}
          {number}
        </span>
      ))}
    </p>
  );
}

const Answers = ({ questions }: Pick<ProbeView, 'questions'>) => (
  <dl className="pickwave-facts is-questions">
    {questions.map(({ question, finding, words, until }) => (
      <div key={question}>
        <dt>{question}</dt>
        <dd>
          <State tone={questionTone(finding)}>
            {words || __('Not asked yet.', 'pickwave')}
            {finding?.answer && (
              <>
                {' '}
                <Ago time={finding.at} />
              </>
            )}
          </State>
          {!finding?.answer && (
            <p className="pickwave-quiet">
              {/* translators: %s: what Pickwave does while it does not know the answer, a sentence */}
              {sprintf(__('Until it is known: %s', 'pickwave'), until)}
            </p>
          )}
        </dd>
      </div>
    ))}
  </dl>
);

interface AskProps {
  last: ProbeView['run'];
  refresh(): Promise<void>;
  onLeave(): void;
}

function AskForTest({ last, refresh, onLeave }: AskProps) {
  const [item, setItem] = useState(last?.item ?? '');
  const [missing, setMissing] = useState(false);
  const missingId = useId();
  const [allocate, setAllocate] = useState(false);
  const { busy, act } = useAct();
  const start = async () => {
    setMissing(item.trim() === '');
    if (item.trim() === '') return;
    const done = await act('probe', async () => {
      await startProbe({ item: item.trim(), allocate });
      await refresh();
      /* translators: %s: an item code */
      return sprintf(__('The test with %s has begun.', 'pickwave'), item.trim());
    });
    if (done) onLeave();
  };
  return (
    <Ask
      title={__('Test this Peoplevox?', 'pickwave')}
      doIt={__('Start the test', 'pickwave')}
      leaveIt={__('Not now', 'pickwave')}
      busy={busy !== null}
      onDo={start}
      onLeave={onLeave}
    >
      <ul className="pickwave-list">
        <li>
          {__(
            'Up to 4 test orders named PW-TEST-… for “PICKWAVE TEST, DO NOT PICK” are saved in Peoplevox and cancelled again.',
            'pickwave',
          )}
        </li>
        <li>
          {__(
            'It takes a few minutes and fewer than 80 calls to Peoplevox. Customers’ orders go first.',
            'pickwave',
          )}
        </li>
      </ul>
      <TextControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Item code with at least 5 units available', 'pickwave')}
        help={__('As it is written in Peoplevox. Best one that sells slowly.', 'pickwave')}
        maxLength={50}
        aria-invalid={missing}
        aria-errormessage={missing ? missingId : undefined}
        value={item}
        onChange={setItem}
      />
      <div id={missingId} role="alert">
        {missing && <State tone="bad">{__('Name an item code.', 'pickwave')}</State>}
      </div>
      <CheckboxControl
        __nextHasNoMarginBottom
        label={__('Test orders may be allocated for a moment', 'pickwave')}
        help={__(
          'A picker could see them for a minute or two: best while nobody starts a pick wave. Without it, the questions about allocation and the stock report stay open.',
          'pickwave',
        )}
        checked={allocate}
        onChange={setAllocate}
      />
    </Ask>
  );
}
