import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { readBody } from '../shared/body.js'
import { readDict } from './body.js'
import { isDict } from './cards.js'
import { carryOut } from './connector.js'
import { type Core, ISSUER } from './core.js'
import { ConnectorError, refuse } from './errors.js'
import type { FaultDesk } from './fault-desk.js'
import type { Fault } from './faults.js'
import { refused } from './logins.js'
import { type Route, readRoute } from './routes.js'
import type { Dict, LoggedCall } from './types.js'

export interface ServerParts {
  core: Core
  faults: FaultDesk
  log: LoggedCall[]
}

interface Answer {
  status: number
  result: unknown
  /** Seconds. */
  retryAfter?: number | undefined
}

interface Handled {
  parts: ServerParts
  req: IncomingMessage
  res: ServerResponse
  route: Route
  query: Record<string, string>
  body: Dict
  run: () => Answer
}

const TOKEN_PATH = /^\/login(\/[^/]+)?\/oauth2\/v2\.0\/token$/

/** The Bot Framework's side of HTTP: OpenID metadata, keys, tokens and each tenant's connector. */
export function buildServer(parts: ServerParts): Server {
  const server = createServer((req, res) => {
    serve(parts, req, res).catch((error: unknown) => {
      if (res.destroyed) return
      answer(res, { status: 500, result: { error: { code: 'ServiceError', message: String(error) } } })
    })
  })
  server.keepAliveTimeout = 60_000
  return server
}

async function serve(parts: ServerParts, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { core } = parts
  const [path = '/', search] = (req.url ?? '/').split('?', 2)
  if (path === '/openid') return answer(res, { status: 200, result: metadata(core) })
  if (path === '/keys') return answer(res, { status: 200, result: { keys: core.keys.published } })
  const bytes = await readBody(req)
  const body = readDict(req.headers['content-type'] ?? '', bytes)
  const query = Object.fromEntries(new URLSearchParams(search))
  const handled = { parts, req, res, query, body: withoutSecret(body ?? {}) }
  if (TOKEN_PATH.test(path) && req.method === 'POST') {
    return handle({ ...handled, route: tokenRoute(path), run: () => core.logins.exchange(body ?? {}) })
  }
  const route = readRoute(req.method ?? '', path)
  if (!route) return answer(res, { status: 404, result: refuse.noRoute().answer })
  const run = () => {
    if (!core.logins.accepts(req.headers.authorization)) throw refuse.unauthorized()
    return carryOut(core, { ...route, body, bytes: bytes.length, query })
  }
  return handle({ ...handled, route, run })
}

/** Runs one request with the fault planned for it, logs it and answers. */
async function handle(call: Handled): Promise<void> {
  const { parts, res, route } = call
  const at = parts.core.clock()
  const began = performance.now()
  const { operation, tenantId, conversationId, activityId } = route
  const fault = parts.faults.take({ operation, tenantId, conversationId, activityId, body: call.body })
  const given = (fault && refusalOf(fault, route)) ?? carried(call)
  const ended = fault?.kind === 'error500AfterAccept' ? SERVER_ERROR : given
  note(parts, {
    at,
    durationMs: performance.now() - began,
    operation,
    method: call.req.method ?? '',
    path: route.path,
    tenantId,
    conversationId,
    activityId,
    query: call.query,
    body: call.body,
    status: ended.status,
    error: codeIn(ended.result),
    result: ended.result,
    fault: fault?.kind,
  })
  if (fault?.kind === 'slow') await delay(fault.ms, undefined, { ref: false })
  if (fault?.kind === 'resetAfterAccept' || fault?.kind === 'resetBeforeAccept') {
    res.socket?.resetAndDestroy()
  } else if (!res.destroyed) {
    answer(res, ended)
  }
}

const SERVER_ERROR: Answer = {
  status: 500,
  result: { error: { code: 'ServiceError', message: 'Unknown' } },
}

/** What a fault answers instead of carrying the request out. */
function refusalOf(fault: Fault, route: Route): Answer | undefined {
  switch (fault.kind) {
    case 'ratelimited':
      return refusal(refuse.throttled(fault.retryAfter))
    case 'error500BeforeAccept':
    case 'resetBeforeAccept':
      return SERVER_ERROR
    case 'status':
      return fault.status === 412 ? refusal(refuse.precondition()) : { ...SERVER_ERROR, status: fault.status }
    case 'notInstalled':
      return refusal(route.operation === 'createConversation' ? refuse.notInstalled() : refuse.notInRoster())
    case 'disabledByAdmin':
      return refusal(refuse.appBlocked())
    case 'tokenRefused':
      return route.operation === 'token'
        ? refused(401, 'invalid_client', 'AADSTS7000222: The provided client secret keys are expired.')
        : refusal(refuse.unauthorized())
    case 'apiError':
      return refusal(new ConnectorError(fault.status, fault.code, fault.message ?? fault.code))
    default:
      return undefined
  }
}

function carried(call: Handled): Answer {
  try {
    return call.run()
  } catch (error) {
    if (error instanceof ConnectorError) return refusal(error)
    throw error
  }
}

function refusal(error: ConnectorError): Answer {
  return { status: error.status, result: error.answer, retryAfter: error.retryAfter }
}

function note({ core, log }: ServerParts, entry: LoggedCall): void {
  log.push(entry)
  if (log.length > 2 * core.settings.logLimit) log.splice(0, log.length - core.settings.logLimit)
}

function answer(res: ServerResponse, { status, result, retryAfter }: Answer): void {
  const body = result === undefined ? '' : JSON.stringify(result)
  const headers: Record<string, string | number> = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  }
  if (retryAfter !== undefined) headers['retry-after'] = retryAfter
  res.writeHead(status, headers)
  res.end(body)
}

function metadata(core: Core): Dict {
  return {
    issuer: ISSUER,
    jwks_uri: `${core.origin}/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  }
}

function tokenRoute(path: string): Route {
  const none = undefined
  return {
    operation: 'token',
    path,
    tenantId: none,
    conversationId: none,
    activityId: none,
    memberId: none,
    teamId: none,
  }
}

function withoutSecret({ client_secret: _, ...rest }: Dict): Dict {
  return rest
}

function codeIn(result: unknown): string | undefined {
  if (!isDict(result)) return undefined
  if (typeof result.error === 'string') return result.error
  return isDict(result.error) && typeof result.error.code === 'string' ? result.error.code : undefined
}
