import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { aftermath } from '../outages/aftermath.js'
import { countInHand } from '../outages/in-hand.js'
import { COORDINATOR, requestAt, type Staged } from './stage.js'
import { SCHEME, startWorld, type World, wordsOf } from './world.js'

let world: World
const inHand = countInHand()

beforeAll(async () => {
  world = await startWorld({ oneClock: true, wrap: inHand.wrap })
})
afterAll(async () => {
  await world?.end()
})

const store = () => world.app.opened.store.forScheme(SCHEME)

/** Messages in the room of each partner that was to get a notice of this request. */
async function delivered(staged: Staged): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const { id } of world.directory.organisations)
    for (const { requestId, reference } of await store().listNotices({ partnerId: id }))
      if (requestId === staged.id)
        found[id] = world.slack.store
          .messages(world.room(id))
          .map((message) => wordsOf(message))
          .filter((words) => words.includes(reference))
  return found
}

async function eachOnce(staged: Staged): Promise<void> {
  await vi.waitFor(
    async () => {
      const counts = Object.values(await delivered(staged)).map((messages) => messages.length)
      expect(counts.length).toBeGreaterThan(10)
      expect(new Set(counts)).toEqual(new Set([1]))
    },
    { timeout: 15_000 },
  )
}

describe('a release in which the program stops', () => {
  test('while notices go out: after the next start every partner has exactly one', async () => {
    const staged = await requestAt(world, 'approved', { ring: true })
    world.slack.faults.next('chat.postMessage', { kind: 'slow', ms: 300 }, 12)
    await staged.take(COORDINATOR, 'release')
    await world.until(() => world.slack.log.some(({ method }) => method === 'chat.postMessage'))
    await world.restart()
    expect(await aftermath(world, inHand)).toEqual([])
    await eachOnce(staged)
  })

  test('before anything went out, and Redis forgets everything: a sweep delivers it all', async () => {
    const staged = await requestAt(world, 'approved')
    await staged.take(COORDINATOR, 'release')
    await world.restart((redis) => redis.flush())
    await world.app.sweep()
    await eachOnce(staged)
  })
})

describe('two coordinators', () => {
  test('releasing at the same moment: one release, one notice for each partner', async () => {
    const staged = await requestAt(world, 'approved', { ring: true })
    const outcomes = await Promise.allSettled([
      staged.take(COORDINATOR, 'release'),
      staged.take('idris-okonjo', 'release'),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await eachOnce(staged)
  })

  test('recalling while the notices go out: none stays open anywhere', async () => {
    const staged = await requestAt(world, 'approved', { ring: true })
    world.slack.faults.next('chat.postMessage', { kind: 'slow', ms: 300 }, 12)
    const from = Object.fromEntries(
      world.directory.channels.map(({ id }) => [id, world.slack.store.messages(id).length]),
    )
    await staged.take(COORDINATOR, 'release')
    await world.until(() =>
      Object.entries(from).some(([id, count]) => world.slack.store.messages(id).length > count),
    )
    await staged.take(COORDINATOR, 'recall', { reason: 'wrong_facts' })
    await vi.waitFor(
      async () => {
        const placements = await store().listPlacements({ requestId: staged.id })
        const ofNotices = placements.filter(({ screen }) => screen === 'notice')
        expect(
          ofNotices.filter(({ face, state }) => face === 'open' || !['sent', 'withdrawn'].includes(state)),
        ).toEqual([])
      },
      { timeout: 15_000 },
    )
    const since = Object.entries(from).flatMap(([id, count]) => world.slack.store.messages(id).slice(count))
    expect(since.filter((message) => /Offer a property/.test(wordsOf(message)))).toEqual([])
  })
})
