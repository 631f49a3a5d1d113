import { isDict } from './check.js'
import { ApiError } from './errors.js'
import type { Dict } from './types.js'

/** A required text argument. */
export function need(args: Dict, name: string): string {
  const value = args[name]
  if (typeof value === 'string' && value !== '') return value
  if (typeof value === 'number') return String(value)
  throw new ApiError('invalid_arguments', [`missing required field: ${name}`])
}

export function maybe(args: Dict, name: string): string | undefined {
  const value = args[name]
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined
}

export function flag(args: Dict, name: string, otherwise = false): boolean {
  const value = args[name]
  return value === undefined ? otherwise : value === true || value === 'true' || value === '1' || value === 1
}

/** A whole number within bounds: what is too high is cut, what is no number is refused. */
export function count(args: Dict, name: string, otherwise: number, most: number): number {
  const value = args[name]
  if (value === undefined || value === '') return otherwise
  const number = Number(value)
  if (!Number.isInteger(number) || number < 0) throw new ApiError('invalid_limit')
  return number === 0 ? otherwise : Math.min(number, most)
}

/** An argument that a form carries as JSON text and a JSON body as it is. */
export function json(args: Dict, name: string, error: string): unknown {
  const value = args[name]
  if (typeof value !== 'string') return value ?? undefined
  if (value === '') return undefined
  try {
    return JSON.parse(value)
  } catch {
    throw new ApiError(error)
  }
}

export function jsonObject(args: Dict, name: string, error: string): Dict | undefined {
  const value = json(args, name, error)
  if (value === undefined) return undefined
  if (!isDict(value)) throw new ApiError(error)
  return value
}

export interface Page<T> {
  items: T[]
  next: string
}

/** Slack's cursor paging over a list that is at hand. */
export function page<T>(all: readonly T[], args: Dict, otherwise = 100, most = 1_000): Page<T> {
  const limit = count(args, 'limit', otherwise, most)
  const cursor = maybe(args, 'cursor')
  const from = cursor ? Number(Buffer.from(cursor, 'base64').toString().replace('at:', '')) : 0
  if (!Number.isInteger(from) || from < 0 || from > all.length) throw new ApiError('invalid_cursor')
  const to = from + limit
  return {
    items: all.slice(from, to),
    next: to < all.length ? Buffer.from(`at:${to}`).toString('base64') : '',
  }
}
