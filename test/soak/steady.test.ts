import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ground, openGround } from '../crash/ground.js'
import { Person } from '../crash/person.js'
import { quiet, settle } from '../crash/settle.js'
import {
  COORDINATOR,
  HOME,
  HOUSING_OFFICER,
  LEAD,
  OFFICER,
  PARTNER,
  requestAt,
  type Staged,
} from '../end-to-end/stage.js'
import { SCHEME } from '../end-to-end/world.js'
import { longRun, size } from '../support/long-run.js'
import { figuresOf, type Sample } from './figures.js'
import { OneProgram } from './one-program.js'

const MINUTES = Number(process.env.SOAK_MINUTES ?? 10)
/** In every test run: enough to see that nothing is left behind, not enough to say anything about memory. */
const ROUNDS = size(4, Number.POSITIVE_INFINITY)
const ROUNDS_EACH_SAMPLE = size(1, 10)
const PARTNERS = size(3, 24)
const MOST_GROWTH = 1.1
const DAY_MS = 24 * 3_600_000

let world: Ground<OneProgram>
let redis: Redis
beforeAll(async () => {
  const places = { keepInTeams: ['enfield', 'bexley'], everyNthInTeams: 3, partners: PARTNERS }
  world = await openGround(places, (given) => OneProgram.start(given))
  redis = new Redis(world.redisUrl)
}, 120_000)
afterAll(async () => {
  redis?.disconnect()
  await world?.end()
})

test('at work for long, the program keeps no more memory, no more in Redis and nothing undone', async () => {
  const began = performance.now()
  const minutes = () => (performance.now() - began) / 60_000
  const samples: Sample[] = []
  let rounds = 0
  while (rounds < ROUNDS && (!longRun || minutes() < MINUTES)) {
    await playRound(rounds)
    rounds += 1
    if (rounds % ROUNDS_EACH_SAMPLE === 0) samples.push(await sample(minutes(), rounds))
  }
  const { lines, growth } = figuresOf(samples)
  console.log(lines.join('\n'))
  expect(samples.filter(({ pending }) => pending > 0)).toEqual([])
  const lasting = samples.map(({ lastingKeys }) => lastingKeys)
  expect(Math.max(...lasting)).toBeLessThanOrEqual(MOST_LASTING_KEYS)
  if (longRun) expect(growth).toBeLessThan(MOST_GROWTH)
}, 7_200_000)

/** Each of the queues keeps a handful. Signatures of clicks go after five minutes. */
const MOST_LASTING_KEYS = 15

/** A request from the landlord's approval to its end, and the daily batch after it, by people on both platforms. */
async function playRound(n: number): Promise<void> {
  const staged = await requestAt(world, 'awaiting_approval')
  await world.app.sweep()
  const about = await staged.code()
  await new Person(world, LEAD).decide('approve', { identityConfirmed: true }, { about })
  await new Person(world, COORDINATOR).decide('release', {}, { about })
  const home = { ...HOME, propertyNumber: `BX-${n}` }
  const officer = new Person(world, HOUSING_OFFICER)
  await officer.decide('make_offer', home, { room: PARTNER, about: await partnerReference(staged) })
  for (const [who, words] of [
    [COORDINATOR, 'waiting'],
    [OFFICER, 'mine'],
  ] as const)
    await new Person(world, who).hands.type(words)
  await staged.take(COORDINATOR, 'close', { reason: 'staying' }, { offerId: '' })
  await world.app.sweep()
  await settle(world)
  await world.moveTo(new Date(world.now().getTime() + 4 * DAY_MS))
  await quiet(world)
  world.slack.forget()
  world.teams.forget()
}

async function partnerReference(staged: Staged): Promise<string> {
  await quiet(world)
  const notices = await world.app.opened.store.forScheme(SCHEME).listNotices({ partnerId: PARTNER })
  return notices.find(({ requestId }) => requestId === staged.id)?.reference ?? ''
}

async function keysInRedis(): Promise<Pick<Sample, 'redisKeys' | 'lastingKeys'>> {
  const keys = await redis.keys('*')
  const lives = await Promise.all(keys.map((key) => redis.pttl(key)))
  return { redisKeys: keys.length, lastingKeys: lives.filter((ms) => ms === -1).length }
}

async function sample(minute: number, requests: number): Promise<Sample> {
  const { outbox, placements, followUps } = await world.app.opened.store.work.waiting(world.now())
  const used = /used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]
  return {
    minute,
    requests,
    ...(await world.programs.memory()),
    ...(await keysInRedis()),
    redisBytes: Number(used),
    pending: outbox + placements + followUps,
  }
}
