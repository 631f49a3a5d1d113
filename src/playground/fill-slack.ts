import type { Directory } from '../core/people/directory-schema.js'
import type { SlackStandin } from '../standins/slack/index.js'
import type { Seat } from './people.js'

const CHANNEL_NAMES = { notices: 'reciprocal-notices', coordinators: 'reciprocal-coordinators' } as const
const CHANNEL_ROLES = { notices: 'housing_officer', coordinators: 'coordinator' } as const

/** One workspace for each organisation that has one, its people, and its private channels with those who use them. */
export function fillSlack(standin: SlackStandin, directory: Directory, everybody: readonly Seat[]): void {
  const seats = everybody.filter(({ platform }) => platform === 'slack')
  const names = new Map(directory.organisations.map((o) => [o.id, o.name]))
  for (const { platform, tenant, enterprise, organisation } of directory.workspaces) {
    if (platform !== 'slack') continue
    const name = names.get(organisation) ?? organisation
    standin.addWorkspace({
      id: tenant,
      name,
      botToken: botTokenOf(tenant),
      ...(enterprise && { enterprise: { id: enterprise, name } }),
    })
  }
  for (const { userId, tenant, person } of seats) {
    const user = standin.addUser({
      id: userId,
      teamId: tenant,
      name: person.id,
      realName: person.name,
      email: person.email,
    })
    standin.store.openIm(user)
  }
  for (const { platform, id, tenant, organisation, purpose } of directory.channels) {
    if (platform !== 'slack') continue
    const members = seats.filter(
      ({ person }) =>
        person.organisation === organisation && person.roles.some((r) => r.role === CHANNEL_ROLES[purpose]),
    )
    standin.addChannel({
      id,
      teamId: tenant,
      name: CHANNEL_NAMES[purpose],
      private: true,
      members: members.map(({ userId }) => userId),
    })
  }
}

/** The same at every start: what the database remembers of the last one stays good until it is written anew. */
export function botTokenOf(tenant: string): string {
  return `playground-bot-${tenant}`
}
