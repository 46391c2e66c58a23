import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['sidecar/**/*.test.ts', 'admin-ui/**/*.test.ts', 'scripts/**/*.test.ts'],
    pool: 'threads',
    testTimeout: 20_000,
    sequence: { hooks: 'list' },
  },
});
