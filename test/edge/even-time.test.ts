import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { evenTime } from '../../src/bots/dialogue/even-time.js'
import { handsOf } from '../end-to-end/hands-of.js'
import { requestAt } from '../end-to-end/stage.js'
import { startWorld, type World } from '../end-to-end/world.js'

const EVERY_MS = 400
/** Housing officers, who have no part in a request that waits for its landlord. */
const STRANGERS = { slack: 'hamid-birtwhistle', teams: 'elin-fothergill' }
const PLATFORMS = ['slack', 'teams'] as const

let world: World
let codes: Readonly<Record<'there' | 'not there', string>>
beforeAll(async () => {
  const organisation = 'bromley'
  world = await startWorld({ nothingFoundAfterMs: EVERY_MS, teams: [organisation] })
  const request = await requestAt(world, 'awaiting_approval')
  codes = { there: await request.code(), 'not there': 'W-7K3QXM' }
})
afterAll(() => world?.end())

describe.each(PLATFORMS)('in %s', (platform) => {
  test.each(['there', 'not there'] as const)(
    '"Nothing found for you" is not said before its time, whatever was asked for is %s',
    async (which) => {
      const hands = handsOf(world, STRANGERS[platform])
      const from = performance.now()
      expect(await hands.type(`status ${codes[which]}`)).toContain('Nothing found for you.')
      expect(performance.now() - from).toBeGreaterThanOrEqual(EVERY_MS)
    },
  )
})

test.each([0, 5, 25, 60])(
  'after %d ms it is a whole multiple of the time that is to pass',
  async (passed) => {
    const every = 20
    const from = performance.now() - passed
    await evenTime(from, every)
    expect(performance.now() - from).toBeGreaterThanOrEqual(
      Math.max(every, Math.ceil(passed / every) * every),
    )
  },
)
