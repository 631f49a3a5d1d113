import { randomBytes } from 'node:crypto'
import type { Core } from './core.js'
import { directory } from './directory.js'
import { rawMessage, rawView } from './methods/raw.js'
import type {
  Channel,
  Dict,
  Element,
  Ephemeral,
  Message,
  StateValues,
  User,
  View,
  Workspace,
} from './types.js'

const VERIFICATION_TOKEN = 'standin-verification-token'

/** The form fields of a slash command. */
export function commandPayload(
  core: Core,
  user: User,
  channel: Channel,
  command: string,
  text: string,
): Dict {
  const workspace = directory.workspace(core.store, user.teamId)
  const ticket = { teamId: workspace.id, userId: user.id, channelId: channel.id, ts: undefined }
  return {
    token: VERIFICATION_TOKEN,
    team_id: workspace.id,
    team_domain: workspace.domain,
    ...(workspace.enterprise && {
      enterprise_id: workspace.enterprise.id,
      enterprise_name: workspace.enterprise.name,
    }),
    channel_id: channel.id,
    channel_name: channel.kind === 'private' ? 'privategroup' : channel.name,
    user_id: user.id,
    user_name: user.name,
    command,
    text,
    api_app_id: core.settings.appId,
    is_enterprise_install: 'false',
    response_url: core.tickets.reply(core.origin, { ...ticket, ephemeral: false }),
    trigger_id: core.tickets.trigger(workspace.id, user.id),
  }
}

/** A press on something in a message, an ephemeral message or a view. */
export function actionPayload(
  core: Core,
  user: User,
  on: Message | Ephemeral | View,
  action: Dict,
  state: StateValues,
): Dict {
  const base = interactionBase(core, user, on.teamId, 'block_actions')
  const common = { ...base, trigger_id: core.tickets.trigger(on.teamId, user.id), actions: [action] }
  if ('rootViewId' in on) {
    return { ...common, container: { type: 'view', view_id: on.id }, view: rawView(core, on) }
  }
  const channel = core.store.channels.get(on.channel)
  const ephemeral = 'ephemeral' in on
  const ticket = { teamId: on.teamId, userId: user.id, channelId: on.channel, ts: on.ts, ephemeral }
  return {
    ...common,
    container: {
      type: 'message',
      message_ts: on.ts,
      channel_id: on.channel,
      is_ephemeral: ephemeral,
    },
    channel: { id: on.channel, name: channel?.kind === 'private' ? 'privategroup' : channel?.name },
    ...(!('ephemeral' in on) && { message: rawMessage(core, on, true) }),
    state: { values: state },
    response_url: core.tickets.reply(core.origin, ticket),
  }
}

export function actionOf(core: Core, element: Element, blockId: string, value: Dict): Dict {
  const action: Dict = {
    type: element.type,
    action_id: element.action_id,
    block_id: blockId,
    action_ts: core.store.nextTs(),
  }
  if (element.type === 'button') {
    action.text = element.text
    if (element.value !== undefined) action.value = element.value
    if (element.style !== undefined) action.style = element.style
  }
  return { ...action, ...value }
}

export function submissionPayload(core: Core, user: User, view: View): Dict {
  return {
    ...interactionBase(core, user, view.teamId, 'view_submission'),
    trigger_id: core.tickets.trigger(view.teamId, user.id),
    view: rawView(core, view),
    response_urls: [],
  }
}

export function closedPayload(core: Core, user: User, view: View, cleared: boolean): Dict {
  return {
    ...interactionBase(core, user, view.teamId, 'view_closed'),
    view: rawView(core, view),
    is_cleared: cleared,
  }
}

export function eventEnvelope(core: Core, teamId: string, event: Dict): Dict {
  const workspace = directory.workspace(core.store, teamId)
  const shared = core.store.channels.get(String(event.channel))?.sharedWith.size ?? 0
  return {
    token: VERIFICATION_TOKEN,
    team_id: teamId,
    ...(workspace.enterprise && { enterprise_id: workspace.enterprise.id }),
    api_app_id: core.settings.appId,
    event,
    type: 'event_callback',
    event_id: `Ev${randomBytes(8).toString('hex').toUpperCase()}`,
    event_time: Math.floor(core.clock() / 1_000),
    authorizations: [
      {
        enterprise_id: workspace.enterprise?.id ?? null,
        team_id: teamId,
        user_id: workspace.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: shared > 0,
  }
}

function interactionBase(core: Core, user: User, teamId: string, type: string): Dict {
  const workspace = directory.workspace(core.store, teamId)
  return {
    type,
    team: teamOf(workspace),
    user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
    api_app_id: core.settings.appId,
    token: VERIFICATION_TOKEN,
    enterprise: workspace.enterprise ?? null,
    is_enterprise_install: false,
  }
}

function teamOf(workspace: Workspace): Dict {
  return {
    id: workspace.id,
    domain: workspace.domain,
    ...(workspace.enterprise && {
      enterprise_id: workspace.enterprise.id,
      enterprise_name: workspace.enterprise.name,
    }),
  }
}
