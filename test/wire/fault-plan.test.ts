import { describe, expect, test } from 'vitest'
import { type DayPlan, type Partner, planDay, SLACK_TROUBLES, STEPS, TEAMS_TROUBLES } from './fault-plan.js'

const partners = Array.from(
  { length: 24 },
  (_, n): Partner => ({
    id: `partner-${n + 1}`,
    platform: n % 3 === 0 ? 'teams' : 'slack',
  }),
)
const planned = (seed: number) => planDay(seed, { partners, circulations: 5 })
/** Those of every test run. */
const days = [1, 2, 3, 4].map(planned)

describe('what goes wrong on a day', () => {
  test('is the same for the same seed, and something else for another', () => {
    expect(planned(7)).toEqual(planned(7))
    expect(planned(8)).not.toEqual(planned(7))
  })

  test.each(['slack', 'teams'] as const)('every test run has every fault of a post in %s', (platform) => {
    const kinds = days.flatMap((day) => postsIn(day, platform)).map(({ kind }) => kind)
    const wanted = ['ratelimited', 'slow', 'refused', 'unavailable', ...CUT_OFF]
    expect(new Set(kinds)).toEqual(new Set(wanted))
  })

  test('every test run has every trouble and every step, in flight and at rest', () => {
    const troubles = days.flatMap((day) =>
      day.troubles.map(({ partner, kind }) => `${partner.platform} ${kind}`),
    )
    const wanted = [
      ...SLACK_TROUBLES.map((kind) => `slack ${kind}`),
      ...TEAMS_TROUBLES.map((kind) => `teams ${kind}`),
    ]
    expect(new Set(troubles)).toEqual(new Set(wanted))
    const circulations = days.flatMap((day) => day.circulations)
    for (const step of STEPS.filter((each) => each !== 'nothing')) {
      const taken = circulations
        .filter((each) => each.step === step)
        .map(({ afterPosts }) => afterPosts !== null)
      expect(new Set(taken), step).toEqual(new Set([true, false]))
    }
  })
})

const CUT_OFF = [
  'error500AfterAccept',
  'resetAfterAccept',
  'error500BeforeAccept',
  'resetBeforeAccept',
] as const

function postsIn({ circulations }: DayPlan, platform: Partner['platform']) {
  const ids = partners.filter((partner) => partner.platform === platform).map(({ id }) => id)
  return circulations.flatMap(({ posts }) => posts.flatMap((round) => ids.flatMap((id) => round[id] ?? [])))
}
