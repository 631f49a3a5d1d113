import type { IncomingMessage } from 'node:http'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])
const OWN_SITES = new Set(['same-origin', 'none'])
const BODY_LIMIT = 256_000

/** An answer that says in one sentence why a request was not carried out. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    sentence: string,
  ) {
    super(sentence)
  }
}

/** Any web page a browser has open can send requests to this machine: only the playground's own page is answered. */
export function onlyOwnPage({ headers, method }: IncomingMessage): void {
  const host = headers.host ?? ''
  if (!LOOPBACK.has(host.replace(/:\d+$/, '')))
    throw new Refused(403, 'The playground is only for this machine: open it as 127.0.0.1 or localhost.')
  const { origin } = headers
  const site = headers['sec-fetch-site']
  if (
    (origin !== undefined && origin !== `http://${host}`) ||
    (typeof site === 'string' && !OWN_SITES.has(site))
  )
    throw new Refused(403, 'The playground answers its own page only.')
  if (method === 'POST' && !/^application\/json\b/.test(headers['content-type'] ?? ''))
    throw new Refused(415, 'The playground reads JSON only.')
}

export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > BODY_LIMIT) throw new Refused(413, 'That is too much text for one form.')
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    throw new Refused(400, 'That is not JSON.')
  }
}
