// A test runner for Stryker: bundles the pure tests of core once, then runs only those that reach a changed line, in
// this process. No test of core touches a file, a socket or the clock, so nothing is left behind between two runs.
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin'
import { DryRunStatus, MutantRunStatus, TestStatus } from '@stryker-mutator/api/test-runner'
import { build } from 'esbuild'

class PureRunner {
  #tests = []
  #took = new Map()

  capabilities() {
    return { reloadEnvironment: false }
  }

  async init() {
    globalThis.__stryker__ ??= {}
    const { collected } = await import(pathToFileURL(await bundle(process.cwd())).href)
    this.#tests = collected
  }

  async dryRun() {
    const state = globalThis.__stryker__
    const tests = []
    for (const { name, run } of this.#tests) {
      state.currentTestId = name
      const started = performance.now()
      const failureMessage = await failure(run)
      const timeSpentMs = performance.now() - started
      this.#took.set(name, timeSpentMs)
      const about = { id: name, name, timeSpentMs }
      tests.push(
        failureMessage === null
          ? { ...about, status: TestStatus.Success }
          : { ...about, status: TestStatus.Failed, failureMessage },
      )
    }
    state.currentTestId = undefined
    return { status: DryRunStatus.Complete, tests, mutantCoverage: state.mutantCoverage }
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    const state = globalThis.__stryker__
    Object.assign(state, {
      activeMutant: activeMutant.id,
      hitCount: hitLimit === undefined ? undefined : 0,
      hitLimit,
    })
    const reaching = new Set(testFilter ?? this.#tests.map(({ name }) => name))
    const quickestFirst = this.#tests
      .filter(({ name }) => reaching.has(name))
      .sort((a, b) => (this.#took.get(a.name) ?? 0) - (this.#took.get(b.name) ?? 0))
    let nrOfTests = 0
    try {
      for (const { name, run } of quickestFirst) {
        nrOfTests += 1
        const failureMessage = await failure(run)
        if (failureMessage !== null)
          return { status: MutantRunStatus.Killed, failureMessage, killedBy: [name], nrOfTests }
      }
      return { status: MutantRunStatus.Survived, nrOfTests }
    } finally {
      state.activeMutant = undefined
    }
  }
}

async function failure(run) {
  try {
    await run()
    return null
  } catch (error) {
    return String(error?.message ?? error).slice(0, 500)
  }
}

/** One file with every pure test, in which `vitest` is the small one beside this file. */
async function bundle(folder) {
  const outfile = join(folder, 'reports', `pure-tests-${process.pid}.mjs`)
  const small = join(folder, 'scripts/mutation/small-vitest.mjs')
  const tests = testFiles(join(folder, 'test/core'))
  await build({
    stdin: {
      contents: [
        ...tests.map((file) => `import ${JSON.stringify(file)}`),
        `export { collected } from ${JSON.stringify(small)}`,
      ].join('\n'),
      resolveDir: folder,
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: { vitest: small },
    logLevel: 'error',
    plugins: [ownAddress],
  })
  return resolve(outfile)
}

/** Tests find their tables beside themselves: each keeps its own `import.meta.url` in the bundle. */
const ownAddress = {
  name: 'own-address',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
      loader: 'ts',
    }))
  },
}

function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return testFiles(path)
    return entry.name.endsWith('.test.ts') ? [path] : []
  })
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'pure', PureRunner)]
