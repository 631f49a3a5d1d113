import type { IncomingMessage } from 'node:http'
import { parse } from 'node:querystring'
import { isDict } from './cards.js'
import type { Dict } from './types.js'

export async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** A JSON object or a form; undefined when the body cannot be read. */
export function readDict(contentType: string, body: Buffer): Dict | undefined {
  if (body.length === 0) return {}
  if (contentType.startsWith('application/x-www-form-urlencoded')) return { ...parse(body.toString('utf8')) }
  const read = parsed(body.toString('utf8'))
  return isDict(read) ? read : undefined
}

/** The JSON in a text, or undefined. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
