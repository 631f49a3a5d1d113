import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import {
  type BotFrameworkStandin,
  type BotFrameworkStandinOptions,
  type Dict,
  startBotFrameworkStandin,
} from '../../../src/standins/botframework/index.js'

export const NORTH = 'tenant-north'
export const SOUTH = 'tenant-south'
export const TEAM = '19:north-team@thread.tacv2'
export const MOVES = '19:north-moves@thread.tacv2'
export const LEADS = '19:north-leads@thread.tacv2'
export const SHARED = '19:north-shared@thread.tacv2'

/** Two tenants: Ada, Ben and the guest Gil in the north, Cleo in the south; the app is with Ada and Cleo and in no team. */
export async function startWorld(options: BotFrameworkStandinOptions = {}): Promise<BotFrameworkStandin> {
  const teams = await startBotFrameworkStandin(options)
  onTestFinished(() => teams.close())
  teams.addTenant({ id: NORTH, name: 'North Homes' })
  teams.addTenant({ id: SOUTH, name: 'South Homes' })
  const north = { tenantId: NORTH }
  teams.addUser({
    ...north,
    aadObjectId: 'ada',
    name: 'Ada North',
    email: 'ada@north.example',
    hasApp: true,
  })
  teams.addUser({ ...north, aadObjectId: 'ben', name: 'Ben North', email: 'ben@north.example' })
  teams.addUser({ ...north, aadObjectId: 'gil', name: 'Gil Guest', email: 'gil@else.example', guest: true })
  teams.addUser({ aadObjectId: 'cleo', tenantId: SOUTH, name: 'Cleo South', hasApp: true })
  teams.addTeam({
    id: TEAM,
    tenantId: NORTH,
    name: 'Moves',
    members: ['ada', 'ben', 'gil'],
    channels: [
      { id: MOVES, name: 'moves' },
      { id: LEADS, name: 'leads', type: 'private', members: ['ada'] },
      { id: SHARED, name: 'shared', type: 'shared', members: ['ben', 'cleo'] },
    ],
  })
  return teams
}

export interface Reply {
  status: number
  body: Dict | undefined
  retryAfter: string | null
}

/** A client of the connector: plain HTTP with a token of the token endpoint. */
export async function connectorOf(teams: BotFrameworkStandin, tenantId = NORTH) {
  const { body } = await askToken(teams)
  const authorization = `Bearer ${String(body?.access_token)}`
  return async (method: string, path: string, sent?: unknown, header = authorization): Promise<Reply> => {
    const init = sent === undefined ? {} : { body: JSON.stringify(sent) }
    const res = await fetch(`${teams.serviceUrl(tenantId)}v3/${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(header && { authorization: header }) },
      ...init,
    })
    return readReply(res)
  }
}

export async function askToken(
  teams: BotFrameworkStandin,
  change: Record<string, string> = {},
): Promise<Reply> {
  const form = {
    grant_type: 'client_credentials',
    client_id: teams.appId,
    client_secret: teams.appPassword,
    scope: `${teams.oauthScope}/.default`,
    ...change,
  }
  return readReply(await fetch(teams.tokenUrl, { method: 'POST', body: new URLSearchParams(form) }))
}

async function readReply(res: Response): Promise<Reply> {
  const text = await res.text()
  const retryAfter = res.headers.get('retry-after')
  return { status: res.status, body: text === '' ? undefined : JSON.parse(text), retryAfter }
}

export function codeOf(reply: Reply): string {
  return `${reply.status} ${String((reply.body?.error as Dict | undefined)?.code)}`
}

export type Answer = { status?: number; body?: unknown } | 'silence'

/** An app that checks nothing and answers as told; gives what it heard, oldest first. */
export async function plainApp(
  teams: BotFrameworkStandin,
  answer: (activity: Dict, nth: number) => Answer = () => ({}),
): Promise<Dict[]> {
  const heard: Dict[] = []
  const server = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (c: Buffer) => chunks.push(c))
    req.on('end', () => {
      const activity = JSON.parse(Buffer.concat(chunks).toString()) as Dict
      heard.push(activity)
      const given = answer(activity, heard.length)
      if (given === 'silence') return
      res.writeHead(given.status ?? 200, { 'content-type': 'application/json' })
      res.end(given.body === undefined ? '' : JSON.stringify(given.body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  teams.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`)
  return heard
}

export function card(body: Dict[] = [], actions: Dict[] = [], more: Dict = {}): Dict {
  return { type: 'AdaptiveCard', version: '1.5', body, actions, ...more }
}

export function attached(content: unknown): Dict {
  return { contentType: 'application/vnd.microsoft.card.adaptive', content }
}

export function words(text: string): Dict {
  return { type: 'TextBlock', text }
}

/** A button of a shared card, with what an old client shows for it. */
export function execute(title: string, verb: string, more: Dict = {}): Dict {
  const data = { press: `${verb}:1` }
  const fallback = { type: 'Action.Submit', title, data }
  return { type: 'Action.Execute', title, verb, data, fallback, ...more }
}

export function opener(title = 'Open'): Dict {
  const data = { msteams: { type: 'task/fetch' }, press: 'open:1' }
  return { type: 'Action.Submit', title, data }
}

/** The form most dialog tests use. */
export function form(more: Dict[] = []): Dict {
  const send = { type: 'Action.Submit', title: 'Send', style: 'positive', data: { form: 'meta' } }
  const back = {
    type: 'Action.Submit',
    title: 'Back',
    data: { form: 'meta', step: 'one' },
    associatedInputs: 'none',
  }
  return card([
    {
      type: 'Input.Text',
      id: 'name',
      label: 'Name',
      isRequired: true,
      errorMessage: 'Who is it?',
      maxLength: 10,
    },
    ...more,
    { type: 'ActionSet', actions: [send, back] },
  ])
}

export function showing(content: Dict, title = 'Form'): { body: Dict } {
  return { body: { task: { type: 'continue', value: { title, height: 'medium', card: attached(content) } } } }
}

export function sentence(value: string): { body: Dict } {
  return { body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value } }
}

export function ownCard(content: Dict): { body: Dict } {
  return { body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: content } }
}

/** Posts a card to Ada's private chat (or another conversation) and gives the stored message. */
export async function postCard(teams: BotFrameworkStandin, content: Dict, conversationId?: string) {
  const id = conversationId ?? teams.as('ada').dm().id
  const call = await connectorOf(teams)
  await call('POST', `conversations/${encodeURIComponent(id)}/activities`, {
    type: 'message',
    attachments: [attached(content)],
  })
  const message = teams.store.lastMessage(id)
  if (!message) throw new Error('nothing was posted')
  return message
}

/** What an invoke carries: a dialog's data, or the data of a card's action. */
export function dataOf(activity: Dict | undefined): Dict {
  const value = (activity?.value ?? {}) as { data?: Dict; action?: { data?: Dict } }
  return value.action?.data ?? value.data ?? {}
}
