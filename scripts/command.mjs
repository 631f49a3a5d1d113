import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from './stamp.mjs'

/** A step that failed after it has said why itself. */
export class StepFailed extends Error {}

/**
 * Runs a tool of node_modules with its output shown.
 * @param {string} script @param {string[]} args @param {Record<string, string>} env
 */
export function runTool(script, args, env = {}) {
  const done = spawnSync(process.execPath, [toolFile(script), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  })
  if (done.status !== 0) throw new StepFailed(`${script} ${args.join(' ')} failed`)
}

/**
 * The same beside other tools: gives what it printed, and whether it succeeded.
 * @param {string} script @param {string[]} args @returns {Promise<{ output: string, succeeded: boolean }>}
 */
export function runBesides(script, args) {
  const tool = spawn(process.execPath, [toolFile(script), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [tool.stdout, tool.stderr]) stream.on('data', (text) => (output += text))
  return new Promise((resolve, reject) => {
    tool.on('error', reject)
    tool.on('close', (code) => resolve({ output, succeeded: code === 0 }))
  })
}

/** @param {string} script */
function toolFile(script) {
  const file = join(root, 'node_modules', script)
  if (!existsSync(file)) throw new StepFailed(`A package is missing: run npm ci first (${script}).`)
  return file
}

/** Settings of this installation, where somebody wrote them down; what is set outside goes first. */
export function readSettingsFile() {
  const file = join(root, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
}

/**
 * Throws before a tool is started that would explain a read-only folder at length.
 * @param {string} folder
 */
export function requireWritable(folder) {
  accessSync(folder, constants.W_OK)
}

/**
 * Runs `step` when its file was called as a command, and turns what goes wrong into one sentence and exit code 1.
 * @param {string} url the file's own import.meta.url @param {() => unknown} step
 */
export async function whenCalled(url, step) {
  if (process.argv[1] === fileURLToPath(url)) await orExplain(step)
}

/** @param {() => unknown} step */
export async function orExplain(step) {
  try {
    await step()
  } catch (error) {
    console.error(sentence(error))
    process.exit(1)
  }
}

function sentence(error) {
  if (['EACCES', 'EPERM', 'EROFS'].includes(error?.code)) {
    return `Reciprocal cannot write in its own folder: ${error.path ?? root} is read-only or belongs to another user.`
  }
  if (error?.code === 'ERR_MODULE_NOT_FOUND' || error?.code === 'MODULE_NOT_FOUND') {
    return `A package is missing: run npm ci first (${error.message.split('\n')[0]}).`
  }
  if (error instanceof StepFailed || error?.name === 'StartError') return error.message
  return error?.stack ?? String(error)
}
