import type { Call } from '../core.js'
import { ApiError } from '../errors.js'
import type { Channel, User, Workspace } from '../types.js'

/** The channel as this token may see it; one of another workspace, or a private one without the app, is not there. */
export function seenChannel(call: Call, id: string): Channel {
  const channel = call.core.store.channels.get(id)
  const { workspace } = call
  if (!channel || !has(workspace, channel)) throw new ApiError('channel_not_found')
  if (channel.kind !== 'public' && !channel.members.has(workspace.botUserId)) {
    throw new ApiError('channel_not_found')
  }
  return channel
}

/** A channel the app is a member of. */
export function joinedChannel(call: Call, id: string): Channel {
  const channel = seenChannel(call, id)
  if (!channel.members.has(call.workspace.botUserId)) throw new ApiError('not_in_channel')
  return channel
}

/** A channel the app can write to; a person's id stands for the direct messages with them. */
export function writableChannel(call: Call, id: string): Channel {
  const channel = /^[UW]/.test(id) ? call.core.store.openIm(messageable(call, id)) : joinedChannel(call, id)
  if (channel.archived) throw new ApiError('is_archived')
  return channel
}

/** Somebody of the token's workspace, or of one it shares a channel with. */
export function seenUser(call: Call, id: string): User {
  const user = call.core.store.users.get(id)
  if (!user) throw new ApiError('user_not_found')
  if (user.teamId === call.workspace.id) return user
  for (const channel of call.core.store.channels.values()) {
    if (has(call.workspace, channel) && channel.members.has(id)) return user
  }
  throw new ApiError('user_not_found')
}

export function has(workspace: Workspace, channel: Channel): boolean {
  return channel.teamId === workspace.id || channel.sharedWith.has(workspace.id)
}

function messageable(call: Call, id: string): User {
  const user = call.workspace.users.get(id)
  if (!user || user.deleted || user.isBot) throw new ApiError('channel_not_found')
  return user
}
