// Bundles the playground's page: three files, nothing fetched from elsewhere.
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { whenCalled } from './command.mjs'
import { root } from './stamp.mjs'

const source = join(root, 'src', 'playground', 'page')

/** @param {string} folder */
export function buildPage(folder = join(root, 'dist', 'playground', 'page')) {
  mkdirSync(folder, { recursive: true })
  buildSync({
    entryPoints: { page: join(source, 'main.tsx') },
    outdir: folder,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    minify: true,
    legalComments: 'none',
    // The cards' library registers some of its elements as a side effect, and says that it has none.
    ignoreAnnotations: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  })
  copyFileSync(join(source, 'index.html'), join(folder, 'index.html'))
}

await whenCalled(import.meta.url, () => buildPage(process.argv[2]))
