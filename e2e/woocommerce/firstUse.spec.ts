// A shop that is told of its sidecar by constants says which shop it is with its first use, whoever comes first.

import { expect, test } from '@playwright/test';
import { type Site, startWordPress } from '../wordpress/startWordPress.ts';

const atOnce = 6;
let site: Site;
test.beforeAll(async () => {
  site = await startWordPress({ nothingInBackground: true });
});
test.afterAll(() => site?.stop());

test('requests that come at the same moment are all told the same installation', async () => {
  await site.wp('return delete_option( "pickwave_identity" );');
  // Each has started, and found no installation, when the moment comes: in processes of their own, since one PHP worker may serve several requests in turn.
  const moment = Date.now() / 1000 + 8;
  const told = await Promise.all(
    Array.from({ length: atOnce }, () => site.wp<{ late: boolean; id: string }>(firstUse, moment)),
  );
  expect(told.filter(({ late }) => late)).toEqual([]);
  const [{ id } = { id: '' }] = told;
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(told.map((one) => one.id)).toEqual(told.map(() => id));
  expect(await site.wp<string>('return \\Pickwave\\Link\\Identity::read()->installation_id;')).toBe(id);
  expect(site.debugLog()).toBe('');
});

const firstUse = `
  $late = microtime( true ) > $args;
  if ( ! $late ) {
    time_sleep_until( $args );
  }
  return array( 'late' => $late, 'id' => \\Pickwave\\Link\\Identity::read_or_bind()->installation_id );`;
