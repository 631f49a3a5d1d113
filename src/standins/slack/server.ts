import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { readBody } from '../shared/body.js'
import { readArgs, readUpload } from './body.js'
import type { Core, Method, Methods } from './core.js'
import { ApiError, RateLimited } from './errors.js'
import type { FaultDesk } from './fault-desk.js'
import type { Fault } from './faults.js'
import { chat } from './methods/chat.js'
import { conversations } from './methods/conversations.js'
import { files } from './methods/files.js'
import { users } from './methods/users.js'
import { views } from './methods/views.js'
import type { OAuthDesk } from './oauth.js'
import { useResponseUrl } from './response-url.js'
import type { SocketMode } from './socket-mode.js'
import type { Dict, LoggedCall, Workspace } from './types.js'

export interface ServerParts {
  core: Core
  faults: FaultDesk
  oauth: OAuthDesk
  socket: SocketMode
  log: LoggedCall[]
}

interface Answer {
  status: number
  result: Dict
  retryAfter?: number
}

const METHODS: Methods = { ...chat, ...conversations, ...users, ...views, ...files }

/** Slack's side of HTTP: Web API, uploads, response URLs, the OAuth page and the Socket Mode door. */
export function buildServer(parts: ServerParts): Server {
  const server = createServer((req, res) => {
    route(parts, req, res).catch((error: unknown) => {
      if (res.destroyed) return
      answer(res, { status: 500, result: { ok: false, error: 'fatal_error', detail: String(error) } })
    })
  })
  server.on('upgrade', (req, socket, head) => parts.socket.upgrade(req, socket, head))
  server.keepAliveTimeout = 60_000
  return server
}

async function route(parts: ServerParts, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const [path = '/', query] = (req.url ?? '/').split('?', 2)
  const type = req.headers['content-type'] ?? ''
  if (path.startsWith('/api/')) {
    const body = await readBody(req)
    return callMethod(parts, req, res, path.slice(5), readArgs(type, body, query))
  }
  if (path === '/oauth/v2/authorize') return authorize(parts, res, new URLSearchParams(query))
  const body = await readBody(req)
  const call: Omit<Handled, 'run'> = { parts, res, method: '', args: {}, workspace: undefined }
  if (path.startsWith('/upload/v1/')) {
    const id = path.slice('/upload/v1/'.length)
    const bytes = await readUpload(type, body)
    const run = () => storeUpload(parts.core, id, bytes)
    return handle({ ...call, method: 'upload', args: { id, length: bytes.length }, run })
  }
  if (path.startsWith('/actions/')) {
    const args = readArgs('application/json', body, undefined)
    const id = path.slice('/actions/'.length)
    const userId = parts.core.tickets.readerOf(id)
    const run = () => useResponseUrl(parts.core, id, args)
    return handle({ ...call, method: 'response_url', args: args ?? {}, userId, run })
  }
  answer(res, { status: 404, result: { ok: false, error: 'not_found' } })
}

interface Handled {
  parts: ServerParts
  res: ServerResponse
  method: string
  args: Dict
  userId?: string | undefined
  workspace: Workspace | undefined
  run: () => Dict
}

function callMethod(
  parts: ServerParts,
  req: IncomingMessage,
  res: ServerResponse,
  name: string,
  args: Dict | undefined,
): Promise<void> {
  const token = tokenOf(req, args)
  const workspace = token === undefined ? undefined : parts.core.store.tokens.get(token)
  const run = (): Dict => {
    if (!args) throw new ApiError('invalid_json')
    if (name === 'oauth.v2.access') return parts.oauth.exchange(args, basicOf(req))
    if (name === 'apps.connections.open') return openSocket(parts, token)
    const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
    if (!method) throw new ApiError('unknown_method', [], { req_method: name })
    return runMethod(parts.core, name, method, args, token, workspace)
  }
  if (args && 'token' in args) delete args.token
  return handle({ parts, res, method: name, args: args ?? {}, workspace, run })
}

function runMethod(
  core: Core,
  name: string,
  method: Method,
  args: Dict,
  token: string | undefined,
  workspace: Workspace | undefined,
): Dict {
  if (!token) throw new ApiError('not_authed')
  if (!workspace) throw new ApiError(token.startsWith('xapp-') ? 'not_allowed_token_type' : 'invalid_auth')
  if (workspace.revoked || workspace.botToken !== token) throw new ApiError('token_revoked')
  if (workspace.users.get(workspace.botUserId)?.deleted) throw new ApiError('account_inactive')
  if (method.scope !== undefined && !workspace.scopes.has(method.scope)) {
    throw new ApiError('missing_scope', [], {
      needed: method.scope,
      provided: [...workspace.scopes].join(','),
    })
  }
  if (core.settings.tierLimits) core.rates.take(`${name} ${workspace.id}`, method.perMinute, 60_000)
  return method.run({ core, method: name, args, workspace })
}

