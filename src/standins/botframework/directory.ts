import type { ChannelSetup, TeamSetup, TenantSetup, UserSetup } from './options.js'
import { DEFAULTS } from './options.js'
import type { BotFrameworkStore } from './store.js'
import type { Channel, Conversation, Team, Tenant, User } from './types.js'

/** Tenants, people and teams: set up by tests and the playground, looked up by everything else. */
export const directory = { addTenant, addUser, addTeam, addChannel, tenant, user, team, channel }

/** Members of a channel: its own, or its team's for a standard one; switched-off accounts are gone. */
export function membersOf(store: BotFrameworkStore, where: Channel | Team): User[] {
  const ids = 'channels' in where ? where.members : (where.members ?? store.teams.get(where.teamId)?.members)
  return [...(ids ?? [])].map((id) => user(store, id)).filter((u) => !u.disabled)
}

export function canSee(store: BotFrameworkStore, person: User, channel: Channel): boolean {
  return !channel.deleted && membersOf(store, channel).includes(person)
}

/** Whether the app may use the conversation: installed for the person, or in the channel. */
export function appIsIn(store: BotFrameworkStore, conversation: Conversation): boolean {
  if (conversation.userId !== undefined) return user(store, conversation.userId).hasApp
  return conversation.channelId !== undefined && channel(store, conversation.channelId).hasApp
}

function addTenant(store: BotFrameworkStore, origin: string, setup: TenantSetup): Tenant {
  if (store.tenants.has(setup.id)) throw new Error(`tenant ${setup.id} exists already`)
  const made: Tenant = {
    id: setup.id,
    name: setup.name,
    serviceUrl: `${origin}/teams/${encodeURIComponent(setup.id)}/`,
    locale: setup.locale ?? DEFAULTS.locale,
    appBlocked: false,
  }
  store.tenants.set(made.id, made)
  store.changed({ kind: 'directory', tenantId: made.id })
  return made
}

function addUser(store: BotFrameworkStore, setup: UserSetup): User {
  if (store.users.has(setup.aadObjectId)) throw new Error(`user ${setup.aadObjectId} exists already`)
  const home = tenant(store, setup.tenantId)
  const [first = setup.name, ...rest] = setup.name.split(' ')
  const guest = setup.guest ?? false
  const address = setup.email ?? `${setup.aadObjectId}@${home.id}.example`
  const made: User = {
    aadObjectId: setup.aadObjectId,
    id: setup.id ?? `29:1${setup.aadObjectId}`,
    tenantId: home.id,
    name: setup.name,
    givenName: setup.givenName ?? first,
    surname: setup.surname ?? rest.join(' '),
    email: setup.email,
    userPrincipalName: setup.userPrincipalName ?? (guest ? guestName(address, home.id) : address),
    guest,
    disabled: setup.disabled ?? false,
    hasApp: setup.hasApp ?? false,
  }
  store.users.set(made.aadObjectId, made)
  store.changed({ kind: 'directory', tenantId: made.tenantId })
  return made
}

function guestName(address: string, tenantId: string): string {
  return `${address.replace('@', '_')}#EXT#@${tenantId}.example`
}

function addTeam(store: BotFrameworkStore, setup: TeamSetup): Team {
  if (store.teams.has(setup.id)) throw new Error(`team ${setup.id} exists already`)
  const home = tenant(store, setup.tenantId)
  for (const member of setup.members ?? []) {
    if (user(store, member).tenantId !== home.id) throw new Error(`${member} is not of tenant ${home.id}`)
  }
  const made: Team = {
    id: setup.id,
    tenantId: home.id,
    name: setup.name,
    aadGroupId: setup.aadGroupId ?? `group-${setup.id}`,
    members: new Set(setup.members),
    channels: new Map(),
    hasApp: setup.hasApp ?? false,
    deleted: false,
  }
  store.teams.set(made.id, made)
  addChannel(store, made, { id: made.id, name: 'General' })
  for (const each of setup.channels ?? []) addChannel(store, made, each)
  return made
}

function addChannel(store: BotFrameworkStore, home: Team, setup: ChannelSetup): Channel {
  if (store.channels.has(setup.id)) throw new Error(`channel ${setup.id} exists already`)
  const type = setup.type ?? 'standard'
  if (type === 'standard' && setup.members) throw new Error(`a standard channel has its team's members`)
  for (const member of setup.members ?? []) {
    if (user(store, member).tenantId !== home.tenantId && type !== 'shared')
      throw new Error(`${member} is not of tenant ${home.tenantId}`)
  }
  const made: Channel = {
    id: setup.id,
    teamId: home.id,
    tenantId: home.tenantId,
    name: setup.name,
    type,
    members: type === 'standard' ? undefined : new Set(setup.members),
    hasApp: type === 'standard' && home.hasApp,
    deleted: false,
  }
  home.channels.set(made.id, made)
  store.channels.set(made.id, made)
  store.openConversation({
    id: made.id,
    kind: 'channel',
    tenantId: made.tenantId,
    userId: undefined,
    channelId: made.id,
  })
  return made
}

function tenant(store: BotFrameworkStore, tenantId: string): Tenant {
  const found = store.tenants.get(tenantId)
  if (!found) throw new Error(`no tenant ${tenantId}`)
  return found
}

function user(store: BotFrameworkStore, userId: string): User {
  const found = store.user(userId)
  if (!found) throw new Error(`no user ${userId}`)
  return found
}

function team(store: BotFrameworkStore, teamId: string): Team {
  const found = store.teams.get(teamId)
  if (!found || found.deleted) throw new Error(`no team ${teamId}`)
  return found
}

function channel(store: BotFrameworkStore, channelId: string): Channel {
  const found = store.channels.get(channelId)
  if (!found) throw new Error(`no channel ${channelId}`)
  return found
}
