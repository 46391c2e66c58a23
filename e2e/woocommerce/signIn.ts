import type { Page } from '@playwright/test';
import type { Site } from '../wordpress/startWordPress.ts';

/** Signs in to wp-admin by its form and leaves the browser at `path`, such as `admin.php?page=wc-orders`. */
export async function signIn(page: Page, site: Site, who: 'admin' | 'manager', path: string): Promise<void> {
  const target = `${site.url}/wp-admin/${path}`;
  await page.goto(`${site.url}/wp-login.php?redirect_to=${encodeURIComponent(target)}`);
  await page.getByLabel('Username or Email Address').fill(site[who].username);
  await page.getByLabel('Password', { exact: true }).fill(site[who].password);
  await page.getByRole('button', { name: 'Log In' }).click();
  await page.waitForURL(target);
}
