import { describe, expect, test } from 'vitest'
import { playJourney } from './journey.js'
import type { Outcome } from './journey-outcome.js'
import { organisationIds, type WorldOptions } from './world.js'

const everybody = organisationIds()

/** Of the nominating officer, the coordinators, and one of the two who offer. */
const inSlack = ['larkspur-womens-aid', 'harbourlight-london', 'juniper-street-housing']
/** The applicant's landlord and the other who offers; beside them every second partner. */
const inTeams = ['hackney', 'bexley']
const mixed = everybody.filter(
  (id, index) => inTeams.includes(id) || (index % 2 === 0 && !inSlack.includes(id)),
)
const mirrored = everybody.filter((id) => !mixed.includes(id))

const WAYS: readonly (readonly [string, WorldOptions])[] = [
  ['everybody on Slack', {}],
  ['nominating officer on Slack, lead on Teams, partners half and half', { teams: mixed }],
  ['its mirror, every organisation on the other platform', { teams: mirrored }],
]

const outcomes: Outcome[] = []

describe.each(WAYS)('one request goes the whole way: %s', (_way, options) => {
  playJourney(options, (outcome) => outcomes.push(outcome))
})

describe('whatever chat people use', () => {
  test('core and audit hold the same at the end, up to ids, codes and times', () => {
    const [first, ...others] = outcomes
    expect(others).toHaveLength(2)
    for (const [kind, rows] of Object.entries(first ?? {})) expect([kind, rows]).not.toEqual([kind, []])
    for (const other of others) expect(other).toEqual(first)
  })
})
