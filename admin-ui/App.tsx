import { __ } from '@wordpress/i18n';
import { getConnection } from './api.ts';
import { FirstRun } from './FirstRun.tsx';
import { Frozen } from './Frozen.tsx';
import { NowProvider } from './now.tsx';
import { PairedScreen } from './PairedScreen.tsx';
import { needsHeading } from './place.ts';
import { SaidProvider } from './said.tsx';
import { Loading, Trouble } from './Trouble.tsx';
import { usePolled } from './usePolled.ts';
import { RouterContext, useAddressBar } from './useRoute.ts';

const connectionPollMs = 30_000;

export function App() {
  const router = useAddressBar();
  return (
    <RouterContext.Provider value={router}>
      <SaidProvider>
        <div className="pickwave">
          <Connected />
        </div>
      </SaidProvider>
    </RouterContext.Provider>
  );
}

function Connected() {
  const { view, refresh } = usePolled(getConnection, 'connection', { everyMs: connectionPollMs });
  if (view.kind === 'ready' && view.value.paired && !view.value.frozen) {
    return <PairedScreen connection={view.value} onConnectionChange={refresh} />;
  }
  if (view.kind === 'failed' && view.problem.kind === 'forbidden') {
    return <PairedScreen connection={null} onConnectionChange={refresh} />; // orders may still be theirs to see
  }
  return (
    <NowProvider offsetMs={0}>
      {needsHeading() && <h1>{__('Pickwave', 'pickwave')}</h1>}
      {view.kind === 'loading' && <Loading what={__('Looking for the sidecar…', 'pickwave')} />}
      {view.kind === 'failed' && <Trouble problem={view.problem} retry={refresh} />}
      {view.kind === 'ready' &&
        (view.value.frozen ? (
          <Frozen {...view.value.frozen} byConstants={view.value.by_constants} onPaired={refresh} />
        ) : (
          <FirstRun trouble={view.value.trouble ?? null} onPaired={refresh} />
        ))}
    </NowProvider>
  );
}
