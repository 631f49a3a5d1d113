import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseDirectory } from '../core/people/directory-file.js'
import type { Directory } from '../core/people/directory-schema.js'
import { parseScheme } from '../core/scheme/parse-scheme.js'
import type { Scheme } from '../core/scheme/scheme-file.js'
import { formatFileErrors } from '../core/scheme/yaml-file.js'
import { schemesFolder } from './paths.js'
import { StartError } from './start-error.js'

/** Reads and checks a scheme file. Throws a `StartError` that lists every error with its line. */
export function readScheme(file: string): Scheme {
  const parsed = parseScheme(readText(file), file)
  if (!parsed.ok) throw new StartError(formatFileErrors(parsed.errors))
  return parsed.scheme
}

/** The scheme file of a region: `schemes/<id>.yaml`. */
export function schemeFileOf(id: string): string {
  return join(schemesFolder, `${id}.yaml`)
}

/** Reads and checks a directory file against its scheme. */
export function readDirectory(file: string, scheme: Scheme): Directory {
  const parsed = parseDirectory(readText(file), scheme, file)
  if (!parsed.ok) throw new StartError(formatFileErrors(parsed.errors))
  return parsed.directory
}

/** The id of the scheme a directory file belongs to, from its `scheme:` line. */
export function schemeIdOf(file: string): string {
  const id = /^scheme:\s*["']?([a-z0-9-]+)/m.exec(readText(file))?.[1]
  if (!id) throw new StartError(`${file} has no line "scheme: …" that names its scheme.`)
  return id
}

function readText(file: string): string {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new StartError(`There is no file ${file}.`)
  return readFileSync(file, 'utf8')
}
