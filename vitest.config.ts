import { defineConfig } from 'vitest/config'

/** Tests of pure rules need no servers: mutation testing runs them many times. */
const withoutServices = process.env.TEST_WITHOUT_SERVICES !== undefined

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: withoutServices ? [] : ['test/support/global-setup.ts'],
    setupFiles: ['test/support/same-values.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
