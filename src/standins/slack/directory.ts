import { type ChannelSetup, DEFAULT_SCOPES, type UserSetup, type WorkspaceSetup } from './options.js'
import type { SlackStore } from './store.js'
import type { Channel, ChannelKind, User, Workspace } from './types.js'

interface NewChannel {
  id: string
  teamId: string
  name: string
  kind: ChannelKind
  members: readonly string[]
  shared: readonly string[]
  archived: boolean
}

/** Workspaces, people and channels: set up by tests and the playground, looked up by everything else. */
export const directory = { addWorkspace, addUser, addChannel, install, workspace, user, channel }

function addWorkspace(store: SlackStore, setup: WorkspaceSetup): Workspace {
  if (store.workspaces.has(setup.id)) throw new Error(`workspace ${setup.id} exists already`)
  const made: Workspace = {
    id: setup.id,
    name: setup.name,
    domain: setup.domain ?? setup.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    botToken: undefined,
    botUserId: setup.botUserId ?? `U${setup.id.slice(1)}BOT`,
    botId: `B${setup.id.slice(1)}`,
    scopes: new Set(setup.scopes ?? DEFAULT_SCOPES),
    enterprise: setup.enterprise,
    revoked: false,
    users: new Map(),
  }
  store.workspaces.set(made.id, made)
  addUser(store, { id: made.botUserId, teamId: made.id, name: 'reciprocal', isBot: true })
  if (setup.botToken !== undefined) install(store, made, setup.botToken)
  return made
}

function install(store: SlackStore, workspace: Workspace, token: string, scopes?: readonly string[]): void {
  const owner = store.tokens.get(token)
  if (owner && owner !== workspace) throw new Error('that token belongs to another workspace')
  workspace.botToken = token
  workspace.revoked = false
  if (scopes) workspace.scopes = new Set(scopes)
  store.tokens.set(token, workspace)
}

function addUser(store: SlackStore, setup: UserSetup): User {
  if (store.users.has(setup.id)) throw new Error(`user ${setup.id} exists already`)
  const made: User = {
    id: setup.id,
    teamId: setup.teamId,
    name: setup.name,
    realName: setup.realName ?? setup.name,
    email: setup.email,
    isBot: setup.isBot ?? false,
    isRestricted: setup.isRestricted ?? setup.isUltraRestricted ?? false,
    isUltraRestricted: setup.isUltraRestricted ?? false,
    isAdmin: setup.isAdmin ?? false,
    deleted: setup.deleted ?? false,
    emailConfirmed: setup.emailConfirmed ?? true,
    tz: setup.tz ?? 'Europe/London',
    updated: store.clock(),
  }
  workspace(store, made.teamId).users.set(made.id, made)
  store.users.set(made.id, made)
  store.changed({ kind: 'directory', teamId: made.teamId })
  return made
}

function addChannel(store: SlackStore, setup: ChannelSetup): Channel {
  const home = workspace(store, setup.teamId)
  const members = [...(setup.members ?? []), ...(setup.bot === false ? [] : [home.botUserId])]
  for (const member of members) {
    const teamId = user(store, member).teamId
    if (teamId !== home.id && !setup.shared?.includes(teamId)) {
      throw new Error(`${member} is not of a workspace that has channel ${setup.id}`)
    }
  }
  return channel(store, {
    id: setup.id,
    teamId: home.id,
    name: setup.name,
    kind: setup.private ? 'private' : 'public',
    members,
    shared: setup.shared ?? [],
    archived: setup.archived ?? false,
  })
}

function channel(store: SlackStore, setup: NewChannel): Channel {
  if (store.channels.has(setup.id)) throw new Error(`channel ${setup.id} exists already`)
  const made: Channel = {
    id: setup.id,
    teamId: setup.teamId,
    name: setup.name,
    kind: setup.kind,
    members: new Set(setup.members),
    sharedWith: new Set(setup.shared),
    archived: setup.archived,
    created: Math.floor(store.clock() / 1_000),
    timeline: [],
    byTs: new Map(),
  }
  store.channels.set(made.id, made)
  store.changed({ kind: 'directory', teamId: made.teamId })
  return made
}

function workspace(store: SlackStore, teamId: string): Workspace {
  const found = store.workspaces.get(teamId)
  if (!found) throw new Error(`no workspace ${teamId}`)
  return found
}

function user(store: SlackStore, userId: string): User {
  const found = store.users.get(userId)
  if (!found) throw new Error(`no user ${userId}`)
  return found
}
