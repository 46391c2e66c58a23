import { Button, SearchControl } from '@wordpress/components';
import { lazy, Suspense, useEffect, useMemo, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { OrderFilter, OrdersList } from '../sidecar/http/schemas/orders.ts';
import { Ago } from './now.tsx';
import { orderFields } from './orderFields.tsx';
import { emptyWords, filterWords } from './orderWording.ts';
import { filters } from './route.ts';
import { Loading, Trouble } from './Trouble.tsx';
import { pageLocale } from './timeWording.ts';
import { useOrders } from './useOrders.ts';
import { type Room, useRoom } from './useRoom.ts';
import { useLink, useRouter } from './useRoute.ts';

// The table is by far the largest part of the screen, and has no words of ours in it: it comes when it is needed.
const Table = lazy(() => import(/* webpackChunkName: "dataviews" */ './Table.tsx'));

const searchDelayMs = 300;

/** Where is order 1042? */
export function OrdersPage() {
  const { route } = useRouter();
  const { search, filter } = route;
  // The cursors of the pages before this one; another search or filter starts at the first page.
  const asked = JSON.stringify([search, filter]);
  const [pages, setPages] = useState<{ asked: string; cursors: string[] }>({ asked, cursors: [] });
  const cursors = pages.asked === asked ? pages.cursors : [];
  const { ref, room } = useRoom<HTMLElement>();
  const turnTo = (next: string[]) => setPages({ asked, cursors: next });
  const { view, changing, refresh } = useOrders({ search, filter, cursor: cursors.at(-1) ?? null });

  return (
    <section ref={ref} className="pickwave-card pickwave-orders" aria-label={__('Orders', 'pickwave')}>
      <OrderSearch />
      <Filters counts={view.kind === 'ready' ? view.value.counts : null} open={filter} />
      {view.kind === 'loading' && <Loading what={__('Loading orders…', 'pickwave')} />}
      {view.kind === 'failed' && <Trouble problem={view.problem} retry={refresh} />}
      {view.kind === 'ready' && (
        <>
          {view.problem && (
            <p className="pickwave-dated">
              {__('What was last known:', 'pickwave')} <Ago time={view.at} />
            </p>
          )}
          <div className={view.problem || changing ? 'is-stale' : undefined} aria-busy={changing}>
            <List list={view.value} room={room} refresh={refresh} />
          </div>
          <Pages
            page={cursors.length + 1}
            newer={cursors.length > 0 ? () => turnTo(cursors.slice(0, -1)) : null}
            older={view.value.next ? () => turnTo([...cursors, view.value.next ?? '']) : null}
          />
        </>
      )}
    </section>
  );
}

function OrderSearch() {
  const { route, go } = useRouter();
  const [typed, setTyped] = useState(route.search);
  useEffect(() => setTyped(route.search), [route.search]);
  useEffect(() => {
    if (typed.trim() === route.search) return;
    const timer = window.setTimeout(
      () => go({ ...route, search: typed.trim() }, { replace: route.search !== '' }),
      searchDelayMs,
    );
    return () => window.clearTimeout(timer);
  }, [typed, route, go]);
  return (
    <SearchControl
      __nextHasNoMarginBottom
      label={__('Search orders', 'pickwave')}
      placeholder={__('Order, sales order, SKU or tracking number', 'pickwave')}
      value={typed}
      onChange={setTyped}
      className="pickwave-search"
    />
  );
}

function Filters({ counts, open }: { counts: OrdersList['counts'] | null; open: OrderFilter }) {
  const link = useLink();
  const { route } = useRouter();
  const words = filterWords();
  const figure = new Intl.NumberFormat(pageLocale());
  return (
    <ul className="pickwave-filters" aria-label={__('Filter orders', 'pickwave')}>
      {filters.map((filter) => (
        <li key={filter}>
          <a
            {...link({ tab: 'orders', filter, search: route.search })}
            aria-current={filter === open ? 'true' : undefined}
          >
            {words[filter]}{' '}
            {counts && <span className="pickwave-count">{figure.format(counts[filter])}</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}

function List({ list, room, refresh }: { list: OrdersList; room: Room; refresh(): Promise<void> }) {
  // DataViews takes each column's render for a component: a new one would shut an open menu with every refresh.
  const columns = useMemo(() => orderFields({ room, refresh }), [room, refresh]);
  const { route } = useRouter();
  const link = useLink();
  if (list.orders.length === 0) {
    return (
      <div className="pickwave-empty" role="status">
        {route.search ? (
          <>
            <p>
              {sprintf(
                /* translators: %s: what was searched for */
                __(
                  'No order has “%s” as its order number, sales order number, SKU or tracking number.',
                  'pickwave',
                ),
                route.search,
              )}
            </p>
            <a {...link({ tab: 'orders' })}>{__('Show all orders', 'pickwave')}</a>
          </>
        ) : (
          <p>{emptyWords()[route.filter]}</p>
        )}
      </div>
    );
  }
  return (
    <Suspense fallback={<Loading what={__('Loading orders…', 'pickwave')} />}>
      <Table rows={list.orders} {...columns} />
    </Suspense>
  );
}

function Pages({
  page,
  newer,
  older,
}: {
  page: number;
  newer: (() => void) | null;
  older: (() => void) | null;
}) {
  if (!newer && !older) return null;
  return (
    <nav className="pickwave-pages" aria-label={__('Pages', 'pickwave')}>
      <Button
        variant="secondary"
        size="compact"
        disabled={!newer}
        accessibleWhenDisabled
        onClick={newer ?? undefined}
      >
        {__('Newer', 'pickwave')}
      </Button>
      <span>
        {/* translators: %d: number of the page */}
        {sprintf(__('Page %d', 'pickwave'), page)}
      </span>
      <Button
        variant="secondary"
        size="compact"
        disabled={!older}
        accessibleWhenDisabled
        onClick={older ?? undefined}
      >
        {__('Older', 'pickwave')}
      </Button>
    </nav>
  );
}
