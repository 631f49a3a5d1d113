import { readFileSync } from 'node:fs'
import { parseScheme } from '../../../src/core/scheme/parse-scheme.js'
import type { Scheme } from '../../../src/core/scheme/scheme-file.js'

export const londonText = readFileSync(new URL('../../../schemes/london.yaml', import.meta.url), 'utf8')

/** The checked-in London scheme; fails loudly with every error of the file. */
export function london(): Scheme {
  const parsed = parseScheme(londonText, 'schemes/london.yaml')
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors, null, 2))
  return parsed.scheme
}
