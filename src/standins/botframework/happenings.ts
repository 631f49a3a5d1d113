import { installationActivity, updateActivity } from './activities.js'
import { botIdOf, type Core } from './core.js'
import { directory, membersOf } from './directory.js'
import { NOT_SENT, outcome } from './outcome.js'
import type { ActResult } from './person.js'
import type { Channel, Conversation, Dict, Team, User } from './types.js'
import type { Wire } from './wire.js'

/** What happens to teams and channels, told to the app where it is installed. */
export class Happenings {
  constructor(
    readonly core: Core,
    readonly wire: Wire,
  ) {}

  async install(teamId: string, channelId: string | undefined, byUser: string): Promise<ActResult> {
    const team = directory.team(this.core.store, teamId)
    const by = this.#member(team, byUser)
    const selected = this.#channel(channelId ?? teamId)
    if (selected.teamId !== team.id) throw new Error(`${selected.name} is no channel of ${team.name}`)
    if (team.hasApp && selected.hasApp) throw new Error(`${team.name} has the app already`)
    const fresh = !team.hasApp
    team.hasApp = true
    selected.hasApp = true
    for (const channel of team.channels.values()) if (channel.type === 'standard') channel.hasApp = true
    const membersAdded = [{ id: botIdOf(this.core) }]
    if (fresh) await this.#update(team, by, 'teamMemberAdded', { membersAdded })
    const activity = installationActivity(this.core, by, this.#conversation(selected.id), 'add')
    return outcome(await this.wire.deliver(activity))
  }

  async remove(teamId: string, byUser: string): Promise<ActResult> {
    const team = directory.team(this.core.store, teamId)
    const by = this.#member(team, byUser)
    if (!team.hasApp) throw new Error(`${team.name} has no app`)
    const membersRemoved = [{ id: botIdOf(this.core) }]
    const left = updateActivity(this.core, by, this.#conversation(team.id), 'teamMemberRemoved', {
      membersRemoved,
    })
    const removed = installationActivity(this.core, by, this.#conversation(team.id), 'remove')
    team.hasApp = false
    for (const channel of team.channels.values()) channel.hasApp = false
    await this.wire.deliver(left)
    return outcome(await this.wire.deliver(removed))
  }

  addMember(teamId: string, userId: string): Promise<ActResult> {
    const team = directory.team(this.core.store, teamId)
    const user = directory.user(this.core.store, userId)
    if (user.tenantId !== team.tenantId) throw new Error(`${user.name} is not of tenant ${team.tenantId}`)
    team.members.add(user.aadObjectId)
    const membersAdded = [{ id: user.id, aadObjectId: user.aadObjectId }]
    return this.#tell(team, user, 'teamMemberAdded', { membersAdded })
  }

  removeMember(teamId: string, userId: string): Promise<ActResult> {
    const team = directory.team(this.core.store, teamId)
    const user = this.#member(team, userId)
    team.members.delete(user.aadObjectId)
    const membersRemoved = [{ id: user.id, aadObjectId: user.aadObjectId }]
    return this.#tell(team, user, 'teamMemberRemoved', { membersRemoved })
  }

  renameTeam(teamId: string, name: string): Promise<ActResult> {
    const team = directory.team(this.core.store, teamId)
    team.name = name
    return this.#tell(team, this.#someone(team), 'teamRenamed')
  }

  async deleteTeam(teamId: string): Promise<ActResult> {
    const team = directory.team(this.core.store, teamId)
    const by = this.#someone(team)
    team.deleted = true
    for (const channel of team.channels.values()) channel.deleted = true
    const told = await this.#tell(team, by, 'teamDeleted')
    team.hasApp = false
    return told
  }

  renameChannel(channelId: string, name: string): Promise<ActResult> {
    const channel = this.#channel(channelId)
    channel.name = name
    return this.#tellOf(channel, 'channelRenamed')
  }

  deleteChannel(channelId: string): Promise<ActResult> {
    const channel = this.#channel(channelId)
    if (channel.id === channel.teamId) throw new Error('General cannot be deleted')
    channel.deleted = true
    return this.#tellOf(channel, 'channelDeleted')
  }

  #tellOf(channel: Channel, eventType: string): Promise<ActResult> {
    const team = directory.team(this.core.store, channel.teamId)
    return this.#tell(team, this.#someone(team), eventType, {}, channel.id)
  }

  #tell(team: Team, by: User, eventType: string, more: Dict = {}, at = team.id): Promise<ActResult> {
    this.core.store.changed({ kind: 'directory', tenantId: team.tenantId })
    return team.hasApp ? this.#update(team, by, eventType, more, at) : Promise.resolve(NOT_SENT)
  }

  async #update(team: Team, by: User, eventType: string, more: Dict = {}, at = team.id): Promise<ActResult> {
    const activity = updateActivity(this.core, by, this.#conversation(at), eventType, more)
    return outcome(await this.wire.deliver(activity))
  }

  #member(team: Team, userId: string): User {
    const user = directory.user(this.core.store, userId)
    if (!membersOf(this.core.store, team).includes(user))
      throw new Error(`${user.name} is not in ${team.name}`)
    return user
  }

  /** Somebody must have done it; Teams names them, so a team without members cannot change. */
  #someone(team: Team): User {
    const [first] = membersOf(this.core.store, team)
    if (!first) throw new Error(`${team.name} has no members`)
    return first
  }

  #channel(channelId: string): Channel {
    const channel = directory.channel(this.core.store, channelId)
    if (channel.deleted) throw new Error(`${channel.name} is deleted`)
    return channel
  }

  #conversation(id: string): Conversation {
    const found = this.core.store.conversations.get(id)
    if (!found) throw new Error(`no conversation ${id}`)
    return found
  }
}
