import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './stamp.mjs'

/**
 * Loads one TypeScript module with what it imports, without building the program.
 * @param {string} path relative to the project
 */
export async function load(path) {
  const { build } = await import('esbuild')
  const outfile = join(root, '.cache', 'scripts', `${path.replaceAll(/[/.]/g, '-')}.mjs`)
  await build({
    entryPoints: [join(root, path)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  })
  return import(pathToFileURL(outfile).href)
}
