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

/** Of whole processes: what they load, what they hold, how they end. They get a process each. */
const PROCESSES = [
  'test/app/**/*.test.ts',
  'test/bots/teams/loaded.test.ts',
  'test/crash/**/*.test.ts',
  'test/outages/**/*.test.ts',
  'test/soak/**/*.test.ts',
  'test/store/migrate.test.ts',
  'test/store/newer-schema.test.ts',
  'test/support/**/*.test.ts',
]

const globalSetup = ['test/support/global-setup.ts']
const processes = { name: 'processes', include: PROCESSES, globalSetup }
const program = { name: 'program', exclude: [...PROCESSES, ...RULES], globalSetup, isolate: false }
const rules = { name: 'rules', include: RULES, isolate: false }

export default defineConfig(
  withoutServices
    ? { test }
    : {
        test: {
          maxWorkers: 2,
          projects: [
            { test: { ...test, ...processes } },
            { test: { ...test, ...program } },
            { test: { ...test, ...rules } },
          ],
        },
      },
)
