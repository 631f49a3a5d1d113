import { collectDefaultMetrics, Registry } from 'prom-client'
import { within } from '../bots/within.js'
import type { Handler } from './http.js'

/** What readiness asks: each says whether its service answers now. */
export type Checks = Record<string, () => Promise<boolean>>

/** Whoever asks waits about a second: a service that says nothing is as good as one that is not there. */
const ANSWERS_WITHIN_MS = 800

/** `/healthz`: the process answers. `/readyz`: so do its services. `/metrics`: Prometheus text, no labels of content. */
export function healthHandler(services: Checks): Handler {
  const checks = Object.entries(services).map(([name, check]) => ({ name, answers: oneAtATime(check) }))
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return (request, response) => {
    const path = request.url?.split('?')[0]
    const reply = (status: number, type: string, body: string) =>
      void response.writeHead(status, { 'content-type': type }).end(body)
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
      void registry.metrics().then(
        (text) => reply(200, registry.contentType, text),
        () => reply(500, 'text/plain', 'no figures\n'),
      )
    else return false
    return true
  }
}

/** Names of the services that do not answer. */
async function ready(checks: { name: string; answers: () => Promise<boolean> }[]): Promise<string[]> {
  const failing = await Promise.all(
    checks.map(async ({ name, answers }) => {
      const answered = await within(answers(), ANSWERS_WITHIN_MS, () => false)
      return answered ? [] : [name]
    }),
  )
  return failing.flat()
}

/** A silent service is asked again when the last question has ended: probes must not use up connections. */
function oneAtATime(check: () => Promise<boolean>): () => Promise<boolean> {
  let asking: Promise<boolean> | undefined
  return () => {
    asking ??= check()
      .catch(() => false)
      .finally(() => {
        asking = undefined
      })
    return asking
  }
}
