import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  COORDINATOR,
  HOME,
  HOUSING_OFFICER,
  LEAD,
  PARTNER,
  requestAt,
  type Staged,
} from '../end-to-end/stage.js'
import { SCHEME } from '../end-to-end/world.js'
import { brokenInvariants } from '../support/invariants.js'
import { size } from '../support/long-run.js'
import { Cluster, type Installation } from './cluster.js'
import { openGround } from './ground.js'
import { Person } from './person.js'
import { quiet, settle } from './settle.js'

const REQUESTS = size(4, 40)
/** Their leads are chased while processes are replaced, so many milliseconds after people have begun. */
const CHASED = size(6, 40)
const CHASED_AFTER_MS = 2_000

let world: Installation
let requests: Staged[] = []

beforeAll(async () => {
  const places = { keepInTeams: ['enfield', 'bexley'], everyNthInTeams: 2 }
  world = await openGround(places, (given) => Cluster.start(given))
  for (let n = 0; n < CHASED; n++) await requestAt(world, 'awaiting_approval')
  requests = await Promise.all(Array.from({ length: REQUESTS }, () => requestAt(world, 'submitted')))
  await world.app.sweep()
  await settle(world)
  await world.moveTo(new Date((await firstChaser()).getTime() - CHASED_AFTER_MS))
  await quiet(world)
}, 600_000)
afterAll(async () => {
  await world?.end()
})

/** Each person goes through all requests, one after the other, as soon as it is their turn. */
const people: readonly ((codes: readonly string[]) => Promise<void>)[] = [
  async (codes) => {
    const coordinator = new Person(world, COORDINATOR)
    for (const about of codes) await coordinator.press('send_for_approval', { about })
    for (const about of codes) await coordinator.decide('release', {}, { about })
  },
  async (codes) => {
    const lead = new Person(world, LEAD)
    for (const about of codes) await lead.decide('approve', { identityConfirmed: true }, { about })
  },
  async (codes) => {
    const officer = new Person(world, HOUSING_OFFICER)
    for (const [n] of codes.entries()) {
      const about = await referenceOf(requests[n])
      const home = { ...HOME, propertyNumber: `BX-${n}` }
      await officer.decide('make_offer', home, { room: PARTNER, about })
    }
  },
]

test('each process in turn is stopped and replaced while people click: nothing is lost, nothing is done twice', async () => {
  const codes = await Promise.all(requests.map((staged) => staged.code()))
  let left = people.length
  const work = people.map((person) => person(codes).finally(() => left--))
  const failed = Promise.all(work).catch(() => 'failed')
  while (left > 0 || world.programs.stops.length < 4 || (await chased()) < CHASED) {
    if ((await Promise.race([failed, 'going on'])) === 'failed') break
    await world.programs.replaceOldest()
    await world.programs.tick()
  }
  await Promise.all(work)
  await quiet(world)

  expect(await brokenInvariants({ ...world, opened: world.app.opened, schemeId: SCHEME })).toEqual([])
  const histories = await Promise.all(requests.map((staged) => staged.history()))
  const once = ['submit', 'send_for_approval', 'approve', 'release', 'make_offer']
  for (const history of histories) expect(history.slice(history.indexOf('submit'))).toEqual(once)
  expect(world.programs.stops.filter(({ code, ms }) => code !== 0 || ms > 10_000)).toEqual([])
  const longest = Math.max(...world.programs.stops.map(({ ms }) => ms))
  console.log(
    `${world.programs.stops.length} processes were replaced; the slowest took ${Math.round(longest)} ms to end`,
  )
}, 3_600_000)

async function firstChaser(): Promise<Date> {
  const { rows } = await world.admin.query<{ at: Date }>(
    `select min("dueAt") as at from "FollowUp" where kind = 'approval_chaser_1'`,
  )
  return rows[0]?.at ?? new Date(0)
}

async function chased(): Promise<number> {
  const { rows } = await world.admin.query(
    `select 1 from "FollowUp" where kind = 'approval_chaser_1' and state = 'done'`,
  )
  return rows.length
}

/** Under which the partner knows the request, once it has the notice. */
async function referenceOf(staged: Staged | undefined): Promise<string> {
  const store = world.app.opened.store.forScheme(SCHEME)
  for (;;) {
    const notices = await store.listNotices({ partnerId: PARTNER })
    const notice = notices.find(({ requestId }) => requestId === staged?.id)
    if (notice) return notice.reference
    await world.programs.inHand()
  }
}
