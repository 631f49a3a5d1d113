import { flag, maybe } from './args.js'
import type { Core } from './core.js'
import { ApiError } from './errors.js'
import { readContent } from './methods/chat.js'
import type { ReplyTicket } from './tickets.js'
import type { Channel, Dict, Ephemeral, Message } from './types.js'

/** What the app may do with a response URL: 5 times within 30 minutes, replace, delete, or say something new. */
export function useResponseUrl(core: Core, id: string, args: Dict | undefined): Dict {
  if (!args) throw new ApiError('invalid_payload')
  const ticket = core.tickets.useReply(id)
  if (typeof ticket === 'string') return { ok: false, error: ticket }
  const channel = core.store.channels.get(ticket.channelId)
  if (!channel) return { ok: false, error: 'channel_not_found' }
  if (channel.archived) return { ok: false, error: 'is_archived' }
  if (flag(args, 'delete_original')) return removeOriginal(core, ticket)
  if (flag(args, 'replace_original') && ticket.ts !== undefined) return replaceOriginal(core, ticket, args)
  reply(core, channel, ticket.userId, args)
  return { ok: true }
}

/** Posts an answer to a command or action: to the one person unless `response_type` is `in_channel`. */
export function reply(core: Core, channel: Channel, userId: string, args: Dict): void {
  const content = readContent(args)
  if (!content.text && !content.blocks?.length) throw new ApiError('no_text')
  const workspace = core.store.workspaces.get(channel.teamId)
  if (maybe(args, 'response_type') !== 'in_channel' || !workspace) {
    core.store.whisper(channel, userId, content.text ?? '', content.blocks ?? [])
    return
  }
  core.store.post(channel, {
    user: workspace.botUserId,
    botId: workspace.botId,
    text: content.text ?? '',
    ...(content.blocks && { blocks: content.blocks }),
  })
}

function removeOriginal(core: Core, ticket: ReplyTicket): Dict {
  const original = find(core, ticket)
  if (!original) return { ok: false, error: 'message_not_found' }
  if ('ephemeral' in original) core.store.removeWhisper(original)
  else core.store.remove(original)
  return { ok: true }
}

function replaceOriginal(core: Core, ticket: ReplyTicket, args: Dict): Dict {
  const original = find(core, ticket)
  if (!original) return { ok: false, error: 'message_not_found' }
  const content = readContent(args)
  if ('ephemeral' in original) core.store.editWhisper(original, content)
  else core.store.edit(original, content)
  return { ok: true }
}

function find(core: Core, ticket: ReplyTicket): Message | Ephemeral | undefined {
  if (ticket.ts === undefined) return undefined
  if (ticket.ephemeral) return core.store.ephemerals(ticket.userId).find((e) => e.ts === ticket.ts)
  const message = core.store.message(ticket.channelId, ticket.ts)
  return message?.deletedAt === undefined ? message : undefined
}
