import { parse } from 'node:querystring'
import { isDict } from './check.js'
import type { Dict } from './types.js'

/** Arguments from a form, a JSON body or the query; undefined when the body cannot be read. */
export function readArgs(contentType: string, body: Buffer, query: string | undefined): Dict | undefined {
  const args: Dict = query ? { ...parse(query) } : {}
  if (body.length === 0) return args
  if (!contentType.startsWith('application/json')) return Object.assign(args, parse(body.toString('utf8')))
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'))
    return isDict(parsed) ? Object.assign(args, parsed) : undefined
  } catch {
    return undefined
  }
}

/** The bytes of an upload, raw or as the one file of a form. */
export async function readUpload(contentType: string, body: Buffer): Promise<Buffer> {
  if (!contentType.startsWith('multipart/form-data')) return body
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': contentType },
  }).formData()
  for (const [, value] of form) {
    if (typeof value !== 'string') return Buffer.from(await value.arrayBuffer())
  }
  return Buffer.alloc(0)
}
