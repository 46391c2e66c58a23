import { compileClause } from './search/evaluate.ts';
import { parseClause } from './search/parse.ts';
import { SearchClauseError } from './search/tokens.ts';
import type { Toggles } from './toggles.ts';

// peoplevox-api.md 7.1
export const eventTypes = [
  'AvailabilityChanges',
  'SalesOrderStatusChanges',
  'TrackingNumberReceived',
  'GoodsReceived',
  'IncrementalChanges',
  'Returns',
  'DespatchPackageTrackingNumberReceived',
  'DespatchPackageDespatched',
  'OnDespatchOrderReceived',
] as const;
export type EventType = (typeof eventTypes)[number];

export type EventValue = string | number | Date;

/** Something that happened; values by placeholder, several where the path goes through a collection. */
export interface WarehouseEvent {
  type: EventType;
  site: string;
  values: Record<string, EventValue[]>;
  /** Instead of those above, for a subscriber who asked for some sites only. */
  valuesOfSite?: Record<string, EventValue[]>;
}

export interface Subscription {
  id: number;
  eventType: EventType;
  method: 'GET' | 'POST';
  url: string;
  postParams: string;
  filter: string;
  sitesFilter: string;
  encode: boolean | undefined;
}

/** Whether filter and sitesFilter let the event through; both are LINQ text on its values. */
export function wants(subscription: Subscription, event: WarehouseEvent, toggles: Toggles): boolean {
  const values: Record<string, EventValue[]> = { ...event.values, 'Site.Reference': [event.site] };
  const names = new Map(Object.keys(values).map((name) => [name.toLowerCase(), name]));
  const within = {
    typeName: subscription.eventType,
    zone: toggles.timeZone,
    searchCase: toggles.searchCase,
    field: (name: string) => {
      const known = names.get(name.toLowerCase());
      const first = known === undefined ? undefined : values[known]?.[0];
      if (first === undefined) return undefined;
      if (first instanceof Date) return { type: 'date' as const, value: () => first.getTime() };
      return { type: typeof first === 'number' ? ('int' as const) : ('text' as const), value: () => first };
    },
  };
  const passes = (filter: string) =>
    filter.trim() === '' || compileClause(parseClause(filter), within)(undefined);
  try {
    return passes(subscription.filter) && passes(subscription.sitesFilter);
  } catch (thrown) {
    // A filter on something that the event does not have never matches.
    if (thrown instanceof SearchClauseError) return false;
    throw thrown;
  }
}
