import { json, jsonObject, maybe, need } from '../args.js'
import { isBlocks } from '../blocks.js'
import { checkBlocks } from '../check.js'
import { type Call, type Methods, TIER } from '../core.js'
import { ApiError } from '../errors.js'
import { LIMITS } from '../limits.js'
import type { Block, Dict, Message, Metadata } from '../types.js'
import { joinedChannel, seenChannel, writableChannel } from './access.js'
import { rawMessage } from './raw.js'

export const chat: Methods = {
  'chat.postMessage': { scope: 'chat:write', perMinute: 600, run: postMessage },
  'chat.postEphemeral': { scope: 'chat:write', perMinute: TIER.four, run: postEphemeral },
  'chat.update': { scope: 'chat:write', perMinute: TIER.three, run: update },
  'chat.delete': { scope: 'chat:write', perMinute: TIER.three, run: remove },
}

function postMessage(call: Call): Dict {
  const { core, workspace, args } = call
  const channel = writableChannel(call, need(args, 'channel'))
  const content = readContent(args)
  if (!content.text && !content.blocks?.length && !content.attachments?.length) throw new ApiError('no_text')
  const metadata = readMetadata(args)
  if (core.settings.postRateLimit) core.rates.take(`post ${channel.id}`, 1, 1_000)
  const message = core.store.post(channel, {
    user: workspace.botUserId,
    botId: workspace.botId,
    text: content.text ?? '',
    ...(content.blocks && { blocks: content.blocks }),
    ...(content.attachments && { attachments: content.attachments }),
    ...(metadata && { metadata }),
    ...threadOf(args),
  })
  return { ok: true, channel: channel.id, ts: message.ts, message: rawMessage(core, message, true) }
}

function postEphemeral(call: Call): Dict {
  const { core, args } = call
  const channel = joinedChannel(call, need(args, 'channel'))
  if (channel.archived) throw new ApiError('is_archived')
  const user = need(args, 'user')
  if (!channel.members.has(user)) throw new ApiError('user_not_in_channel')
  const content = readContent(args)
  if (!content.text && !content.blocks?.length) throw new ApiError('no_text')
  const whisper = core.store.whisper(channel, user, content.text ?? '', content.blocks ?? [])
  return { ok: true, message_ts: whisper.ts }
}

function update(call: Call): Dict {
  const { core, args } = call
  const message = ownMessage(call, 'cant_update_message')
  const content = readContent(args)
  if (content.text === undefined && !content.blocks && !content.attachments) throw new ApiError('no_text')
  const metadata = readMetadata(args)
  core.store.edit(message, {
    ...content,
    ...(metadata && { metadata: metadata.event_type === '' ? null : metadata }),
  })
  return {
    ok: true,
    channel: message.channel,
    ts: message.ts,
    text: message.text,
    message: rawMessage(core, message, true),
  }
}

function remove(call: Call): Dict {
  const message = ownMessage(call, 'cant_delete_message')
  call.core.store.remove(message)
  return { ok: true, channel: message.channel, ts: message.ts }
}

function ownMessage(call: Call, refusal: string): Message {
  const channel = seenChannel(call, need(call.args, 'channel'))
  const message = channel.byTs.get(need(call.args, 'ts'))
  if (!message || message.deletedAt !== undefined) throw new ApiError('message_not_found')
  if (message.botId !== call.workspace.botId) throw new ApiError(refusal)
  if (!channel.members.has(call.workspace.botUserId)) throw new ApiError('not_in_channel')
  if (channel.archived) throw new ApiError('is_archived')
  return message
}

interface Content {
  text?: string
  blocks?: Block[]
  attachments?: Dict[]
}

/** Reads and checks what a message is to show, the way Slack refuses it. */
export function readContent(args: Dict): Content {
  const text = maybe(args, 'text')
  if (text !== undefined && text.length > LIMITS.messageText) throw new ApiError('msg_too_long')
  const blocks = json(args, 'blocks', 'invalid_blocks_format')
  const attachments = json(args, 'attachments', 'invalid_attachments')
  if (blocks !== undefined && !Array.isArray(blocks)) throw new ApiError('invalid_blocks_format')
  if (attachments !== undefined && !Array.isArray(attachments)) throw new ApiError('invalid_attachments')
  const content: Content = {}
  if (text !== undefined) content.text = text
  if (attachments) content.attachments = attachments
  if (blocks === undefined) return content
  const found = checkBlocks(blocks, 'message')
  if (found.length > 0 || !isBlocks(blocks)) throw new ApiError('invalid_blocks', found)
  const size = typeof args.blocks === 'string' ? args.blocks.length : JSON.stringify(blocks).length
  if (size > LIMITS.messageBlocksChars) throw new ApiError('msg_blocks_too_long')
  content.blocks = blocks
  return content
}

function readMetadata(args: Dict): Metadata | undefined {
  const metadata = jsonObject(args, 'metadata', 'invalid_metadata_format')
  if (metadata === undefined) return undefined
  if (Object.keys(metadata).length === 0) return { event_type: '', event_payload: {} }
  const { event_type: type, event_payload: payload } = metadata
  if (typeof type !== 'string' || type === '' || typeof payload !== 'object' || payload === null) {
    throw new ApiError('invalid_metadata_format')
  }
  const size = typeof args.metadata === 'string' ? args.metadata.length : JSON.stringify(metadata).length
  if (size > LIMITS.metadataChars) throw new ApiError('metadata_too_large')
  return { event_type: type, event_payload: payload as Dict }
}

function threadOf(args: Dict): { threadTs?: string } {
  const thread = maybe(args, 'thread_ts')
  return thread === undefined ? {} : { threadTs: thread }
}
