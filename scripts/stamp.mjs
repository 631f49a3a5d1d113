// Skips a step whose input has not changed since it was last done.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * One short text for the content of files and folders, given relative to the project.
 * @param {string[]} inputs
 * @param {string[]} leaveOut folders that do not count
 */
export function fingerprint(inputs, leaveOut = []) {
  const hash = createHash('sha256').update(process.version)
  for (const file of inputs.flatMap((input) => filesIn(join(root, input))).sort()) {
    const name = relative(root, file)
    if (leaveOut.some((folder) => name.startsWith(`${folder}/`))) continue
    hash.update(`\0${name}\0`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** @param {string} file @param {string} print */
export const isDone = (file, print) => existsSync(file) && readFileSync(file, 'utf8') === print

/** @param {string} file @param {string} print */
export function markDone(file, print) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, print)
}

function filesIn(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
