import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { OFFICER, requestAt, type Staged } from './stage.js'
import { startWorld, type World, wordsOf } from './world.js'

let world: World
beforeAll(async () => {
  world = await startWorld({ oneClock: true })
})
afterAll(async () => {
  await world?.end()
})

const THURSDAY_NOON = new Date('2026-12-03T12:00:00Z')
/** The machine wakes in the night, and goes on running. */
const MONDAY_NIGHT = new Date('2026-12-07T03:00:00Z')
const MONDAY_MORNING = new Date('2026-12-07T09:00:00Z')
const LEAD = 'leila-underhill'

const told = (personId: string, words: RegExp) =>
  world.slack.store.dms(world.userId(personId)).filter((message) => words.test(wordsOf(message)))

/** Until when each follow-up of the request that is due has been put off. */
async function putOff(staged: Staged): Promise<unknown[]> {
  const owner = new pg.Client({ connectionString: world.ownerDatabaseUrl })
  await owner.connect()
  try {
    const due = `select kind, "leaseUntil" as until from "FollowUp"
      where "requestId" = $1 and state = 'pending' and "dueAt" <= $2 and "leaseUntil" > $2`
    return (await owner.query(due, [staged.id, world.now()])).rows
  } finally {
    await owner.end()
  }
}

test('a machine asleep from Thursday to Monday at three: nobody is woken, and in the morning each reminder goes out once', async () => {
  await world.moveTo(new Date('2026-12-01T10:00:00Z'))
  const staged = await requestAt(world, 'awaiting_approval', { ring: true })
  const code = await staged.code()
  await world.card(LEAD, new RegExp(code))
  const chased = new RegExp(`waits for your decision[\\s\\S]*${code}`)
  await world.moveTo(THURSDAY_NOON)
  const before = told(LEAD, chased).length
  await world.moveTo(MONDAY_NIGHT)
  await vi.waitFor(async () =>
    expect(await putOff(staged)).toEqual([{ kind: 'approval_chaser_1', until: MONDAY_MORNING }]),
  )
  expect(told(LEAD, chased)).toHaveLength(before)
  await world.moveTo(MONDAY_MORNING)
  await vi.waitFor(() => expect(told(LEAD, chased)).toHaveLength(before + 1), { timeout: 15_000 })
  await world.moveTo(new Date(MONDAY_MORNING.getTime() + 60_000))
  await world.restart((redis) => redis.flush())
  await world.app.sweep()
  expect(told(LEAD, chased)).toHaveLength(before + 1)
})

test('what is about safety does not wait for the morning', async () => {
  const staged = await requestAt(world, 'circulated', { ring: true })
  await world.moveTo(new Date('2026-12-12T02:00:00Z'))
  await staged.take(OFFICER, 'raise_safety_concern')
  const alarm = /has not been confirmed/
  const before = told(OFFICER, alarm).length
  await world.moveTo(new Date('2026-12-12T02:31:00Z'))
  await vi.waitFor(() => expect(told(OFFICER, alarm)).toHaveLength(before + 1), { timeout: 15_000 })
})
