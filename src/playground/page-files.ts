import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Handler } from '../app/http.js'
import { projectRoot } from '../app/paths.js'
import { StartError } from '../app/start-error.js'

const FILES = {
  '/': { name: 'index.html', type: 'text/html; charset=utf-8' },
  '/playground/page.js': { name: 'page.js', type: 'text/javascript; charset=utf-8' },
  '/playground/page.css': { name: 'page.css', type: 'text/css; charset=utf-8' },
} as const

const HEADERS = {
  'cache-control': 'no-cache',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  // The page says that nothing leaves this machine: the browser sees to it. Its styles set widths in place.
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
}

/** Where scripts/build-page.mjs puts the page. */
export const builtPage = join(projectRoot, 'dist', 'playground', 'page')

/** The page itself: three files, read once. */
export function pageFiles(folder: string): Handler {
  const files = new Map(
    Object.entries(FILES).map(([path, { name, type }]) => [path, { type, bytes: read(folder, name) }]),
  )
  return (request, response) => {
    const file = files.get((request.url ?? '/').split('?', 1)[0] ?? '/')
    if (!file || (request.method !== 'GET' && request.method !== 'HEAD')) return false
    response.writeHead(200, { ...HEADERS, 'content-type': file.type, 'content-length': file.bytes.length })
    response.end(request.method === 'HEAD' ? undefined : file.bytes)
    return true
  }
}

function read(folder: string, name: string): Buffer {
  try {
    return readFileSync(join(folder, name))
  } catch (error) {
    throw new StartError('The page of the playground is not built: run node scripts/build-page.mjs.', {
      cause: error,
    })
  }
}
