import type { IncomingMessage, ServerResponse } from 'node:http'

/** No request of a platform comes near it: a form of Slack's may hold about half a megabyte. */
export const BODY_LIMIT = 1_000_000

/** A body as it came; too large, as soon as that is known; or gone, when its sender left before its end. */
export type Body = { kind: 'read'; text: string } | { kind: 'too_large' } | { kind: 'gone' }

/** Reads at most `BODY_LIMIT` bytes: what is announced as longer is not read at all. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) return { kind: 'too_large' }
  const chunks: Buffer[] = []
  let size = 0
  try {
    const arriving: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false })
    for await (const chunk of arriving) {
      size += chunk.length
      if (size > BODY_LIMIT) return { kind: 'too_large' }
      chunks.push(chunk)
    }
  } catch {
    return { kind: 'gone' }
  }
  return { kind: 'read', text: Buffer.concat(chunks).toString('utf8') }
}

const SENTENCE = 'The request is too large.\n'
/** Cut while it still sends, a sender would never read the answer. */
const HEARD_OUT_FOR_MS = 500

/** One sentence and the end of the connection; what still comes is thrown away. */
export function refuseTooLarge(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(413, {
    'content-type': 'text/plain',
    'content-length': Buffer.byteLength(SENTENCE),
    connection: 'close',
  })
  response.write(SENTENCE)
  const end = () => {
    clearTimeout(enough)
    response.end()
  }
  const enough = setTimeout(end, HEARD_OUT_FOR_MS)
  request.once('end', end).once('close', end).resume()
}
