// node --import tsx e2e/wordpress/withShop.ts <command> <args…>: runs a command with a real shop beside it. Where the shop
// is, the command finds in PICKWAVE_CONTRACT_URL, _SECRET, _ADMIN, _MAILS and _HOME (sidecar/contract/realTarget.ts).

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { freePort } from './phpServer.ts';
import { startWordPress } from './startWordPress.ts';

const [command = '', ...args] = process.argv.slice(2);
const secret = randomBytes(32).toString('hex');
const nobody = `http://127.0.0.1:${await freePort()}`; // triggers go nowhere: the command asks, nobody listens
const site = await startWordPress({
  nothingInBackground: true,
  constants: { PICKWAVE_SIDECAR_URL: nobody, PICKWAVE_SECRET: secret },
});
try {
  const child = spawn(command, args, {
    stdio: 'inherit',
    env: {
      ...process.env,
      PICKWAVE_CONTRACT_URL: site.url,
      PICKWAVE_CONTRACT_SECRET: secret,
      PICKWAVE_CONTRACT_ADMIN: `${site.admin.username}:${site.admin.applicationPassword}`,
      PICKWAVE_CONTRACT_MAILS: site.mailFile,
      PICKWAVE_CONTRACT_HOME: site.homeFile,
    },
  });
  process.exitCode = await new Promise<number>((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done(code ?? 1));
  });
  const log = site.debugLog();
  if (log !== '') {
    console.error(`PHP complained meanwhile:\n${log}`);
    process.exitCode ||= 1;
  }
} finally {
  await site.stop();
}
