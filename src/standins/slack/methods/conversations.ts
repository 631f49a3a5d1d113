import { count, flag, maybe, need, page } from '../args.js'
import { type Call, type Methods, TIER } from '../core.js'
import { ApiError } from '../errors.js'
import { LIMITS } from '../limits.js'
import type { Channel, Dict, Message } from '../types.js'
import { has, joinedChannel, seenChannel } from './access.js'
import { rawChannel, rawMessage } from './raw.js'

export const conversations: Methods = {
  'conversations.open': { scope: 'im:write', perMinute: TIER.three, run: open },
  'conversations.history': { perMinute: TIER.three, run: history },
  'conversations.info': { perMinute: TIER.three, run: info },
  'conversations.list': { perMinute: TIER.two, run: list },
  'conversations.members': { perMinute: TIER.four, run: members },
}

const HISTORY_SCOPE = { public: 'channels:history', private: 'groups:history', im: 'im:history' } as const
const READ_SCOPE = { public: 'channels:read', private: 'groups:read', im: 'im:read' } as const
const KINDS: Readonly<Record<string, Channel['kind']>> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'im',
}

function open(call: Call): Dict {
  const { core, workspace, args } = call
  const existing = maybe(args, 'channel')
  if (existing) return opened(call, seenChannel(call, existing), true)
  const ids = need(args, 'users').split(',')
  const [id = ''] = ids
  if (ids.length !== 1) throw new ApiError('not_enough_users')
  const user = workspace.users.get(id)
  if (!user) throw new ApiError('user_not_found')
  if (user.isBot) throw new ApiError('cannot_dm_bot')
  if (user.deleted) throw new ApiError('user_disabled')
  const already = core.store.im(id) !== undefined
  return opened(call, core.store.openIm(user), already)
}

function opened(call: Call, channel: Channel, already: boolean): Dict {
  const full = flag(call.args, 'return_im')
  return {
    ok: true,
    ...(already && { no_op: true, already_open: true }),
    channel: full ? rawChannel(call.workspace, channel) : { id: channel.id },
  }
}

function history(call: Call): Dict {
  const { core, args } = call
  const channel = joinedChannel(call, need(args, 'channel'))
  needScope(call, HISTORY_SCOPE[channel.kind])
  const limited = core.settings.historyLimit
  if (limited) core.rates.take(`conversations.history ${call.workspace.id}`, 1, LIMITS.historyWindowMs)
  const most = limited ? LIMITS.historyMessages : 999
  const limit = count(args, 'limit', limited ? LIMITS.historyMessages : 100, most)
  const cursor = maybe(args, 'cursor')
  const before = cursor ? Buffer.from(cursor, 'base64').toString() : undefined
  const { found, more } = newest(channel, args, limit, before)
  const withMetadata = flag(args, 'include_all_metadata')
  return {
    ok: true,
    messages: found.map((m) => rawMessage(core, m, withMetadata)),
    has_more: more,
    response_metadata: {
      next_cursor: more ? Buffer.from(found.at(-1)?.ts ?? '').toString('base64') : '',
    },
  }
}

/** Newest first, from the end of the timeline, so that a long channel costs no more than a short one. */
function newest(channel: Channel, args: Dict, limit: number, before: string | undefined) {
  const latest = maybe(args, 'latest')
  const oldest = maybe(args, 'oldest')
  const inclusive = flag(args, 'inclusive')
  const found: Message[] = []
  for (let i = channel.timeline.length - 1; i >= 0; i -= 1) {
    const message = channel.timeline[i]
    if (!message || message.deletedAt !== undefined) continue
    if (message.threadTs !== undefined && message.threadTs !== message.ts) continue
    if (before !== undefined && compareTs(message.ts, before) >= 0) continue
    if (latest !== undefined && outside(compareTs(message.ts, latest), inclusive)) continue
    if (oldest !== undefined && outside(compareTs(oldest, message.ts), inclusive)) break
    if (found.length === limit) return { found, more: true }
    found.push(message)
  }
  return { found, more: false }
}

/** Slack's times have up to 16 digits, too many to subtract; whole seconds may come without micros. */
function compareTs(a: string, b: string): number {
  const [aSeconds = '0', aMicros = ''] = a.split('.')
  const [bSeconds = '0', bMicros = ''] = b.split('.')
  return (
    Number(aSeconds) - Number(bSeconds) || Number(aMicros.padEnd(6, '0')) - Number(bMicros.padEnd(6, '0'))
  )
}

function outside(order: number, inclusive: boolean): boolean {
  return inclusive ? order > 0 : order >= 0
}

function info(call: Call): Dict {
  const channel = seenChannel(call, need(call.args, 'channel'))
  if (channel.kind !== 'im') needScope(call, READ_SCOPE[channel.kind])
  const raw = rawChannel(call.workspace, channel)
  if (!flag(call.args, 'include_num_members')) delete raw.num_members
  return { ok: true, channel: raw }
}

function list(call: Call): Dict {
  const { core, workspace, args } = call
  const kinds = (maybe(args, 'types') ?? 'public_channel').split(',').map((name) => {
    const kind = KINDS[name.trim()]
    if (!kind && name.trim() !== 'mpim') throw new ApiError('invalid_types')
    if (kind) needScope(call, READ_SCOPE[kind])
    return kind
  })
  const seen = [...core.store.channels.values()].filter(
    (c) =>
      has(workspace, c) &&
      kinds.includes(c.kind) &&
      (c.kind === 'public' || c.members.has(workspace.botUserId)) &&
      !(flag(args, 'exclude_archived') && c.archived),
  )
  const { items, next } = page(seen, args)
  return {
    ok: true,
    channels: items.map((c) => rawChannel(workspace, c)),
    response_metadata: { next_cursor: next },
  }
}

function members(call: Call): Dict {
  const channel = seenChannel(call, need(call.args, 'channel'))
  if (channel.kind !== 'im') needScope(call, READ_SCOPE[channel.kind])
  const { items, next } = page([...channel.members], call.args)
  return { ok: true, members: items, response_metadata: { next_cursor: next } }
}

function needScope(call: Call, scope: string): void {
  const provided = call.workspace.scopes
  if (!provided.has(scope))
    throw new ApiError('missing_scope', [], { needed: scope, provided: [...provided].join(',') })
}
