/** Changes the decisions of the core one by one; a change that no test notices is a guard that nobody guards. */
export default {
  testRunner: 'pure',
  plugins: ['./scripts/mutation/pure-runner.mjs'],
  /** TypeScript 7 has no API for tools to rewrite its configuration with, and none is needed to run the tests. */
  tsconfigFile: 'none.json',
  ignorePatterns: ['tsconfig*.json', '.data', '.cache', '.ci', 'dist', 'reports', 'bench', 'docs'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 20_000,
  tempDirName: '.stryker-tmp',
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: 'reports/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: true },
  thresholds: { high: 95, low: 90, break: 90 },
  /** Sentences are read by people and judged by reading; what they decide is not in their letters. */
  mutator: { excludedMutations: ['StringLiteral'] },
  mutate: [
    'src/core/approval/*.ts',
    'src/core/circulation/*.ts',
    'src/core/offer/*.ts',
    'src/core/move/*.ts',
    'src/core/follow-up/*.ts',
    'src/core/request/*.ts',
  ],
}
