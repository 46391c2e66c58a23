// What a person does on the screen, by the same requests: to WordPress, which hands them on to the sidecar.

import type { OrderDetail, OrdersList, orderFilters } from '../http/schemas/orders.ts';
import type { JourneyView, journeyNames, Overview } from '../http/schemas/overview.ts';

export type Journey = (typeof journeyNames)[number];

/** The screen was told no, in these words. */
class ScreenRefused extends Error {
  override readonly name = 'ScreenRefused';
  readonly status: number;
  readonly code: string;
  constructor(status: number, { code = 'unknown', message = 'No reason was given.' }) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export class Screen {
  readonly #root: string;

  constructor(shopUrl: string) {
    this.#root = `${shopUrl}/wp-json/pickwave/v1/admin`;
  }

  overview = () => this.#ask<Overview>('GET', 'overview');
  order = (id: number) => this.#ask<OrderDetail>('GET', `orders/${id}`);
  async orders(filter: (typeof orderFilters)[number]): Promise<OrdersList['orders']> {
    const list = await this.#ask<OrdersList>('GET', `orders?filter=${filter}&limit=100`);
    return list.orders;
  }
  goLive = () => this.#ask('POST', 'live', { on: true });
  sendAgain = (id: number) => this.#ask('POST', `orders/${id}/send-again`, {});
  pause = (journey: Journey) => this.#ask('POST', `journeys/${journey}/pause`, {});
  resume = (journey: Journey) => this.#ask('POST', `journeys/${journey}/resume`, {});
  runNow = (journey: Journey) => this.#ask('POST', `journeys/${journey}/run`, {});
  saveSettings = (changes: Record<string, unknown>) => this.#ask('PUT', 'settings', { changes });

  async journey(name: Journey): Promise<JourneyView> {
    const { journeys } = await this.overview();
    const found = journeys.find((one) => one.name === name);
    if (!found) throw new RangeError(`The overview does not show ${name}.`);
    return found;
  }

  async #ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const reply = await fetch(`${this.#root}/${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    });
    const said = (await reply.json().catch(() => null)) as unknown;
    if (!reply.ok) throw new ScreenRefused(reply.status, (said ?? {}) as { code?: string; message?: string });
    return said as Answer;
  }
}
