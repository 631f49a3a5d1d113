// `npm run reciprocal -- …`: builds what has changed, then runs the command line in this process.
import { orExplain, readSettingsFile } from './command.mjs'

await orExplain(async () => {
  readSettingsFile()
  const { build } = await import('./build.mjs')
  build()
  await import('../dist/cli/main.js')
})
