// The browser that the Playwright suites drive: one that is on the machine, not a build that Playwright downloads.

import { which } from './run.mjs';

const onMac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** Path of a Chromium or Chrome; PICKWAVE_CHROMIUM names one of your own. Null where there is none. */
export function findChromium() {
  if (process.env.PICKWAVE_CHROMIUM) return process.env.PICKWAVE_CHROMIUM;
  const named = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map((name) =>
    which(name),
  );
  return named.find((path) => path !== null) ?? which(onMac.slice(1), ['/']);
}

/** @returns {import('./systemPackages.mjs').Need[]} */
export const chromiumNeeds = () => [
  {
    what: 'Chromium',
    present: findChromium() !== null,
    apt: 'chromium fonts-liberation',
    brew: '--cask google-chrome',
    dnf: 'chromium liberation-fonts',
  },
];
