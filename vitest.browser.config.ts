import { defineConfig } from 'vitest/config';

/** The storefront in Chromium, over a small demo shop; run by `npm run test:browser`. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/browser/shop.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 30_000,
    hookTimeout: 180_000,
    env: { LANCE_CPU_THREADS: '4' },
  },
});
