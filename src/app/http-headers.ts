/**
 * What every answer says to a browser: show nothing of it anywhere, keep nothing of it. A page of its own says what it
 * needs instead.
 */
export const SAFE_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const

const SENTENCES = {
  400: ['Bad Request', 'This is no request that can be read.'],
  408: ['Request Timeout', 'The request took too long to arrive.'],
  431: ['Request Header Fields Too Large', 'The headers of the request are too large.'],
} as const

/** A whole answer as it goes over the wire, for what Node refuses before there is a request; the connection ends. */
export function rawAnswer(status: keyof typeof SENTENCES): string {
  const [reason, sentence] = SENTENCES[status]
  const headers = {
    ...SAFE_HEADERS,
    connection: 'close',
    'content-length': sentence.length + 1,
    'content-type': 'text/plain',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status} ${reason}\r\n${lines.join('')}\r\n${sentence}\n`
}
