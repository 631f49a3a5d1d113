import { json, maybe, need } from '../args.js'
import { isDict } from '../check.js'
import { type Call, type Methods, TIER } from '../core.js'
import { ApiError } from '../errors.js'
import type { Dict, StoredFile } from '../types.js'
import { joinedChannel } from './access.js'

export const files: Methods = {
  'files.getUploadURLExternal': { scope: 'files:write', perMinute: TIER.four, run: getUrl },
  'files.completeUploadExternal': { scope: 'files:write', perMinute: TIER.four, run: complete },
}

function getUrl({ core, workspace, args }: Call): Dict {
  const name = need(args, 'filename')
  const length = Number(need(args, 'length'))
  if (!Number.isInteger(length) || length <= 0) throw new ApiError('invalid_arguments', ['invalid `length`'])
  const id = `F${String(core.store.files.size + 1).padStart(8, '0')}`
  core.store.files.set(id, {
    id,
    teamId: workspace.id,
    name,
    title: name,
    length,
    bytes: undefined,
    altText: maybe(args, 'alt_text') ?? maybe(args, 'alt_txt'),
    channels: [],
    complete: false,
  })
  return { ok: true, upload_url: `${core.origin}/upload/v1/${id}`, file_id: id }
}

function complete(call: Call): Dict {
  const { core, workspace, args } = call
  const channelId = maybe(args, 'channel_id') ?? maybe(args, 'channels')
  const channel = channelId ? joinedChannel(call, channelId) : undefined
  if (channel?.archived) throw new ApiError('is_archived')
  const list = json(args, 'files', 'invalid_arguments')
  if (!Array.isArray(list) || list.length === 0) throw new ApiError('invalid_arguments', ['invalid `files`'])
  const done = list.map((entry: unknown) => uploaded(call, entry))
  for (const { file, title } of done) {
    file.complete = true
    file.title = title ?? file.title
    if (channel) file.channels.push(channel.id)
  }
  if (channel) {
    core.store.post(channel, {
      user: workspace.botUserId,
      botId: workspace.botId,
      text: maybe(args, 'initial_comment') ?? '',
      files: done.map(({ file }) => file.id),
    })
  }
  return { ok: true, files: done.map(({ file }) => ({ id: file.id, title: file.title, name: file.name })) }
}

function uploaded(call: Call, entry: unknown): { file: StoredFile; title: string | undefined } {
  const id = isDict(entry) ? maybe(entry, 'id') : undefined
  const file = id ? call.core.store.files.get(id) : undefined
  if (!file?.bytes || file.teamId !== call.workspace.id) throw new ApiError('file_not_found')
  return { file, title: isDict(entry) ? maybe(entry, 'title') : undefined }
}
