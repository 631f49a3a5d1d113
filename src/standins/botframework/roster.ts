import { directory, membersOf } from './directory.js'
import { refuse } from './errors.js'
import { LIMITS } from './limits.js'
import type { BotFrameworkStore } from './store.js'
import type { Channel, Dict, Team, User } from './types.js'

/** A member as the connector tells of them. */
export function memberAnswer(user: User): Dict {
  return {
    id: user.id,
    name: user.name,
    aadObjectId: user.aadObjectId,
    objectId: user.aadObjectId,
    givenName: user.givenName,
    surname: user.surname,
    ...(user.email !== undefined && { email: user.email }),
    userPrincipalName: user.userPrincipalName,
    tenantId: user.tenantId,
    userRole: user.guest ? 'guest' : 'user',
  }
}

/** Who is in a private chat, channel or team, for an app that is in there too. */
export function rosterOf(store: BotFrameworkStore, tenantId: string, conversationId: string): User[] {
  const conversation = store.conversations.get(conversationId)
  if (!conversation || conversation.tenantId !== tenantId) throw refuse.noConversation()
  if (conversation.userId !== undefined) {
    const user = directory.user(store, conversation.userId)
    if (!user.hasApp) throw refuse.notInRoster()
    return user.disabled ? [] : [user]
  }
  const channel = directory.channel(store, conversationId)
  if (channel.deleted) throw refuse.noConversation()
  if (!channel.hasApp) throw refuse.notInRoster()
  return membersOf(store, channel)
}

export function findMember(roster: readonly User[], memberId: string): User {
  const found = roster.find((u) => u.id === memberId || u.aadObjectId === memberId)
  if (!found) throw refuse.noMember()
  return found
}

/** One page of a roster. Sizes out of range are made to fit, as documented. */
export function pageOf(roster: readonly User[], query: Record<string, string>, smallest: number): Dict {
  const asked = query.pageSize === undefined ? LIMITS.pageSizeDefault : Number(query.pageSize)
  if (!Number.isInteger(asked)) throw refuse.badArgument('pageSize must be a number')
  const size = Math.min(Math.max(asked, smallest), LIMITS.pageSizeMost)
  const from = query.continuationToken === undefined ? 0 : readToken(query.continuationToken)
  const next = from + size
  return {
    members: roster.slice(from, next).map(memberAnswer),
    ...(next < roster.length && { continuationToken: writeToken(next) }),
  }
}

export function teamAnswer(store: BotFrameworkStore, team: Team): Dict {
  return {
    id: team.id,
    name: team.name,
    aadGroupId: team.aadGroupId,
    channelCount: liveChannels(team).length,
    memberCount: membersOf(store, team).length,
    type: 'standard',
  }
}

/** General comes first, without a name, as Teams tells it. */
export function channelsAnswer(team: Team): Dict {
  const conversations = liveChannels(team).map(({ id, name, type }) => ({
    id,
    name: id === team.id ? null : name,
    type,
  }))
  return { conversations }
}

export function teamFor(store: BotFrameworkStore, tenantId: string, teamId: string): Team {
  const team = store.teams.get(teamId)
  if (!team || team.deleted || team.tenantId !== tenantId) throw refuse.noConversation()
  if (!team.hasApp) throw refuse.notInRoster()
  return team
}

function liveChannels(team: Team): Channel[] {
  return [...team.channels.values()].filter((c) => !c.deleted)
}

function writeToken(from: number): string {
  return Buffer.from(`page ${from}`).toString('base64url')
}

function readToken(token: string): number {
  const match = /^page (\d+)$/.exec(Buffer.from(token, 'base64url').toString())
  if (!match) throw refuse.badArgument('Invalid continuation token')
  return Number(match[1])
}
