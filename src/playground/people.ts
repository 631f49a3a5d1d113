import { createHash } from 'node:crypto'
import type { Directory, Organisation, OrganisationKind, Person } from '../core/people/directory-schema.js'
import { ROLE_NAMES } from '../core/people/role-names.js'
import type { PersonRow, Platform } from './page-types.js'

const KIND_WORDS: Record<OrganisationKind, string> = {
  local_authority: 'Local authority',
  registered_provider: 'Housing association',
  referring_agency: 'Referring agency',
  coordinating_team: 'Coordinating team',
  funder: 'Funder',
}

/** A person with one of the workspaces or tenants their organisation is bound to. */
export interface Seat {
  platform: Platform
  /** The same at every start, because the database remembers it. */
  userId: string
  person: Person
  organisation: Organisation
  tenant: string
}

/** Everybody whose organisation has a Slack workspace or a Teams tenant; twice whose organisation has both. */
export function seatsOf({ people, organisations, workspaces }: Directory): Seat[] {
  const named = new Map(organisations.map((o) => [o.id, o]))
  return people.flatMap((person) => {
    const organisation = named.get(person.organisation)
    const theirs = workspaces.filter((workspace) => workspace.organisation === person.organisation)
    return organisation
      ? theirs.map(({ platform, tenant }) => ({
          ...{ platform, tenant, person, organisation },
          userId: USER_IDS[platform](person.id),
        }))
      : []
  })
}

export function personRow(
  { platform, userId, person, organisation }: Seat,
  people: readonly Person[],
): PersonRow {
  return {
    id: userId,
    platform,
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

const USER_IDS = {
  slack: (personId: string) => `U${digest(personId).slice(0, 10).toUpperCase()}`,
  teams: (personId: string) =>
    digest(personId).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5'),
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
