// A shop admin pairs in wp-admin with nothing but the address and the code that the sidecar prints, and goes live.

import { expect, test } from '@playwright/test';
import { pickwave } from '../rig/pickwaveCommand.ts';
import { type Rig, startRig } from '../rig/startRig.ts';
import { overviewOf, released } from '../rig/story.ts';
import { until } from '../rig/until.ts';
import type { Options } from '../wordpress/startWordPress.ts';
import { signIn } from './signIn.ts';

test.setTimeout(180_000);

for (const permalinks of ['pretty', 'plain'] satisfies Options['permalinks'][])
  test.describe(`a shop with ${permalinks} permalinks`, () => {
    let rig: Rig;
    test.describe.configure({ mode: 'serial' });
    test.beforeAll(async () => {
      rig = await startRig({ pairing: 'code', wordpress: { permalinks } });
    });
    test.afterAll(() => rig?.stop());
    let printed = '';

    test('is paired by the printed code, a wrong one is refused in words, and its first order goes over', async ({
      page,
    }) => {
      const { site, sidecar, peoplevox } = rig;
      const told = await until('the sidecar prints its address and a code', () =>
        /listens on (\S+)[\s\S]* ([A-Z0-9]{5}-[A-Z0-9]{5})\b/.exec(sidecar.output()),
      );
      const [, address = '', code = ''] = told;
      printed = code;

      await signIn(page, site, 'manager', 'admin.php?page=pickwave');
      await expect(page.getByText('Start the sidecar')).toBeVisible();
      const pairWith = async (typed: string) => {
        await page.getByLabel('Address of the sidecar').fill(address);
        await page.getByLabel('Code', { exact: true }).fill(typed);
        await page.getByRole('button', { name: 'Pair', exact: true }).click();
      };
      await pairWith(code.startsWith('AAAAA') ? 'BBBBB-BBBBB' : 'AAAAA-AAAAA');
      await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toContainText(
        'That is not the code the sidecar printed. Look at its newest one and type it again.',
      );
      expect(await connection(rig)).toMatchObject({ paired: false, sidecar_url: null });

      // As people type it: in small letters and without the dash.
      await pairWith(code.toLowerCase().replace('-', ' '));
      await expect(page.getByText('Paired. Nothing is sent before you go live.').first()).toBeVisible();
      expect(await connection(rig)).toMatchObject({
        paired: true,
        sidecar_url: address,
        by_constants: false,
      });
      expect(peoplevox.orders()).toEqual([]);

      await page
        .getByRole('button', { name: /^Go live/ })
        .first()
        .click();
      await page.getByRole('dialog').getByRole('button', { name: 'Go live', exact: true }).click();
      await expect(page.getByRole('heading', { name: 'Live', exact: true })).toBeVisible();
      await page.close();

      const order = await site.placeOrder({ lines: [{ sku: 'MUG-BLUE', quantity: 2 }] });
      await released(rig, order.id);
      expect(peoplevox.order(String(order.id))?.lines.map(({ item, ordered }) => [item, ordered])).toEqual([
        ['MUG-BLUE', 2],
      ]);
      expect(await overviewOf(rig)).toMatchObject({ shop: { state: 'answering' }, lease: { held: true } });
    });

    test('the printed code is used up, and a new one does not take the sidecar away to another shop', async () => {
      const pair = async (typed: string) => {
        const answer = await fetch(`${rig.sidecar.url}/pair`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            code: typed,
            secret: 'z'.repeat(64),
            installation_id: '00000000-0000-4000-8000-000000000000',
            shop_url: 'http://other.example/',
            rest_url: 'http://other.example/wp-json/',
          }),
        });
        return answer.status;
      };
      expect(await pair(printed)).toBe(410);
      const again = await pickwave(['pair', '--json'], { PICKWAVE_DATA_DIR: rig.sidecar.dataDir });
      expect(await pair((JSON.parse(again.out) as { code: string }).code)).toBe(409);
      expect((await overviewOf(rig)).shop).toMatchObject({ state: 'answering', url: `${rig.site.url}/` });
    });

    test('PHP had nothing to complain about in all this', () => {
      expect(rig.site.debugLog()).toBe('');
    });
  });

async function connection({ site }: Rig): Promise<unknown> {
  const { username, applicationPassword } = site.admin;
  const answer = await fetch(`${site.restUrl}pickwave/v1/connection`, {
    headers: {
      authorization: `Basic ${Buffer.from(`${username}:${applicationPassword}`).toString('base64')}`,
    },
  });
  return answer.json();
}
