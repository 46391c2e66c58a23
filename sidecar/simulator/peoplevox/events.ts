import { templateDates } from './dates.ts';
import type { Journal } from './journal.ts';
import { type EventValue, type Subscription, type WarehouseEvent, wants } from './subscription.ts';
import type { Toggles } from './toggles.ts';

interface CallBack {
  subscription: Subscription;
  url: string;
  body: string;
}

// Call-backs that may change places leave this long after the first of them.
const shuffleMs = 30;
const answerTimeoutMs = 10_000;

/** Subscriptions, and the call-backs on their way. */
export class Events {
  private readonly subscriptions = new Map<number, Subscription>();
  private lastId = 1000;
  private onTheWay = 0;
  private waiting: CallBack[] = [];
  private timers = new Set<NodeJS.Timeout>();
  private idle: (() => void)[] = [];
  private lane: Promise<unknown> = Promise.resolve();
  private readonly toggles: Toggles;
  private readonly journal: Journal;

  constructor(toggles: Toggles, journal: Journal) {
    this.toggles = toggles;
    this.journal = journal;
  }

  subscribe(subscription: Omit<Subscription, 'id'>): number {
    const id = ++this.lastId;
    this.subscriptions.set(id, { ...subscription, id });
    return id;
  }

  unsubscribe(id: number): boolean {
    return this.subscriptions.delete(id);
  }

  /** Sends the call-backs of this event to everyone who subscribed to it. */
  tell(event: WarehouseEvent): void {
    for (const subscription of this.subscriptions.values()) {
      if (subscription.eventType !== event.type || !wants(subscription, event, this.toggles)) continue;
      const values = subscription.sitesFilter ? { ...event.values, ...event.valuesOfSite } : event.values;
      const fill = (text: string) =>
        this.filled(text, values, subscription.encode ?? this.toggles.encodeByDefault);
      this.send({ subscription, url: fill(subscription.url), body: fill(subscription.postParams) });
    }
  }

  /** Resolves when no call-back is on its way. */
  sent(): Promise<void> {
    return this.onTheWay === 0 ? Promise.resolve() : new Promise((resolve) => this.idle.push(resolve));
  }

  /** Forgets the subscriptions and what has not left yet. */
  reset(): void {
    this.subscriptions.clear();
    for (const timer of this.timers) clearTimeout(timer);
    this.onTheWay -= this.timers.size;
    this.timers.clear();
    this.onTheWay -= this.waiting.length;
    this.waiting = [];
    this.maybeIdle();
  }

  private filled(text: string, values: Record<string, EventValue[]>, encode: boolean): string {
    return text.replace(/\{([A-Za-z][A-Za-z.]*)\}/g, (placeholder, name: string) => {
      const found = values[name];
      if (!found) return this.toggles.unknownPlaceholder === 'empty' ? '' : placeholder;
      const joined = found.map((value) => this.shown(value)).join(this.toggles.valueSeparator);
      return encode ? encodeURIComponent(joined) : joined;
    });
  }

  private shown(value: EventValue): string {
    return value instanceof Date ? templateDates(this.toggles.timeZone)(value.getTime()) : String(value);
  }

  private send(callBack: CallBack): void {
    switch (this.toggles.events) {
      case 'lost':
        this.note(callBack, 'lost');
        return;
      case 'duplicated':
        this.leave(callBack);
        this.leave(callBack);
        return;
      case 'out of order':
        this.onTheWay++;
        this.waiting.push(callBack);
        if (this.waiting.length === 1) setTimeout(() => this.releaseReversed(), shuffleMs);
        return;
      case 'delivered':
        this.leave(callBack);
        return;
      default:
        this.toggles.events satisfies never;
    }
  }

  private releaseReversed(): void {
    const reversed = this.waiting.reverse();
    this.waiting = [];
    this.onTheWay -= reversed.length;
    for (const callBack of reversed) this.leave(callBack);
  }

  private leave(callBack: CallBack): void {
    this.onTheWay++;
    const go = () => {
      this.lane = this.lane
        .then(() => this.deliver(callBack))
        .finally(() => {
          this.onTheWay--;
          this.maybeIdle();
        });
    };
    if (this.toggles.eventDelayMs === 0) {
      go();
      return;
    }
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      go();
    }, this.toggles.eventDelayMs);
    this.timers.add(timer);
  }

  private async deliver(callBack: CallBack): Promise<void> {
    const entry = this.note(callBack, 'pending');
    const { subscription, url, body } = callBack;
    const post = { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    try {
      const response = await fetch(url, {
        ...(subscription.method === 'POST' ? post : {}),
        signal: AbortSignal.timeout(answerTimeoutMs),
      });
      entry.status = response.status;
      await response.arrayBuffer();
      entry.outcome = 'delivered';
    } catch {
      // Nobody there, or no answer: Peoplevox is not known to try again (peoplevox-api.md 7.2).
      entry.outcome = 'failed';
    }
  }

  private note({ subscription, url, body }: CallBack, outcome: 'lost' | 'pending') {
    const { eventType, id, method } = subscription;
    return this.journal.event({ eventType, subscription: id, method, url, body, outcome, status: null });
  }

  private maybeIdle(): void {
    if (this.onTheWay > 0) return;
    for (const resolve of this.idle.splice(0)) resolve();
  }
}
