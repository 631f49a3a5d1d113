// `npm start`: builds what has changed and runs the program in this same process, so that signals reach it.
import { orExplain, readSettingsFile } from './command.mjs'

await orExplain(async () => {
  readSettingsFile()
  const { build } = await import('./build.mjs')
  build()
  await import('../dist/main.js')
})
