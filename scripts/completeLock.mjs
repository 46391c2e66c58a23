// Adds to package-lock.json the platform packages that npm left out (scripts/lib/lockFile.mjs says why).

import { writeFileSync } from 'node:fs';
import { lockFile, missingPlatformPackages, readLockFile } from './lib/lockFile.mjs';
import { say } from './lib/run.mjs';

const lock = readLockFile();
const missing = missingPlatformPackages(lock);
const paths = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => a.localeCompare(b, 'en'));
writeFileSync(lockFile, `${JSON.stringify({ ...lock, packages: Object.fromEntries(paths) }, null, 2)}\n`);
say(`${Object.keys(missing).length} packages added to package-lock.json.`);
