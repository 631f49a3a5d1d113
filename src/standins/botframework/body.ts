import { parse } from 'node:querystring'
import { parsed } from '../shared/body.js'
import { isDict } from './cards.js'
import type { Dict } from './types.js'

/** A JSON object or a form; undefined when the body cannot be read. */
export function readDict(contentType: string, body: Buffer): Dict | undefined {
  if (body.length === 0) return {}
  if (contentType.startsWith('application/x-www-form-urlencoded')) return { ...parse(body.toString('utf8')) }
  const read = parsed(body.toString('utf8'))
  return isDict(read) ? read : undefined
}
