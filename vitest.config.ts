import { defineConfig } from 'vitest/config'

/** Tests of pure rules need no servers: mutation testing runs them many times. */
const withoutServices = process.env.TEST_WITHOUT_SERVICES !== undefined

/** Rules and drawings: they touch nothing outside, so they share what they load. */
const RULES = [
  'test/core/**/*.test.ts',
  'test/bots/{forms,golden,views}/**/*.test.ts',
  'test/bots/*/render/**/*.test.ts',
  'test/standins/**/*.test.ts',
]

const test = {
  include: ['test/**/*.test.{ts,tsx}'],
  setupFiles: ['test/support/same-values.ts'],
  pool: 'forks' as const,
  maxWorkers: 2,
  testTimeout: 20_000,
  hookTimeout: 60_000,
}

const program = { name: 'program', exclude: RULES, globalSetup: ['test/support/global-setup.ts'] }
const rules = { name: 'rules', include: RULES, isolate: false }

export default defineConfig(
  withoutServices
    ? { test }
    : {
        test: {
          maxWorkers: 2,
          projects: [{ test: { ...test, ...program } }, { test: { ...test, ...rules } }],
        },
      },
)
