import { expect, test } from 'vitest';
import { missingPlatformPackages } from './lockFile.mjs';
import { installedIsLocked } from './npmPackages.mjs';

test('a platform that npm left out of the lock file is found, with what its name says', () => {
  const packages = {
    'node_modules/tool': {
      dev: true,
      optionalDependencies: {
        '@tool/cli-linux-x64-musl': '1.2.3',
        '@tool/cli-win32-x64-msvc': '1.2.3',
        fsevents: '1.0.0',
      },
    },
    'node_modules/@tool/cli-win32-x64-msvc': { version: '1.2.3' },
  };
  expect(missingPlatformPackages({ packages })).toEqual({
    'node_modules/@tool/cli-linux-x64-musl': {
      ...{ version: '1.2.3', dev: true, optional: true },
      ...{ os: ['linux'], cpu: ['x64'], libc: ['musl'] },
    },
  });
});

test('what is installed is what is locked, whatever platforms were left out', () => {
  const wanted = { '': {}, a: { version: '1.0.0' }, b: { version: '1.0.0', optional: true } };
  expect(installedIsLocked(wanted, { a: { version: '1.0.0' } })).toBe(true);
  expect(installedIsLocked(wanted, { a: { version: '1.0.1' } })).toBe(false);
  expect(installedIsLocked(wanted, { b: { version: '1.0.0' } })).toBe(false);
  expect(installedIsLocked(wanted, { a: { version: '1.0.0' }, old: { version: '1.0.0' } })).toBe(false);
  expect(installedIsLocked(wanted, null)).toBe(false);
});
