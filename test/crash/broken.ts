import { Redis } from 'ioredis'
import { PARKED } from '../../src/core/placement/placement.js'
import { JOBS } from '../../src/jobs/definitions.js'
import { COORDINATOR } from '../end-to-end/stage.js'
import { SCHEME } from '../end-to-end/world.js'
import { brokenInvariants } from '../support/invariants.js'
import type { Arena } from './arena.js'
import { Person } from './person.js'

/** What does not hold in the database, in Redis and on both platforms, once everything has settled after a kill. */
export async function brokenAfterKills(arena: Arena): Promise<string[]> {
  const { slack, teams, ownerDatabaseUrl, app, now, programs } = arena
  const interrupted = new Set(programs.interrupted.keys())
  const watched = { slack, teams, ownerDatabaseUrl, opened: app.opened, schemeId: SCHEME, now }
  return [
    ...(await brokenInvariants(watched, { interrupted })),
    ...(await brokenUncertainty(arena)),
    ...(await brokenJobs(arena.redisUrl)),
  ]
}

interface Uncertain {
  id: string
  key: string
  screen: string
  platform: string
  note: string | null
  code: string
  partner: string | null
  place: string
  told: number
}

const UNCERTAIN = `select p.id, p.key, p.screen, p.platform, p.note, p."conversationId" as place,
    coalesce(r.reference, r."workingCode") as code, o.name as partner,
    (select count(distinct t."personId")::int from "Placement" t
      where t."requestId" = p."requestId" and t.topic = 'not_delivered' and t.state in ('sent', 'ambiguous')) as told
  from "Placement" p join "Request" r on r.id = p."requestId" left join "Organisation" o on o.id = p."partnerId"
  where p.state = 'ambiguous'`

/**
 * Whatever is uncertain is a message in Teams that was interrupted, and stands there as far as it had got. The
 * coordinator is told, and reads which.
 */
async function brokenUncertainty(arena: Arena): Promise<string[]> {
  const { rows } = await arena.admin.query<Uncertain>(UNCERTAIN)
  const known = await arena.admin.query<{ id: string }>(
    'select "messageId" as id from "Placement" where "messageId" is not null',
  )
  const knownIds = new Set(known.rows.map(({ id }) => id))
  const broken: string[] = []
  for (const { id, key, screen, platform, note, code, partner, place, told } of rows) {
    const say = (words: string) => broken.push(`${key}: ${words}`)
    const progress = arena.programs.interrupted.get(id)
    if (platform !== 'teams' || !progress || note !== PARKED) say(`is uncertain in ${platform}, "${note}"`)
    const sharing = rows.filter((row) => row.place === place).map((row) => row.id)
    const standing = strangers(arena, place, knownIds)
    if (progress && !mayStand(arena, sharing, standing)) say(`was ${progress}, and ${standing} stand there`)
    if (told !== 1) say(`${told} coordinators were told that it is uncertain`)
    const status = await new Person(arena, COORDINATOR).type(`status ${code}`)
    const reads =
      screen === 'notice'
        ? status.includes(`Not sure whether reached`) && status.includes(partner ?? '')
        : status.includes('nobody knows whether it arrived')
    if (!reads) say(`the coordinator does not read that it is uncertain, but: ${status}`)
  }
  return broken
}

/** Messages of the app in a place that no placement knows and that answer nobody. */
function strangers({ teams }: Arena, place: string, known: ReadonlySet<string>): number {
  const chat = teams.store.chat(place)?.id ?? place
  return teams.store
    .messages(chat)
    .filter(({ id, from, replyToId }) => from === undefined && replyToId === undefined && !known.has(id))
    .length
}

/** What was posted stands there, what was only claimed does not; in between both may be. */
function mayStand({ programs }: Arena, ids: readonly string[], standing: number): boolean {
  const count = (...wanted: (string | undefined)[]) =>
    ids.filter((id) => wanted.includes(programs.interrupted.get(id))).length
  return standing >= count('posted') && standing <= count('posted', 'posting')
}

/** Nothing waits in Redis that the database does not know, nothing failed is kept, and jobs hold ids only. */
async function brokenJobs(redisUrl: string): Promise<string[]> {
  const redis = new Redis(redisUrl)
  try {
    const found = await Promise.all(JOBS.map((job) => brokenQueue(redis, job.name, job.schema)))
    return found.flat()
  } finally {
    redis.disconnect()
  }
}

async function brokenQueue(
  redis: Redis,
  name: string,
  schema: (typeof JOBS)[number]['schema'],
): Promise<string[]> {
  const [waiting, failed, keys] = await Promise.all([
    redis.llen(`bull:${name}:wait`),
    redis.zcard(`bull:${name}:failed`),
    redis.keys(`bull:${name}:*`),
  ])
  const jobs = keys.filter((key) => /:[0-9a-f-]+$/.test(key))
  const contents = await Promise.all(jobs.map((key) => redis.hget(key, 'data')))
  const strange = contents.filter((data) => data && !schema.safeParse(JSON.parse(data)).success)
  return [
    ...(waiting > 0 ? [`${waiting} ${name} jobs wait`] : []),
    ...(failed > 0 ? [`${failed} failed ${name} jobs are kept`] : []),
    ...strange.map((data) => `a ${name} job holds ${data}`),
  ]
}
