import { useEffect } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { Connection } from './api.ts';
import { Header } from './Header.tsx';
import { Notices } from './Notices.tsx';
import { NowProvider } from './now.tsx';
import { OrderPage } from './OrderPage.tsx';
import { OrdersPage } from './OrdersPage.tsx';
import { OverviewPage } from './OverviewPage.tsx';
import type { Tab } from './route.ts';
import { SettingsPage } from './SettingsPage.tsx';
import { State } from './State.tsx';
import { StockPage } from './StockPage.tsx';
import { useOverview } from './useOverview.ts';
import { useLink, useRouter } from './useRoute.ts';

interface Props {
  /** Null: this person may see orders, but not the connection. */
  connection: Connection | null;
  onConnectionChange(): void;
}

export function PairedScreen({ connection, onConnectionChange }: Props) {
  const { route } = useRouter();
  const { view, refresh } = useOverview(route.tab === 'overview');
  const fresh = view.kind === 'ready' && !view.problem ? view : null;
  const offsetMs = fresh ? Date.parse(fresh.value.now) - fresh.at.getTime() : 0;
  const overview = view.kind === 'ready' ? view.value : null;

  // Unpaired or moved elsewhere meanwhile, perhaps by somebody else: the connection knows how.
  const problem = view.kind === 'loading' ? null : view.problem;
  const stands = !problem || (problem.kind !== 'not_paired' && problem.code !== 'pickwave_frozen');
  useEffect(() => {
    if (!stands) onConnectionChange();
  }, [stands, onConnectionChange]);

  return (
    <NowProvider offsetMs={offsetMs}>
      <Header overview={overview} stale={!fresh} refresh={refresh} />
      <Tabs open={route.tab} needAttention={overview?.orders.needAttention ?? 0} />
      <Notices view={view} connection={connection} retry={refresh} />
      {route.tab === 'overview' && <OverviewPage view={view} refresh={refresh} />}
      {route.tab === 'orders' &&
        (route.order === null ? <OrdersPage /> : <OrderPage orderId={route.order} />)}
      {route.tab === 'stock' && <StockPage />}
      {route.tab === 'settings' && (
        <SettingsPage connection={connection} onConnectionChange={onConnectionChange} />
      )}
    </NowProvider>
  );
}

const tabWords = (): Record<Tab, string> => ({
  overview: __('Overview', 'pickwave'),
  orders: __('Orders', 'pickwave'),
  stock: __('Stock', 'pickwave'),
  settings: __('Settings', 'pickwave'),
});

function Tabs({ open, needAttention }: { open: Tab; needAttention: number }) {
  const link = useLink();
  const words = tabWords();
  return (
    <nav className="pickwave-tabs" aria-label={__('Pickwave', 'pickwave')}>
      {(Object.keys(words) as Tab[]).map((tab) => (
        <a key={tab} {...link({ tab })} aria-current={tab === open ? 'page' : undefined}>
          {words[tab]}
        </a>
      ))}
      {needAttention > 0 && <NeedAttention count={needAttention} />}
    </nav>
  );
}

function NeedAttention({ count }: { count: number }) {
  const link = useLink();
  return (
    <a className="pickwave-tabs__attention" {...link({ tab: 'orders', filter: 'attention' })}>
      <State tone="warning">
        {sprintf(
          /* translators: %d: number of orders */
          _n('%d order needs attention', '%d orders need attention', count, 'pickwave'),
          count,
        )}
      </State>
    </a>
  );
}
