// `npm test`: arguments are handed to vitest, as in `npm test -- test/core`. It runs in this same process, so that
// signals reach it.
import { orExplain, requireWritable } from './command.mjs'
import { root } from './stamp.mjs'

await orExplain(async () => {
  requireWritable(root)
  const { generate } = await import('./generate.mjs')
  generate()
  process.argv.splice(2, 0, 'run')
  await import('../node_modules/vitest/vitest.mjs')
})
