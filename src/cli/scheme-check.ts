import { existsSync, readFileSync } from 'node:fs'
import { StartError } from '../app/start-error.js'
import { parseScheme } from '../core/scheme/parse-scheme.js'
import { formatFileErrors } from '../core/scheme/yaml-file.js'

/** Prints what the file holds, or throws with line and field of every error at once. */
export function schemeCheck(file: string, say: (line: string) => void): void {
  if (!existsSync(file)) throw new StartError(`There is no file ${file}.`)
  const parsed = parseScheme(readFileSync(file, 'utf8'), file)
  if (!parsed.ok) throw new StartError(formatFileErrors(parsed.errors))
  const { title, version, areas, riskKinds } = parsed.scheme
  say(
    `${file}: all well. ${title}, version ${version}: ${areas.length} areas, ${riskKinds.length} kinds of risk.`,
  )
}
