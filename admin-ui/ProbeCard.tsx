import { Button, CheckboxControl, TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { ProbeView } from '../sidecar/http/schemas/probe.ts';
import { Ask } from './Ask.tsx';
import { startProbe } from './api.ts';
import { Ago } from './now.tsx';
import { probeState, questionTone } from './probeWording.ts';
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
      {view.kind === 'ready' && <Known probe={view.value} refresh={refresh} />}
    </section>
  );
}

function Known({ probe, refresh }: { probe: ProbeView; refresh(): Promise<void> }) {
  const [asking, setAsking] = useState(false);
  const { tone, words } = probeState(probe);
  const running = probe.run?.state === 'running';
  return (
    <>
      <p role="status">
        <State tone={tone}>{words}</State>
        {probe.run && !running && (
          <>
            {' '}
            <Ago time={probe.run.endedAt ?? probe.run.startedAt} />
          </>
        )}
      </p>
      <dl className="pickwave-facts">
        {probe.questions.map(({ question, finding, words: answer, until }) => (
          <div key={question}>
            <dt>{question}</dt>
            <dd>
              <State tone={questionTone(finding)}>{answer || __('Not asked yet.', 'pickwave')}</State>
              {finding?.answer && (
                <>
                  {' '}
                  <Ago time={finding.at} />
                </>
              )}
              {!finding?.answer && <p className="pickwave-quiet">{until}</p>}
            </dd>
          </div>
        ))}
      </dl>
      {probe.lag && <p>{probe.lag}</p>}
      <Button
        variant="secondary"
        size="compact"
        disabled={running || probe.kept !== null}
        accessibleWhenDisabled
        onClick={() => setAsking(true)}
      >
        {__('Test this Peoplevox…', 'pickwave')}
      </Button>
      {!running && probe.kept && <p className="pickwave-quiet">{probe.kept}</p>}
      {asking && <AskForTest refresh={refresh} onLeave={() => setAsking(false)} />}
    </>
  );
}

function AskForTest({ refresh, onLeave }: { refresh(): Promise<void>; onLeave(): void }) {
  const [item, setItem] = useState('');
  const [allocate, setAllocate] = useState(false);
  const { busy, act } = useAct();
  const start = async () => {
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
            'Test orders named PW-TEST-… for “PICKWAVE TEST, DO NOT PICK” are saved and cancelled again.',
            'pickwave',
          )}
        </li>
        <li>
          {__('It takes a few minutes and fewer than 60 calls. Customers’ orders go first.', 'pickwave')}
        </li>
      </ul>
      <TextControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Item code with at least 5 units available', 'pickwave')}
        value={item}
        onChange={setItem}
      />
      <CheckboxControl
        __nextHasNoMarginBottom
        label={__('Test orders may be allocated for a moment', 'pickwave')}
        help={__(
          'A picker could see them for a minute or two. Without it, some questions stay open.',
          'pickwave',
        )}
        checked={allocate}
        onChange={setAllocate}
      />
    </Ask>
  );
}
