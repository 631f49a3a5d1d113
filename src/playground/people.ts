import { createHash } from 'node:crypto'
import type { Directory, Organisation, OrganisationKind, Person } from '../core/people/directory-schema.js'
import { ROLE_NAMES } from '../core/people/role-names.js'
import type { PersonRow } from './page-types.js'

const KIND_WORDS: Record<OrganisationKind, string> = {
  local_authority: 'Local authority',
  registered_provider: 'Housing association',
  referring_agency: 'Referring agency',
  coordinating_team: 'Coordinating team',
  funder: 'Funder',
}

/** A person with the workspace their organisation is bound to. */
export interface Seat {
  /** The same at every start, because the database remembers it. */
  userId: string
  person: Person
  organisation: Organisation
  tenant: string
}

/** Everybody whose organisation has a Slack workspace. */
export function seatsOf({ people, organisations, workspaces }: Directory): Seat[] {
  const tenants = new Map(
    workspaces.filter((w) => w.platform === 'slack').map((w) => [w.organisation, w.tenant]),
  )
  const named = new Map(organisations.map((o) => [o.id, o]))
  return people.flatMap((person) => {
    const organisation = named.get(person.organisation)
    const tenant = tenants.get(person.organisation)
    return organisation && tenant ? [{ userId: userIdOf(person.id), person, organisation, tenant }] : []
  })
}

export function personRow({ userId, person, organisation }: Seat, people: readonly Person[]): PersonRow {
  return {
    id: userId,
    name: person.name,
    organisation: organisation.name,
    kind: KIND_WORDS[organisation.kind],
    roles: person.roles.map(({ role, deputyFor }) => {
      const stoodInFor = people.find((other) => other.id === deputyFor)
      const words = ROLE_NAMES[role]
      return { id: role, words: stoodInFor ? `${words}, deputy of ${stoodInFor.name}` : words }
    }),
  }
}

function userIdOf(personId: string): string {
  return `U${createHash('sha256').update(personId).digest('hex').slice(0, 10).toUpperCase()}`
}
