import type { Directory } from '../core/people/directory-schema.js'
import type { BotFrameworkStandin } from '../standins/botframework/index.js'
import type { DirectoryStore } from '../store/directory.js'
import type { Seat } from './people.js'

const CHANNEL_NAMES = { notices: 'Reciprocal notices', coordinators: 'Reciprocal coordinators' } as const
const CHANNEL_ROLES = { notices: 'housing_officer', coordinators: 'coordinator' } as const

/** One tenant for each organisation that has one, its people, and a team with those who use its channel. */
export function fillTeams(
  standin: BotFrameworkStandin,
  directory: Directory,
  everybody: readonly Seat[],
): void {
  const seats = everybody.filter(({ platform }) => platform === 'teams')
  const names = new Map(directory.organisations.map((o) => [o.id, o.name]))
  for (const { platform, tenant, organisation } of directory.workspaces)
    if (platform === 'teams') standin.addTenant({ id: tenant, name: names.get(organisation) ?? organisation })
  for (const { userId, tenant, person } of seats) {
    const user = standin.addUser({
      aadObjectId: userId,
      tenantId: tenant,
      name: person.name,
      email: person.email,
      hasApp: true,
    })
    standin.store.openChat(user)
  }
  for (const { platform, id, tenant, organisation, purpose } of directory.channels) {
    if (platform !== 'teams') continue
    const members = seats.filter(
      ({ person }) =>
        person.organisation === organisation && person.roles.some((r) => r.role === CHANNEL_ROLES[purpose]),
    )
    standin.addTeam({
      id: teamOf(id),
      tenantId: tenant,
      name: names.get(organisation) ?? organisation,
      members: members.map(({ userId }) => userId),
      channels: [{ id, name: CHANNEL_NAMES[purpose] }],
      hasApp: true,
    })
  }
}

/** Teams speaks first, and that is how a bot knows where to answer: here everybody has spoken once, at this time. */
export async function rememberTeams(
  standin: BotFrameworkStandin,
  directory: Directory,
  everybody: readonly Seat[],
  { stored, at: seenAt }: { stored: DirectoryStore; at: Date },
): Promise<void> {
  const seats = everybody.filter(({ platform }) => platform === 'teams')
  const people = seats.map(({ tenant, userId }) => ({
    tenant,
    id: userId,
    conversationId: standin.as(userId).dm().id,
  }))
  const rooms = directory.channels
    .filter(({ platform }) => platform === 'teams')
    .map(({ tenant, id }) => ({ tenant, id, conversationId: id }))
  await Promise.all(
    [...people, ...rooms].map((place) =>
      stored.rememberConversation({
        platform: 'teams',
        ...place,
        serviceUrl: standin.serviceUrl(place.tenant),
        seenAt,
      }),
    ),
  )
}

/** A team's own id is that of its General channel, beside which the notices have a channel of their own. */
function teamOf(channelId: string): string {
  return channelId.replace(/^19:/, '19:team-')
}
