import { defineConfig } from 'vitest/config'

/** The pure tests of core: mutation testing runs them many times, so no server is started. */
export default defineConfig({
  test: {
    include: ['test/core/**/*.test.ts'],
    pool: 'threads',
    testTimeout: 20_000,
  },
})
