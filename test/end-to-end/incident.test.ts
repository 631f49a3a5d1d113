import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { isAction } from './acting.js'
import { handsOf } from './hands-of.js'
import {
  COORDINATOR,
  COVER,
  HOUSING_OFFICER,
  LEAD,
  OFFICER,
  PARTNER,
  requestAt,
  type Staged,
} from './stage.js'
import { SCHEME, startWorld, type World } from './world.js'

const PATIENT = { timeout: 15_000 }
const LONG = { timeout: 60_000 }

let world: World
beforeAll(async () => {
  world = await startWorld({ teams: ['enfield'], oneClock: true })
})
afterAll(() => world?.end())

const hands = (personId: string) => handsOf(world, personId)
const told = (personId: string, words: RegExp) =>
  hands(personId)
    .chat()
    .filter((message) => words.test(message.words)).length
const later = (minutes: number) => world.moveTo(new Date(world.now().getTime() + minutes * 60_000))
const HOURS = 60

/** Nothing is on its way to anybody; two reminders of one case may be in each other's way for a minute. */
const atRest = () =>
  vi.waitFor(async () => {
    const { outbox, placements } = await world.app.opened.store.work.waiting(world.now())
    expect({ outbox, placements }).toEqual({ outbox: 0, placements: 0 })
  }, PATIENT)

/** Minute after minute, as the sweep does. */
const until = (check: () => void) =>
  vi.waitFor(async () => {
    await later(1)
    await atRest()
    check()
  }, LONG)

/** The notice is out, an officer has opened its details, and it is recalled because of whom it reached. */
async function incident(): Promise<{ staged: Staged; code: string }> {
  const staged = await requestAt(world, 'circulated', { ring: true })
  await atRest()
  const notice = world.slack.store.messages(world.room(PARTNER)).at(-1)
  if (!notice) throw new Error('no notice')
  await world.as(HOUSING_OFFICER).press(notice, isAction('open_details'))
  await staged.take(COORDINATOR, 'recall', { reason: 'wrong_recipient' })
  await atRest()
  return { staged, code: (await staged.record()).reference ?? '' }
}

test(
  'after an incident coordinators read who opened it and where it stood; nobody else does, and the asking is on record',
  LONG,
  async () => {
    const { staged, code } = await incident()
    const officer = world.directory.people.find(({ id }) => id === HOUSING_OFFICER)
    const page = await hands(COORDINATOR).type(`access-log ${code}`)
    expect(page).toMatch(new RegExp(`${officer?.name}, [^\n]*\n?.*open details`))
    expect(page).toContain('Channel of')
    for (const who of [OFFICER, LEAD, HOUSING_OFFICER])
      expect(await hands(who).type(`access-log ${code}`)).toContain('is not for your role')
    await staged.take(COORDINATOR, 'set_exclusion', { kind: 'person', id: COVER })
    expect(await hands(COVER).type(`access-log ${code}`)).toContain('Nothing found for you.')
    const entries = await world.app.opened.store.forScheme(SCHEME).listAccess({ about: staged.id })
    const asked = entries.filter(({ action }) => action === 'read_access_log')
    expect(asked.map(({ actorId, outcome }) => [actorId, outcome])).toEqual([
      [COORDINATOR, 'done'],
      [COVER, 'nothing_found'],
    ])
  },
)

test(
  'the nominating officer is told at once; coordinators are reminded until somebody records the decision on reporting',
  LONG,
  async () => {
    const { staged, code } = await incident()
    expect(told(OFFICER, /reached somebody it should not/)).toBeGreaterThan(0)
    const reminded = () => told(COORDINATOR, /One day is left to decide/)
    const overdue = () => told(COORDINATOR, /time to decide on reporting has run out/)
    const before = { reminded: reminded(), overdue: overdue() }
    await later(48 * HOURS)
    await until(() => expect(reminded()).toBeGreaterThan(before.reminded))
    await later(24 * HOURS)
    await until(() => expect(overdue()).toBeGreaterThan(before.overdue))
    await staged.take(COORDINATOR, 'decide_reporting', { reporting: 'report', why: 'A stranger read it.' })
    await atRest()
    const last = overdue()
    await later(48 * HOURS)
    await until(() => expect(overdue()).toBe(last))
    const card = await hands(COORDINATOR).type(`status ${code}`)
    expect(card).toContain('A stranger read it.')
  },
)
