// `npm run validate`: types, format and lint, boundaries between the rooms, dead code. As many at once as there are
// processors; what each found is printed together, also when another one failed.
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { runBesides, StepFailed, whenCalled } from './command.mjs'
import { generate } from './generate.mjs'
import { checkLicences } from './sbom.mjs'
import { root } from './stamp.mjs'

const KNIP = 'knip/bin/knip.js'
// The longest first.
const CHECKS = [
  [
    'boundaries',
    'dependency-cruiser/bin/dependency-cruise.mjs',
    'src',
    '--config',
    '.dependency-cruiser.mjs',
  ],
  ['dead code', existsSync(join(root, 'node_modules', KNIP)) ? KNIP : 'knip'],
  ['format and lint', '@biomejs/biome/bin/biome', 'check', '.'],
  ['types', 'typescript/bin/tsc', '--noEmit', '-p', '.'],
  ['types of the program alone', 'typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.build.json'],
  ['types of the page', 'typescript/bin/tsc', '--noEmit', '-p', 'src/playground/page'],
]

await whenCalled(import.meta.url, async () => {
  generate()
  const left = [...CHECKS]
  const failed = []
  const one = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [name, tool, ...args] = next
      const { output, succeeded } = await runBesides(tool, args)
      console.log(`— ${name}\n${output.trimEnd()}`)
      if (!succeeded) failed.push(name)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, one))
  console.log('— licences')
  checkLicences()
  if (failed.length > 0) throw new StepFailed(`Not in order: ${failed.join(', ')}.`)
})
