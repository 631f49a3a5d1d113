// `npm run bench`: measures the program against honest floors; exit code 1 when a ratio is missed.
// Names choose parts, as in `npm run bench -- click fan-out`.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runTool, whenCalled } from './command.mjs'
import { generate } from './generate.mjs'
import { fingerprint, isDone, markDone, root } from './stamp.mjs'

await whenCalled(import.meta.url, async () => {
  generate()
  const built = join(root, '.cache', 'bench')
  const stamp = join(built, '.stamp')
  const print = fingerprint(['src', 'bench', 'tsconfig.json', 'package.json', 'package-lock.json'])
  if (!isDone(stamp, print)) {
    rmSync(built, { recursive: true, force: true })
    runTool('typescript/bin/tsc', ['-p', 'bench/tsconfig.json'])
    markDone(stamp, print)
  }
  const { bench } = await import(pathToFileURL(join(built, 'bench', 'index.js')).href)
  process.exitCode = (await bench(process.argv.slice(2))) ? 0 : 1
})
