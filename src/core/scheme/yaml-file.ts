import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { z } from 'zod'
import { explainIssue, type Path } from './explain-issue.js'

export interface FileError {
  file: string
  /** Both start at 1. */
  line: number
  column: number
  /** Path of the field, such as `rules.offers.cap` or `people[3].roles[0].role`; empty for the whole file. */
  field: string
  message: string
}

export type AddError = (path: Path, message: string) => void
/** Looks across fields. May rely on the type: with a malformed part it is left out, that part has its own error. */
export type CrossCheck<T> = (value: T, add: AddError) => void

export type YamlResult<T> = { ok: true; value: T } | { ok: false; errors: FileError[] }

/** Reads a YAML file against a schema and cross-checks, and reports every error at once with its place. */
export function parseYamlFile<T>(
  text: string,
  file: string,
  schema: z.ZodType<T>,
  checks: readonly CrossCheck<T>[],
): YamlResult<T> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const notYaml = document.errors.map((error) => ({
    file,
    ...place(error.pos[0]),
    field: '',
    message: error.message,
  }))
  if (notYaml.length > 0) return { ok: false, errors: notYaml }

  const errors: FileError[] = []
  const add: AddError = (path, message) => {
    const field = fieldName(path)
    // The first message about a field is the schema's; a cross-check would only repeat it in other words.
    if (errors.some((error) => error.field === field)) return
    errors.push({ file, ...place(offsetOf(document.contents, path)), field, message })
  }

  const raw: unknown = document.toJS({ maxAliasCount: 1_000 })
  const parsed = schema.safeParse(raw)
  for (const issue of parsed.error?.issues ?? []) {
    for (const { path, message } of explainIssue(issue, raw)) add(path, message)
  }
  for (const check of checks) {
    if (parsed.success) check(parsed.data, add)
    else runOnMalformed(() => check(raw as T, add))
  }
  if (parsed.success && errors.length === 0) return { ok: true, value: parsed.data }
  return { ok: false, errors: errors.sort((a, b) => a.line - b.line || a.column - b.column) }
}

/** `schemes/london.yaml:12:3 rules.offers.cap: must be a whole number` per error, one line each. */
export function formatFileErrors(errors: readonly FileError[]): string {
  return errors
    .map(({ file, line, column, field, message }) =>
      [`${file}:${line}:${column}`, field ? `${field}: ${message}` : message].join(' '),
    )
    .join('\n')
}

/** The schema already reported what trips the check up; a check that still works adds its errors to the list. */
function runOnMalformed(check: () => void): void {
  try {
    check()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
}

function fieldName(path: Path): string {
  return path.reduce<string>(
    (name, part) => (typeof part === 'number' ? `${name}[${part}]` : name ? `${name}.${part}` : part),
    '',
  )
}

/** Where the field stands; where it is missing, the nearest thing around it. */
function offsetOf(root: Node | null, path: Path): number {
  let node: unknown = root
  let offset = root?.range?.[0] ?? 0
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === part)
      if (!pair) break
      offset = rangeStart(pair.key) ?? offset
      node = pair.value
    } else if (isSeq(node) && typeof part === 'number') {
      node = node.items[part]
      offset = rangeStart(node) ?? offset
    } else break
  }
  return offset
}

function rangeStart(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined
}
