// Writes the Prisma client into src/store/generated, when the schema has changed since the last time.
import { join } from 'node:path'
import { requireWritable, runTool, whenCalled } from './command.mjs'
import { fingerprint, isDone, markDone, root } from './stamp.mjs'

export function generate() {
  const stamp = join(root, 'src/store/generated/.stamp')
  const print = fingerprint(['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json'])
  if (isDone(stamp, print)) return
  requireWritable(join(root, 'src/store'))
  // Generating does not use the native engine; without a file in its place Prisma would go and download one.
  runTool('prisma/build/index.js', ['generate', '--no-hints'], {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  })
  markDone(stamp, print)
}

await whenCalled(import.meta.url, generate)
