import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    pool: 'threads',
    isolate: false,
    // Two cores: the browser, the third-party clients and the simulated estates run beside the tests.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    include: ['packages/*/{src,test}/**/*.test.ts', 'tools/**/*.test.ts'],
  },
})
