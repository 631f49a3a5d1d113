import { isDict, isList } from './cards.js'
import { checkAttachments } from './check.js'
import { botIdOf, type Core } from './core.js'
import { appIsIn } from './directory.js'
import { refuse } from './errors.js'
import { LIMITS } from './limits.js'
import { channelsAnswer, findMember, memberAnswer, pageOf, rosterOf, teamAnswer, teamFor } from './roster.js'
import type { Route } from './routes.js'
import type { Attachment, Conversation, Dict, Message, Tenant } from './types.js'

export interface ConnectorCall extends Route {
  body: Dict | undefined
  /** Of the body, as it came. */
  bytes: number
  query: Record<string, string>
}

export interface ConnectorAnswer {
  status: number
  result: unknown
}

/** Carries out one call with a good token; refusals are thrown as `ConnectorError`. */
export function carryOut(core: Core, call: ConnectorCall): ConnectorAnswer {
  const { store } = core
  const tenant = store.tenants.get(call.tenantId ?? '')
  if (!tenant) throw refuse.noRoute()
  if (tenant.appBlocked) throw refuse.appBlocked()
  switch (call.operation) {
    case 'createConversation':
      return createConversation(core, tenant, call)
    case 'send':
      return send(core, tenant, call)
    case 'update':
      return update(core, tenant, call)
    case 'delete':
      store.remove(ownMessage(core, place(core, tenant, call.conversationId), call.activityId))
      return { status: 200, result: undefined }
    case 'member': {
      const roster = rosterOf(store, tenant.id, withoutThread(call.conversationId))
      return ok(memberAnswer(findMember(roster, call.memberId ?? '')))
    }
    case 'members':
      return ok(rosterOf(store, tenant.id, withoutThread(call.conversationId)).map(memberAnswer))
    case 'pagedMembers': {
      const roster = rosterOf(store, tenant.id, withoutThread(call.conversationId))
      return ok(pageOf(roster, call.query, core.settings.minPageSize))
    }
    case 'team':
      return ok(teamAnswer(store, teamFor(store, tenant.id, call.teamId ?? '')))
    case 'channels':
      return ok(channelsAnswer(teamFor(store, tenant.id, call.teamId ?? '')))
    default:
      throw refuse.noRoute()
  }
}

function createConversation(core: Core, tenant: Tenant, call: ConnectorCall): ConnectorAnswer {
  const body = bodyOf(call)
  const channelData = isDict(body.channelData) ? body.channelData : {}
  checkBot(core, body.bot)
  const given = body.tenantId ?? idIn(channelData.tenant)
  if (given !== undefined && given !== tenant.id)
    throw refuse.badArgument(`The tenant ${String(given)} is not served under this address`)
  const channelId = idIn(channelData.channel)
  if (channelId !== undefined) {
    const at = place(core, tenant, channelId)
    const activity = isDict(body.activity) ? body.activity : undefined
    if (!activity) throw refuse.badSyntax('Incorrect conversation creation parameters: no activity')
    const id = post(core, at, activity, call.bytes).id
    return { status: 201, result: { id: `${channelId};messageid=${id}`, activityId: id } }
  }
  if (given === undefined) throw refuse.badSyntax('Incorrect conversation creation parameters: no tenant')
  const chat = privateChat(core, tenant, body.members)
  const first = isDict(body.activity)
    ? post(core, { conversation: chat }, body.activity, call.bytes)
    : undefined
  return { status: 201, result: { id: chat.id, ...(first && { activityId: first.id }) } }
}

function privateChat(core: Core, tenant: Tenant, members: unknown): Conversation {
  const people = isList(members) ? members.map(idIn) : []
  const [one] = people
  if (one === undefined || people.length !== 1)
    throw refuse.badSyntax('Incorrect conversation creation parameters: one member')
  const user = core.store.user(one)
  if (!user || user.tenantId !== tenant.id) throw refuse.badArgument('Failed to decrypt pairwise id')
  if (!user.hasApp) throw refuse.notInstalled()
  return core.store.openChat(user)
}

