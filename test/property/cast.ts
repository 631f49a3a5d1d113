import { join } from 'node:path'
import { schemesFolder } from '../../src/app/paths.js'
import { readDirectory } from '../../src/app/schemes.js'
import type { Directory } from '../../src/core/people/directory-schema.js'
import { scheme } from '../end-to-end/stage.js'
import { onPlatforms } from '../support/on-platforms.js'
import { officerOf, partnerId, withPartners } from '../support/partners.js'
import type { Role } from './model-rules.js'
import type { Who } from './model-types.js'

const PARTNER = partnerId(1)
const TEAMS = ['steady-ground-youth', 'enfield', PARTNER]
const SLACK = ['larkspur-womens-aid', 'brent', 'bexley']
const TEAM = ['harbourlight-london', 'riverside-community-fund']

/** A small scheme. Of each kind of people some use Slack and some Teams; the coordinators all use one of them. */
function aDirectory(inTeams: readonly string[]): Directory {
  const demo = readDirectory(join(schemesFolder, 'demo-directory.yaml'), scheme)
  const keep = [...TEAMS, ...SLACK, ...TEAM]
  const small = withPartners(demo, { partners: 1, everyNthInTeams: 0, keep })
  return onPlatforms(small, inTeams)
}

export const COORDINATORS_IN_SLACK = aDirectory(TEAMS)
export const COORDINATORS_IN_TEAMS = aDirectory([...SLACK, ...TEAM])

const who = (id: string, role: Role | null, at: string): Who => ({ id, role, at })

/** Of each, one is in Slack and one in Teams. */
export const OFFICERS = [
  who('rosalind-achebe', 'NO', 'larkspur-womens-aid'),
  who('dominic-farrar', 'NO', 'steady-ground-youth'),
] as const
export const LANDLORDS = ['brent', 'enfield'] as const
export const COORDINATORS = [
  who('maren-calloway', 'coordinator', 'harbourlight-london'),
  who('idris-okonjo', 'coordinator', 'harbourlight-london'),
] as const
const LEADS = [
  who('nuala-venning', 'lead', 'brent'),
  who('oscar-belgrave', 'lead', 'brent'),
  who('leila-underhill', 'lead', 'enfield'),
  who('joanna-lomax', 'lead', 'enfield'),
]
/** Bexley has a home in a wanted area, the invented partner keeps no stock list: both get every notice. */
export const AUDIENCE = ['bexley', PARTNER] as const
const HOUSING_OFFICERS = [
  who('hamid-birtwhistle', 'officer', 'bexley'),
  who(officerOf(PARTNER), 'officer', PARTNER),
]
/** Officers whose partners have nothing in a wanted area, a manager, the administrator, the auditor, a reporter. */
const STRANGERS = [
  who('mei-abara', 'officer', 'brent'),
  who('adaeze-fothergill', 'officer', 'enfield'),
  who('ursula-iqbaal', null, 'bexley'),
  who('hattie-brandreth', null, 'harbourlight-london'),
  who('solomon-vane', null, 'harbourlight-london'),
  who('celia-marchbanks', null, 'riverside-community-fund'),
]

export const CAST: readonly Who[] = [
  ...OFFICERS,
  ...COORDINATORS,
  ...LEADS,
  ...HOUSING_OFFICERS,
  ...STRANGERS,
]

const PEOPLE = new Map(COORDINATORS_IN_SLACK.people.map((person) => [person.id, person]))

export function nameOf(id: string): string {
  return PEOPLE.get(id)?.name ?? id
}

export function organisationOf(id: string): string {
  return PEOPLE.get(id)?.organisation ?? ''
}
