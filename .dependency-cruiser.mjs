/** Who may import whom. A newcomer's question "may I use this here?" is answered by this file. */
const teams = ['@microsoft/teams-ai', 'botbuilder.*', 'botframework-.*']

export default {
  forbidden: [
    {
      name: 'core-knows-no-adapter',
      severity: 'error',
      comment: 'The scheme itself imports zod, itself and a few pure libraries.',
      from: { path: '^src/core/' },
      to: {
        pathNot: [
          '^src/core/',
          '^node_modules/(zod|luxon|date-holidays|yaml|libphonenumber-js|@types/luxon)/',
        ],
      },
    },
    {
      name: 'bots-and-jobs-stay-apart',
      severity: 'error',
      comment: 'Bots never import store, jobs, the command line or the wiring.',
      from: { path: '^src/bots/' },
      to: { path: '^src/(store|jobs|cli|app|playground|standins)/' },
    },
    {
      name: 'jobs-know-ports-only',
      severity: 'error',
      from: { path: '^src/jobs/' },
      to: { path: '^src/(store|bots|cli|app|playground|standins)/' },
    },
    {
      name: 'store-knows-core-only',
      severity: 'error',
      comment: 'paths.ts tells migrations where they lie; nothing else of the wiring is known.',
      from: { path: '^src/store/' },
      to: { path: '^src/(bots|jobs|cli|app|playground|standins)/', pathNot: '^src/app/paths\\.ts$' },
    },
    {
      name: 'slack-only-in-its-folder',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/bots/(slack|delivery)/' },
      to: { path: '^node_modules/@slack/' },
    },
    {
      name: 'teams-only-in-its-folder',
      severity: 'error',
      comment: 'Its libraries are at the end of their support: the swap must touch one folder.',
      from: { path: '^src/', pathNot: '^src/bots/teams/' },
      to: { path: `^node_modules/(${teams.join('|')})/` },
    },
    {
      name: 'teams-is-loaded-on-demand',
      severity: 'error',
      comment: 'Its libraries are heavy: whoever uses Slack alone never loads them.',
      from: { path: '^src/', pathNot: '^src/bots/teams/' },
      to: { path: '^src/bots/teams/', dependencyTypesNot: ['dynamic-import'] },
    },
    {
      name: 'prisma-only-in-store',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(store|app/local)/' },
      to: { path: '^(node_modules/(@prisma|prisma|pg)/|src/store/generated/)' },
    },
    {
      name: 'bullmq-only-in-jobs',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/jobs/' },
      to: { path: '^node_modules/bullmq/' },
    },
    {
      name: 'stand-ins-know-nothing-of-us',
      severity: 'error',
      from: { path: '^src/standins/' },
      to: { path: '^src/', pathNot: '^src/standins/' },
    },
    {
      name: 'only-the-playground-uses-stand-ins',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(playground|standins)/' },
      to: { path: '^src/standins/' },
    },
    {
      name: 'playground-is-loaded-on-demand',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/playground/' },
      to: { path: '^src/playground/', dependencyTypesNot: ['dynamic-import'] },
    },
    {
      name: 'only-app-and-cli-wire',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(app|cli|main|config)' },
      to: { path: '^src/(app/(compose|start)\\.ts|cli/)' },
    },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/(store/generated|playground/page)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
