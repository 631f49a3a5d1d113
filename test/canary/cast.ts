import type { Directory } from '../../src/core/people/directory-schema.js'
import { officerOf, partnerId, withPartners } from '../support/partners.js'
import { capital } from './marked-scheme.js'
import type { Markers } from './markers.js'

type Person = Directory['people'][number]
type Organisation = Directory['organisations'][number]

/** Beside them three of the four landlords get each notice: eight partners. */
const OFFERING = [1, 2, 3, 4, 5].map(partnerId)
export const LANDLORDS = ['landlord-1', 'landlord-2', 'landlord-3', 'landlord-4'] as const
export const COORDINATORS = ['coordinator-in-slack', 'coordinator-in-teams'] as const
const AGENCIES = ['agency-in-slack', 'agency-in-teams'] as const
const TEAMS = ['agency-in-teams', 'team-in-teams', 'landlord-2', 'landlord-4']

export const officerFor = (journey: number): string => `nominating-officer-${journey}`
/** How often each of the eight ways of `scripts.ts` was taken before. */
export const turnOf = (request: number): number => Math.floor(request / 8)
/** Mixed so that people of one request use Slack and Teams in every combination. */
const agencyOf = (request: number): string =>
  AGENCIES[([0, 1, 1, 0][request % 4] ?? 0) ^ (turnOf(request) % 2)] ?? ''
export const landlordFor = (request: number): string =>
  LANDLORDS[(([0, 2, 1, 3][request % 4] ?? 0) + turnOf(request)) % 4] ?? ''
export const coordinatorFor = (request: number): string => COORDINATORS[(request + turnOf(request)) % 2] ?? ''
export const leadsOf = (landlord: string): [string, string] => [
  `lead-a-of-${landlord}`,
  `lead-b-of-${landlord}`,
]

/** Two who offer a home to this request, one in Teams and one in Slack. */
export function offerersFor(journey: number): [string, string] {
  const inTeams = OFFERING[(journey % 3) * 2] ?? ''
  const inSlack = OFFERING[journey % 2 === 0 ? 1 : 3] ?? ''
  return [officerOf(inTeams), officerOf(inSlack)]
}

/**
 * Everybody in a small scheme, half in Slack and half in Teams, with markers for names and numbers: one nominating
 * officer for each request, so that what is said of one can be told from what is said of another.
 */
export function castOf(demo: Directory, requests: readonly number[], markers: Markers): Directory {
  const own: Organisation[] = [
    organisation('team-in-slack', 'coordinating_team', 'Team in Slack'),
    organisation('team-in-teams', 'coordinating_team', 'Team in Teams'),
    ...AGENCIES.map((id) => {
      const whose = new Set(requests.filter((n) => agencyOf(n) === id))
      const word = markers.word('officer_organisation', { listed: true, requests: whose, owner: id })
      return organisation(id, 'referring_agency', `${capital(word)} Agency`)
    }),
    ...LANDLORDS.map((id) => {
      const name = `${capital(markers.word('landlord', { listed: true, owner: id }))} Borough`
      return organisation(id, 'local_authority', name)
    }),
  ]
  const people: Person[] = [
    person(COORDINATORS[0], 'team-in-slack', 'coordinator'),
    person(COORDINATORS[1], 'team-in-teams', 'coordinator'),
    ...LANDLORDS.flatMap((id) => [
      ...leadsOf(id).map((lead) => ({
        ...person(lead, id, 'named_lead'),
        name: `${capital(markers.word('lead_name', { listed: true, owner: lead }))} Lead`,
      })),
      person(officerOf(id), id, 'housing_officer'),
    ]),
    ...requests.map((n) => nominatingOfficer(n, markers)),
  ]
  const tenants = own.map(({ id }) => ({
    platform: 'slack' as const,
    tenant: id,
    enterprise: null,
    organisation: id,
  }))
  const channels = LANDLORDS.map((id) => ({
    ...{ platform: 'slack' as const, tenant: id, id, organisation: id },
    purpose: 'notices' as const,
  }))
  const small: Directory = { ...demo, organisations: own, people, workspaces: tenants, channels }
  const everybody = withPartners(small, {
    partners: OFFERING.length,
    everyNthInTeams: 2,
    keep: own.map(({ id }) => id),
    keepInTeams: TEAMS,
  })
  return withMarkedPartners(everybody, markers)
}

function withMarkedPartners(directory: Directory, markers: Markers): Directory {
  const offerers = OFFERING.map(officerOf)
  return {
    ...directory,
    organisations: directory.organisations.map((each) =>
      OFFERING.includes(each.id)
        ? {
            ...each,
            name: `${capital(markers.word('offer_partner', { listed: true, owner: each.id }))} Homes`,
          }
        : each,
    ),
    people: directory.people.map((each) =>
      offerers.includes(each.id)
        ? {
            ...each,
            name: `${capital(markers.word('offer_contact', { listed: true, owner: each.id }))} Officer`,
            workPhone: markers.phone('offer_contact', { listed: true, owner: each.id }),
          }
        : each,
    ),
  }
}

function nominatingOfficer(n: number, markers: Markers): Person {
  const id = officerFor(n)
  const about = { requests: new Set([n]), owner: id, listed: true as const }
  return {
    ...person(id, agencyOf(n), 'nominating_officer'),
    name: `${capital(markers.word('officer_name', about))} Officer`,
    email: `${markers.word('officer_email', about)}@example.org`,
    workPhone: markers.phone('officer_phone', about),
  }
}

function organisation(id: string, kind: Organisation['kind'], name: string): Organisation {
  return { id, name, kind, active: true, stockAreas: null, successorOf: [] }
}

function person(id: string, organisation: string, role: Person['roles'][number]['role']): Person {
  const name = capital(id.replaceAll('-', ' '))
  return {
    id,
    name,
    email: `${id}@example.org`,
    workPhone: '+442079460101',
    organisation,
    team: null,
    roles: [{ role }],
  }
}
