// `npm run validate`: types, format and lint, boundaries between the rooms, dead code.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runTool, whenCalled } from './command.mjs'
import { generate } from './generate.mjs'
import { checkLicences } from './sbom.mjs'
import { root } from './stamp.mjs'

await whenCalled(import.meta.url, () => {
  generate()
  for (const [name, tool, ...args] of [
    ['types', 'typescript/bin/tsc', '--noEmit', '-p', '.'],
    ['types of the program alone', 'typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.build.json'],
    ['types of the page', 'typescript/bin/tsc', '--noEmit', '-p', 'src/playground/page'],
    ['format and lint', '@biomejs/biome/bin/biome', 'check', '.'],
    [
      'boundaries',
      'dependency-cruiser/bin/dependency-cruise.mjs',
      'src',
      '--config',
      '.dependency-cruiser.mjs',
    ],
    ['dead code', existsSync(join(root, 'node_modules/knip/bin/knip.js')) ? 'knip/bin/knip.js' : 'knip'],
  ]) {
    console.log(`— ${name}`)
    runTool(tool, args)
  }
  console.log('— licences')
  checkLicences()
})
