// A request to the plugin as the sidecar signs it, made once and sent as often as a test likes.

import { newNonce, sign } from '../../sidecar/link/signature.ts';
import type { Site } from '../wordpress/startWordPress.ts';

export interface PreparedRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}
export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever was answered
  body: any;
}

/** `path` such as `orders/marks`. `lateSeconds`: how far the stamp is behind. */
export function signedRequest(
  site: Site,
  secret: string,
  path: string,
  body: object,
  { lateSeconds = 0 }: { lateSeconds?: number } = {},
): PreparedRequest {
  const text = JSON.stringify(body);
  const signature = sign(
    { method: 'POST', route: `/pickwave/v1/shop/${path}`, body: text, from: 'sidecar of-a-test' },
    secret,
    { timestamp: Date.now() / 1000 - lateSeconds, nonce: newNonce() },
  );
  return {
    url: `${site.restUrl}pickwave/v1/shop/${path}`,
    headers: { 'content-type': 'application/json', ...signature },
    body: text,
  };
}

export async function send({ url, headers, body }: PreparedRequest): Promise<Answer> {
  const answer = await fetch(url, { method: 'POST', headers, body });
  return { status: answer.status, body: await answer.json() };
}
