// Compiles src into dist, when something has changed since the last time.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { stop } from 'esbuild'
import { buildPage } from './build-page.mjs'
import { requireWritable, runTool, whenCalled } from './command.mjs'
import { generate } from './generate.mjs'
import { fingerprint, isDone, markDone, root } from './stamp.mjs'

export function build() {
  generate()
  const dist = join(root, 'dist')
  const stamp = join(dist, '.stamp')
  const print = fingerprint([
    'src',
    'tsconfig.json',
    'tsconfig.build.json',
    'package.json',
    'package-lock.json',
  ])
  if (isDone(stamp, print)) return
  requireWritable(root)
  // From an empty folder, so that no compiled file outlives its source.
  rmSync(dist, { recursive: true, force: true })
  mkdirSync(dist)
  runTool('typescript/bin/tsc', ['-p', 'tsconfig.build.json'])
  buildPage()
  // Its helper process would stay for as long as the program runs.
  stop()
  markDone(stamp, print)
}

await whenCalled(import.meta.url, build)
