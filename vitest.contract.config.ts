import { defineConfig } from 'vitest/config';

// The contract suite, against the simulated shop and, where PICKWAVE_CONTRACT_URL names one, a real WooCommerce:
// sidecar/contract/README.md. One file at a time, since a real shop is one shop for all of them.
export default defineConfig({
  test: {
    include: ['sidecar/contract/**/*.contract.test.ts'],
    pool: 'threads',
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    sequence: { hooks: 'list' },
  },
});
