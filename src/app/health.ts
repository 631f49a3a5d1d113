import { collectDefaultMetrics, Registry } from 'prom-client'
import type { Handler } from './http.js'

/** What readiness asks: each says whether its service answers now. */
export type Checks = Record<string, () => Promise<boolean>>

/** `/healthz`: the process answers. `/readyz`: so do its services. `/metrics`: Prometheus text, no labels of content. */
export function healthHandler(checks: Checks): Handler {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return (request, response) => {
    const path = request.url?.split('?')[0]
    const reply = (status: number, type: string, body: string) =>
      void response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
    if (path === '/healthz') reply(200, 'text/plain', 'ok\n')
    else if (path === '/readyz')
      void ready(checks).then((failing) =>
        reply(
          failing.length > 0 ? 503 : 200,
          'text/plain',
          failing.length > 0 ? `not ready: ${failing.join(', ')}\n` : 'ready\n',
        ),
      )
    else if (path === '/metrics')
      void registry.metrics().then((text) => reply(200, registry.contentType, text))
    else return false
    return true
  }
}

async function ready(checks: Checks): Promise<string[]> {
  const answers = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => ((await check().catch(() => false)) ? null : name)),
  )
  return answers.filter((name) => name !== null)
}
