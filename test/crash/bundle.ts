import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { cacheFolder } from '../../src/app/paths.js'

/**
 * A program of this folder, with everything that it imports, as one file: a process is started for each point, and most
 * of a start is finding and compiling modules. Gives what to fork.
 */
export async function bundled(name: string): Promise<string> {
  const code = await built(name, {
    format: 'cjs',
    minify: true,
    keepNames: true,
    supported: { 'dynamic-import': false },
    plugins: [leftOut],
    define: { 'import.meta.url': 'moduleUrl' },
    banner: { js: 'const moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
  })
  return written({ 'program.cjs': code, 'run.cjs': RUN }, 'run.cjs')
}

/** The same with our own modules only, for a program that loads few others. */
export async function bundledAlone(name: string): Promise<string> {
  const code = await built(name, { format: 'esm', packages: 'external' })
  return written({ 'program.mjs': code }, 'program.mjs')
}

async function built(name: string, options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(name, import.meta.url))],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    ...options,
  })
  return outputFiles?.[0]?.text ?? ''
}

/** In a folder that is named for the content: two test files may do so at the same moment. */
function written(files: Readonly<Record<string, string>>, main: string): string {
  const print = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16)
  const folder = join(cacheFolder, 'crash', print)
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name)
    if (existsSync(file)) continue
    writeFileSync(`${file}.${process.pid}`, text)
    renameSync(`${file}.${process.pid}`, file)
  }
  return join(folder, main)
}

/** What teams-ai loads for planners and sign-in dialogs, which nothing of ours uses, is half of the time of a start. */
const leftOut: Plugin = {
  name: 'left out',
  setup(building) {
    const filter = /^(botbuilder-dialogs|gpt-tokenizer|openai)(\/.*)?$/
    building.onResolve({ filter }, ({ path }) => ({ path, namespace: 'left-out' }))
    building.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: CLASSES_WITHOUT_CONTENT }))
  },
}

const CLASSES_WITHOUT_CONTENT = 'module.exports = new Proxy({}, { get: () => class {} })'

/** Runs the program from what V8 had compiled of it, once a process that has done some work was asked to keep that. */
const RUN = `
const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs')
const { Script } = require('node:vm')
const file = require.resolve('./program.cjs')
const kept = file + '.compiled'
const cachedData = existsSync(kept) ? readFileSync(kept) : undefined
const code = '(function (exports, require, module, __filename, __dirname) {' + readFileSync(file, 'latin1') + '\\n})'
const script = new Script(code, { filename: file, ...(cachedData && { cachedData }) })
process.on('message', ({ question }) => {
  if (question !== 'keepCompiled' || existsSync(kept)) return
  writeFileSync(kept + process.pid, script.createCachedData())
  renameSync(kept + process.pid, kept)
})
script.runInThisContext()({}, require, { exports: {} }, file, __dirname)
`
