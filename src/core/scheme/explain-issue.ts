import type { z } from 'zod'

export type Path = readonly (string | number)[]

type Issue = z.core.$ZodIssue

const TYPES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
}

/** A zod issue in words for the person who wrote the file; unknown keys become one error each. */
export function explainIssue(issue: Issue, raw: unknown): { path: Path; message: string }[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: 'is not a known field' }))
  }
  return [{ path, message: isMissing(path, raw) ? 'is missing' : messageOf(issue) }]
}

function messageOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPES[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`
    case 'too_small':
      return isOwnMessage(issue) ? issue.message : `must be at least ${issue.minimum}${unit(issue.origin)}`
    case 'too_big':
      return `must be at most ${issue.maximum}${unit(issue.origin)}`
    default:
      return issue.message
  }
}

/** zod's own words for a bound start with "Too small"; ours say what to write instead. */
function isOwnMessage(issue: Issue): boolean {
  return !issue.message.startsWith('Too small')
}

function unit(origin: string): string {
  if (origin === 'string') return ' characters long'
  return origin === 'array' ? ' entries long' : ''
}

function isMissing(path: Path, raw: unknown): boolean {
  const value = path.reduce<unknown>(
    (at, part) => (typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined),
    raw,
  )
  return value === undefined
}
