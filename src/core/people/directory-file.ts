import type { Scheme } from '../scheme/scheme-file.js'
import { type FileError, parseYamlFile } from '../scheme/yaml-file.js'
import { directoryChecks } from './directory-checks.js'
import { type Directory, directorySchema } from './directory-schema.js'

export type ParsedDirectory = { ok: true; directory: Directory } | { ok: false; errors: FileError[] }

/** Reads a directory file for one scheme; with errors, line and field of every one of them at once. */
export function parseDirectory(text: string, scheme: Scheme, fileName: string): ParsedDirectory {
  const result = parseYamlFile(text, fileName, directorySchema(scheme), directoryChecks(scheme))
  return result.ok ? { ok: true, directory: result.value } : result
}
