import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Day } from './day.js'
import { SLACK_TROUBLES, TEAMS_TROUBLES } from './fault-plan.js'
import { CIRCULATIONS_A_DAY, PARTNERS, SEEDS } from './sizes.js'
import { startWireWorld, type WireWorld } from './wire-world.js'

const KINDS = [
  'ratelimited',
  'slow',
  'error500AfterAccept',
  'error500BeforeAccept',
  'resetAfterAccept',
  'resetBeforeAccept',
]
const EVERYTHING = [
  ...KINDS.flatMap((kind) => [`slack chat.postMessage ${kind}`, `teams send ${kind}`]),
  ...SLACK_TROUBLES.map((kind) => `slack ${kind}`),
  ...TEAMS_TROUBLES.map((kind) => `teams ${kind}`),
  'a step while notices go out',
]

let wire: WireWorld
/** What went wrong on any day. */
const met = new Set<string>()

beforeAll(async () => {
  wire = await startWireWorld(PARTNERS)
}, 120_000)
afterAll(async () => {
  await wire?.end()
})
afterEach(() => {
  const { slack, teams } = wire.world
  for (const { method, fault } of slack.log) met.add(`slack ${method} ${fault}`)
  for (const { operation, fault } of teams.log) met.add(`teams ${operation} ${fault}`)
  wire.forget()
})

describe('while Slack and Teams misbehave, no notice stands twice, none is missing unnoticed, no old text stays', () => {
  test.each(SEEDS)('on day %i', { timeout: 120_000 }, async (seed) => {
    const day = new Day(wire, seed, CIRCULATIONS_A_DAY)
    const found = await day.live()
    for (const { partner, kind } of day.troubles.begun) met.add(`${partner.platform} ${kind}`)
    if (day.inFlight > 0) met.add('a step while notices go out')
    expect(found, `repeat this day alone with WIRE_SEED=${seed}`).toEqual([])
  })

  test.skipIf(SEEDS.length === 1)('and every kind of misbehaviour was met', () => {
    expect([...met]).toEqual(expect.arrayContaining(EVERYTHING))
  })
})