function send(core: Core, tenant: Tenant, call: ConnectorCall): ConnectorAnswer {
  const at = place(core, tenant, call.conversationId)
  const body = bodyOf(call)
  if (body.type === 'typing') return { status: 202, result: {} }
  if (call.activityId === undefined) return sent(post(core, at, body, call.bytes))
  const answered = core.store.message(at.conversation.id, call.activityId)
  // The libraries answer to the id of an invoke, or to one they made up; neither is a message, so it is a plain send.
  const made = !/^\d+$/.test(call.activityId)
  if (!answered && made) return sent(post(core, at, body, call.bytes))
  if (!answered || answered.deletedAt !== undefined) throw refuse.noActivity()
  const threaded = { conversation: at.conversation, threadId: answered.threadId, replyToId: answered.id }
  return sent(post(core, threaded, body, call.bytes))
}

function update(core: Core, tenant: Tenant, call: ConnectorCall): ConnectorAnswer {
  const message = ownMessage(core, place(core, tenant, call.conversationId), call.activityId)
  const body = bodyOf(call)
  const { text, attachments } = contentOf(body, call.bytes)
  core.store.edit(message, text, attachments)
  return ok({ id: message.id })
}

/** Where to post: a chat or channel, and in a channel perhaps a thread. */
interface Place {
  conversation: Conversation
  threadId?: string
  replyToId?: string
}

function place(core: Core, tenant: Tenant, conversationId: string | undefined): Place {
  const [id = '', threadId] = (conversationId ?? '').split(';messageid=')
  const conversation = core.store.conversations.get(id)
  if (!conversation || conversation.tenantId !== tenant.id) throw refuse.noConversation()
  if (core.store.channels.get(id)?.deleted) throw refuse.noConversation()
  if (!appIsIn(core.store, conversation)) throw refuse.notInRoster()
  if (threadId === undefined || conversation.kind === 'personal') return { conversation }
  if (!conversation.byId.has(threadId)) throw refuse.noActivity()
  return { conversation, threadId }
}

function post(core: Core, at: Place, activity: Dict, bytes: number): Message {
  const { text, attachments } = contentOf(activity, bytes)
  if (core.settings.rateLimits) core.rates.take(at.conversation.id)
  return core.store.post(at.conversation, {
    from: undefined,
    text,
    attachments,
    entities: isList(activity.entities) ? activity.entities.filter(isDict) : [],
    ...(typeof activity.summary === 'string' && { summary: activity.summary }),
    ...(at.threadId !== undefined && { threadId: at.threadId }),
    ...(at.replyToId !== undefined && { replyToId: at.replyToId }),
  })
}

function contentOf(activity: Dict, bytes: number): { text: string; attachments: Attachment[] } {
  if (bytes > LIMITS.messageBytes) throw refuse.tooBig()
  if (activity.type !== 'message') throw refuse.badSyntax(`Unknown activity type ${String(activity.type)}`)
  const wrong = checkAttachments(activity.attachments)
  if (wrong.length > 0) throw refuse.badSyntax(wrong.join('; '))
  const text = typeof activity.text === 'string' ? activity.text : ''
  const attachments = isList(activity.attachments) ? (activity.attachments as Attachment[]) : []
  if (text.trim() === '' && attachments.length === 0)
    throw refuse.badSyntax('Activity must include non empty text field or at least one attachment')
  return { text, attachments }
}

function ownMessage(core: Core, at: Place, activityId: string | undefined): Message {
  const message = core.store.message(at.conversation.id, activityId ?? '')
  if (!message || message.deletedAt !== undefined) throw refuse.noActivity()
  if (message.from !== undefined) throw refuse.notYours()
  return message
}

function checkBot(core: Core, bot: unknown): void {
  const id = idIn(bot)
  if (id !== undefined && id !== botIdOf(core) && id !== core.settings.appId)
    throw refuse.badArgument(`The bot ${id} is another`)
}

function bodyOf(call: ConnectorCall): Dict {
  if (!call.body) throw refuse.badSyntax('The body is not a JSON object')
  return call.body
}

function idIn(value: unknown): string | undefined {
  return isDict(value) && typeof value.id === 'string' ? value.id : undefined
}

function withoutThread(conversationId: string | undefined): string {
  return (conversationId ?? '').split(';messageid=')[0] ?? ''
}

function ok(result: unknown): ConnectorAnswer {
  return { status: 200, result }
}

function sent(message: Message): ConnectorAnswer {
  return { status: 201, result: { id: message.id } }
}
