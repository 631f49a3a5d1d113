import type { Core } from '../core.js'
import type { Channel, Dict, Message, User, View, Workspace } from '../types.js'

/** A message in Slack's JSON. */
export function rawMessage(core: Core, message: Message, withMetadata: boolean): Dict {
  const raw: Dict = {
    type: 'message',
    user: message.user,
    text: message.text,
    ts: message.ts,
    team: message.teamId,
  }
  if (message.botId !== undefined) {
    raw.bot_id = message.botId
    raw.app_id = core.settings.appId
  }
  if (message.blocks.length > 0) raw.blocks = message.blocks
  if (message.attachments.length > 0) raw.attachments = message.attachments
  if (message.threadTs !== undefined) raw.thread_ts = message.threadTs
  if (message.files.length > 0) raw.files = message.files.map((id) => ({ id }))
  if (message.editedAt !== undefined) {
    raw.edited = { user: message.user, ts: `${Math.floor(message.editedAt / 1_000)}.000000` }
  }
  if (withMetadata && message.metadata) raw.metadata = message.metadata
  return raw
}

/** A view in Slack's JSON, with what has been typed. */
export function rawView(core: Core, view: View): Dict {
  const workspace = core.store.workspaces.get(view.teamId)
  return {
    id: view.id,
    team_id: view.teamId,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    state: { values: view.state },
    hash: view.hash,
    title:
      view.type === 'modal' ? plain(view.title) : { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.clearOnClose,
    notify_on_close: view.notifyOnClose,
    close: view.close === undefined ? null : plain(view.close),
    submit: view.submit === undefined ? null : plain(view.submit),
    previous_view_id: view.previousViewId ?? null,
    root_view_id: view.rootViewId,
    app_id: core.settings.appId,
    external_id: view.externalId,
    app_installed_team_id: view.teamId,
    bot_id: workspace?.botId,
  }
}

/** Everybody's public part, and the e-mail address where the scope allows it and the person is of this workspace. */
export function rawUser(workspace: Workspace, home: Workspace | undefined, user: User): Dict {
  const stranger = user.teamId !== workspace.id
  const profile: Dict = {
    real_name: user.realName,
    display_name: user.name,
    real_name_normalized: user.realName,
    team: user.teamId,
  }
  if (!stranger && user.email !== undefined && workspace.scopes.has('users:read.email'))
    profile.email = user.email
  const raw: Dict = {
    id: user.id,
    team_id: user.teamId,
    name: user.name,
    deleted: user.deleted,
    real_name: user.realName,
    tz: user.tz,
    profile,
    is_bot: user.isBot,
    is_app_user: false,
    updated: Math.floor(user.updated / 1_000),
  }
  if (stranger) raw.is_stranger = true
  if (!user.deleted) {
    raw.is_admin = user.isAdmin
    raw.is_owner = false
    raw.is_restricted = user.isRestricted
    raw.is_ultra_restricted = user.isUltraRestricted
    raw.is_email_confirmed = user.emailConfirmed
  }
  if (home?.enterprise) {
    const { id, name } = home.enterprise
    raw.enterprise_user = { id: user.id, enterprise_id: id, enterprise_name: name, teams: [user.teamId] }
  }
  return raw
}

export function rawChannel(workspace: Workspace, channel: Channel): Dict {
  if (channel.kind === 'im') {
    const user = [...channel.members].find((id) => id !== workspace.botUserId)
    return { id: channel.id, created: channel.created, is_im: true, is_org_shared: false, user }
  }
  const shared = channel.sharedWith.size > 0
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    created: channel.created,
    is_archived: channel.archived,
    is_general: false,
    is_shared: shared,
    is_ext_shared: shared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    is_member: channel.members.has(workspace.botUserId),
    context_team_id: workspace.id,
    conversation_host_id: channel.teamId,
    shared_team_ids: [channel.teamId, ...channel.sharedWith],
    connected_team_ids: shared
      ? [channel.teamId, ...channel.sharedWith].filter((id) => id !== workspace.id)
      : [],
    num_members: channel.members.size,
  }
}

function plain(text: string): Dict {
  return { type: 'plain_text', text, emoji: true }
}
