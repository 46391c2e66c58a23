// Two projects: the screen on the simulated shop, which runs everywhere, and on a real WooCommerce, where there is one.

import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/lib/chromium.mjs';

const isRoot = process.getuid?.() === 0;
const chromium = findChromium();

export default defineConfig({
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  projects: [
    { name: 'simulated', testDir: 'e2e/simulated', outputDir: 'test-results/simulated' },
    {
      name: 'woocommerce',
      testDir: 'e2e/woocommerce',
      outputDir: 'test-results/woocommerce',
      timeout: 120_000,
    },
  ],
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    viewport: { width: 1280, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(chromium && { executablePath: chromium }),
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
