import { useRef } from '@wordpress/element';
import type { OrderFilter, OrdersList } from '../sidecar/http/schemas/orders.ts';
import { getOrders } from './api.ts';
import { type Polled, usePolled } from './usePolled.ts';

const pageSize = 25;

interface Asked {
  search: string;
  filter: OrderFilter;
  cursor: string | null;
}

/** One page of the list. While another page or search is on its way the last one stays, and `changing` says so. */
export function useOrders({ search, filter, cursor }: Asked): {
  view: Polled<OrdersList>;
  changing: boolean;
  refresh(): Promise<void>;
} {
  const { view, refresh } = usePolled(
    () => getOrders({ search, filter, limit: pageSize, ...(cursor ? { cursor } : {}) }),
    JSON.stringify([search, filter, cursor]),
  );
  const last = useRef<Polled<OrdersList>>(view);
  if (view.kind !== 'loading') last.current = view;
  const changing = view.kind === 'loading' && last.current.kind === 'ready';
  return { view: changing ? last.current : view, changing, refresh };
}
