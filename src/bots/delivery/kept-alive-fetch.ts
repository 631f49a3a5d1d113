import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'

type Fetch = typeof globalThis.fetch
type FetchOptions = Parameters<Fetch>[1] & { body?: unknown }

/**
 * `fetch` for the Slack client over Node's own HTTP client: a circulation makes two calls for each partner, and the
 * built-in fetch takes three times as long for each. Bodies are texts, as all of ours are; a redirect is answered
 * as it is.
 */
export const keptAliveFetch = ((url: string, options: FetchOptions = {}) =>
  new Promise((resolve, reject) => {
    const https = url.startsWith('https:')
    const outgoing = (https ? httpsRequest : httpRequest)(
      url,
      {
        method: options.method ?? 'GET',
        headers: { ...(options.headers as Record<string, string>), ...lengthOf(options.body) },
        agent: https ? httpsAgent : httpAgent,
        ...(options.signal && { signal: options.signal }),
      },
      (response) => read(response).then((text) => resolve(answer(url, response, text)), reject),
    )
    outgoing.on('error', (error) => reject(options.signal?.aborted ? options.signal.reason : error))
    outgoing.end(options.body)
  })) as unknown as Fetch

/** An idle connection is let go before Slack's side lets go of it: a post on a dead one would be uncertain. */
const kept = { keepAlive: true, timeout: 4_000, maxFreeSockets: 50 }
const httpAgent = new HttpAgent(kept)
const httpsAgent = new HttpsAgent(kept)

function lengthOf(body: unknown): Record<string, string> {
  return typeof body === 'string' ? { 'content-length': String(Buffer.byteLength(body)) } : {}
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** What the Slack client looks at. */
function answer(url: string, response: IncomingMessage, text: string) {
  const headers = new Map(
    Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const),
  )
  return {
    url,
    status: response.statusCode ?? 0,
    statusText: response.statusMessage ?? '',
    headers: { get: (name: string) => headers.get(name) ?? null, entries: () => headers.entries() },
    text: async () => text,
  }
}