function openSocket({ core, socket }: ServerParts, token: string | undefined): Dict {
  if (!token) throw new ApiError('not_authed')
  if (token !== core.settings.appToken) throw new ApiError('invalid_auth')
  return { ok: true, url: socket.newUrl() }
}

/** Runs one request with the fault planned for it, logs it and answers. */
async function handle(call: Handled): Promise<void> {
  const { parts, res, method, args, workspace } = call
  const at = parts.core.clock()
  const began = performance.now()
  const fault = parts.faults.take(method, workspace?.id, args)
  const given = refusalOf(fault) ?? carryOut(call)
  note(parts, {
    at,
    durationMs: performance.now() - began,
    method,
    teamId: workspace?.id,
    args,
    ...(call.userId !== undefined && { userId: call.userId }),
    ok: given.result.ok === true,
    error: typeof given.result.error === 'string' ? given.result.error : undefined,
    status: given.status,
    result: given.result,
    fault: fault?.kind,
  })
  if (fault?.kind === 'slow') await delay(fault.ms, undefined, { ref: false })
  if (fault?.kind === 'resetAfterAccept' || fault?.kind === 'resetBeforeAccept') {
    res.socket?.resetAndDestroy()
  } else if (fault?.kind === 'error500AfterAccept') {
    answer(res, SERVER_ERROR)
  } else if (!res.destroyed) {
    answer(res, given)
  }
}

const SERVER_ERROR: Answer = { status: 500, result: { ok: false, error: 'internal_error' } }

/** What a fault answers instead of carrying the request out. */
function refusalOf(fault: Fault | undefined): Answer | undefined {
  switch (fault?.kind) {
    case 'ratelimited':
      return { status: 429, result: { ok: false, error: 'ratelimited' }, retryAfter: fault.retryAfter }
    case 'error500BeforeAccept':
    case 'resetBeforeAccept':
      return SERVER_ERROR
    case 'apiError':
      return { status: 200, result: { ok: false, error: fault.error } }
    default:
      return undefined
  }
}

function carryOut(call: Handled): Answer {
  try {
    const result = call.run()
    const bad = call.method === 'response_url' && result.ok !== true
    return { status: bad ? 404 : 200, result }
  } catch (error) {
    if (error instanceof ApiError) return { status: 200, result: error.answer }
    if (error instanceof RateLimited) {
      return { status: 429, result: { ok: false, error: 'ratelimited' }, retryAfter: error.retryAfter }
    }
    throw error
  }
}

function note({ core, log }: ServerParts, entry: LoggedCall): void {
  log.push(entry)
  if (log.length > 2 * core.settings.logLimit) log.splice(0, log.length - core.settings.logLimit)
}

function answer(res: ServerResponse, { status, result, retryAfter }: Answer): void {
  const body = JSON.stringify(result)
  const headers: Record<string, string | number> = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  }
  if (retryAfter !== undefined) headers['retry-after'] = retryAfter
  res.writeHead(status, headers)
  res.end(body)
}

function storeUpload(core: Core, id: string, bytes: Buffer): Dict {
  const file = core.store.files.get(id)
  if (!file || file.complete) throw new ApiError('file_not_found')
  if (bytes.length !== file.length) throw new ApiError('upload_length_mismatch')
  file.bytes = bytes
  return { ok: true }
}

function authorize(parts: ServerParts, res: ServerResponse, query: URLSearchParams): void {
  const outcome = parts.oauth.authorize(query)
  if ('redirect' in outcome) {
    res.writeHead(302, { location: outcome.redirect })
    res.end()
  } else {
    answer(res, { status: 400, result: { ok: false, error: outcome.refused } })
  }
}

function tokenOf(req: IncomingMessage, args: Dict | undefined): string | undefined {
  const header = req.headers.authorization
  if (header?.startsWith('Bearer ')) return header.slice(7)
  return typeof args?.token === 'string' ? args.token : undefined
}

function basicOf(req: IncomingMessage): string | undefined {
  const header = req.headers.authorization
  return header?.startsWith('Basic ') ? header.slice(6) : undefined
}
