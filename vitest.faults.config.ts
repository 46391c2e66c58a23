import { defineConfig } from 'vitest/config';

// The fault tests: the real sidecar in a process of its own, killed at every point between the two stand-ins.
export default defineConfig({
  test: {
    include: ['e2e/faults/**/*.fault.test.ts'],
    pool: 'threads',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
