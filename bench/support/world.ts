import { readScheme, schemeFileOf } from '../../src/app/schemes.js'
import type { Directory, OrganisationKind } from '../../src/core/people/directory-schema.js'
import type { Role } from '../../src/core/request/states.js'
import type { Scheme } from '../../src/core/scheme/scheme-file.js'
import type { OpenedStore } from '../../src/store/index.js'

export const OFFICER = 'officer'
export const COORDINATOR = 'coordinator'

/** Everything is worked out from the number of partners, so every process can work it out for itself. */
export interface World {
  scheme: Scheme
  directory: Directory
  areasWanted: string[]
  /** Landlords of requests to decide, each with one named lead. */
  landlords: { id: string; leadId: string }[]
}

/** How many partners have a named lead: people press at the same time, each in a workspace of their own. */
const LEADS = 40

/** London's rules for `partners` invented landlords, each with a workspace and a private channel of its own. */
export function makeWorld(partners: number): World {
  const scheme = readScheme(schemeFileOf('london'))
  const areas = scheme.areas.map(({ code }) => code)
  const areasWanted = areas.slice(0, 8)
  const partnerIds = Array.from({ length: partners }, (_, n) => `partner-${n + 1}`)
  const landlords = partnerIds.slice(0, LEADS).map((id) => ({ id, leadId: `lead-of-${id}` }))
  const organisations = [
    organisation('agency', 'referring_agency', null),
    organisation('team', 'coordinating_team', null),
    ...partnerIds.map((id, n) =>
      organisation(id, 'registered_provider', [
        ...new Set([areasWanted[n % 8] ?? '', areasWanted[(n + 3) % 8] ?? '', areas[8 + (n % 24)] ?? '']),
      ]),
    ),
  ]
  return {
    scheme,
    areasWanted,
    landlords,
    directory: {
      scheme: scheme.id,
      organisations,
      people: [
        person(OFFICER, 'agency', 'nominating_officer'),
        person(COORDINATOR, 'team', 'coordinator'),
        ...landlords.map(({ id, leadId }) => person(leadId, id, 'named_lead')),
      ],
      workspaces: organisations.map(({ id }) => ({
        platform: 'slack',
        tenant: tenantOf(id),
        enterprise: null,
        organisation: id,
      })),
      channels: partnerIds.map((id) => ({
        platform: 'slack',
        tenant: tenantOf(id),
        id: channelOf(id),
        organisation: id,
        purpose: 'notices',
      })),
    },
  }
}

export const tenantOf = (organisationId: string): string => `T${slackId(organisationId)}`
export const channelOf = (organisationId: string): string => `C${slackId(organisationId)}`
export const userOf = (personId: string): string => `U${slackId(personId)}`
export const tokenOf = (organisationId: string): string => `xoxb-${organisationId}`

/** Loads scheme and directory, and makes every workspace and account known, as installing, first contacts and one-time codes do. */
export async function importWorld({ directory }: OpenedStore, world: World): Promise<void> {
  await directory.loadScheme(world.scheme)
  await directory.importDirectory(world.directory)
  await inGroups(world.directory.workspaces, 10, ({ tenant, organisation: id }) =>
    directory.installWorkspace({
      platform: 'slack',
      tenant,
      enterprise: null,
      botToken: tokenOf(id),
      botUserId: `${tenant}BOT`,
    }),
  )
  await inGroups(world.directory.people, 10, async ({ id, organisation, email }) => {
    const schemeId = world.scheme.id
    const account = { platform: 'slack', tenant: tenantOf(organisation), userId: userOf(id) } as const
    const at = new Date()
    await directory.bindAccount({ schemeId, account, email, at })
    await directory.confirmAccount(schemeId, account, at)
  })
}

async function inGroups<T>(items: readonly T[], size: number, each: (item: T) => Promise<unknown>) {
  for (let at = 0; at < items.length; at += size) await Promise.all(items.slice(at, at + size).map(each))
}

function slackId(id: string): string {
  return id.toUpperCase().replaceAll('-', '')
}

function organisation(id: string, kind: OrganisationKind, stockAreas: string[] | null) {
  return { id, name: `Name of ${id}`, kind, active: true, stockAreas, successorOf: [] }
}

function person(id: string, at: string, role: Role): Directory['people'][number] {
  return {
    id,
    name: `Name of ${id}`,
    email: `${id}@example.org`,
    workPhone: '+442079460101',
    organisation: at,
    team: null,
    roles: [{ role }],
  }
}
