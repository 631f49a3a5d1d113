import pino from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { NO_CHANGE, type PreparedCase, prepareCases } from '../../bench/support/cases.js'
import { approveClick } from '../../bench/support/click-body.js'
import { signedHeaders } from '../../bench/support/load.js'
import { channelOf, importWorld, makeWorld, tenantOf, tokenOf, userOf } from '../../bench/support/world.js'
import { type App, type ComposeOptions, compose } from '../../src/app/compose.js'
import type { PlacementRecord } from '../../src/core/placement/placement.js'
import { type SlackStandin, startSlackStandin } from '../../src/standins/slack/index.js'
import { systemIds } from '../../src/store/ids.js'
import { keysFromText, newDataKey } from '../../src/store/key-provider.js'
import { freshDatabase, freshRedis } from '../support/services.js'

const world = makeWorld(2)
const SCHEME = world.scheme.id
const PARTNER = 'partner-2'
const cleanUp: (() => Promise<unknown>)[] = []
/** As `pg` is asked for them, BEGIN and COMMIT included. */
const statements: string[] = []
let slack: SlackStandin
let bots: App
let options: Omit<ComposeOptions, 'role'>
let cases: PreparedCase[]

beforeAll(async () => {
  const [database, redis] = await Promise.all([freshDatabase(), freshRedis()])
  cleanUp.push(database.drop)
  slack = await startSlackStandin()
  cleanUp.push(() => slack.close())
  for (const { id, name } of world.directory.organisations)
    slack.addWorkspace({ id: tenantOf(id), name, botToken: tokenOf(id) })
  for (const { id, name, organisation, email } of world.directory.people)
    slack.addUser({ id: userOf(id), teamId: tenantOf(organisation), name, email })
  for (const { organisation, id } of world.directory.channels)
    slack.addChannel({ id, teamId: tenantOf(organisation), name: 'moves', private: true })
  options = {
    host: '127.0.0.1',
    port: 0,
    databaseUrl: database.databaseUrl,
    redisUrl: redis.url,
    keys: keysFromText(newDataKey()),
    teams: null,
    slack: {
      signingSecrets: [slack.signingSecret],
      access: { clientId: slack.clientId, clientSecret: slack.clientSecret, stateSecret: 'state' },
      apiUrl: slack.url,
    },
    log: pino({ level: 'silent' }),
    onStatement: (sql) => void statements.push(sql),
  }
  bots = await compose({ ...options, role: 'bots' })
  cleanUp.push(() => bots.stop())
  await importWorld(bots.opened, world)
  cases = await prepareCases(bots.opened.store.forScheme(SCHEME), world, 'awaiting_approval', 3)
})

afterAll(async () => {
  for (const step of cleanUp.reverse()) await step()
})

test('a delivery takes at most three statements from its job to the record of the message', async () => {
  const worker = await compose({ ...options, role: 'worker' })
  try {
    const [first, second] = await plannedNotices(2)
    // The first finds the workspace's token and the scheme's texts, which the process keeps.
    worker.ports.doorbell.ring(SCHEME, { placements: [first] })
    await vi.waitFor(() => expect(recordings()).toHaveLength(1))
    statements.length = 0
    worker.ports.doorbell.ring(SCHEME, { placements: [second] })
    await vi.waitFor(() => expect(recordings()).toHaveLength(1))
  } finally {
    await worker.stop()
  }
  expect(statements.length, statements.join('\n\n')).toBeLessThanOrEqual(3)
  expect(slack.store.channels.get(channelOf(PARTNER))?.timeline).toHaveLength(2)
})

test('a click takes at most three statements from the request to its answer, the token look-up included', async () => {
  const [first, , second] = cases
  // The same lead twice: who is behind an account is looked at again after 15 minutes only.
  expect(await click(first)).toContain('Approved. Thank you.')
  statements.length = 0
  expect(await click(second)).toContain('Approved. Thank you.')
  expect(statements.length, statements.join('\n\n')).toBeLessThanOrEqual(3)
})

const recordings = () => statements.filter((sql) => sql.includes(' as again'))

async function click(prepared: PreparedCase | undefined): Promise<string> {
  if (!prepared) throw new Error('no request is left')
  const body = approveClick(world, prepared)
  const headers = signedHeaders(body, slack.signingSecret)
  const response = await fetch(`${bots.url}/slack/events`, { method: 'POST', headers, body })
  return response.text()
}

/** Notices of one request as a release plans them, not sent yet; gives the ids of their placements. */
async function plannedNotices(count: number): Promise<[string, string]> {
  const store = bots.opened.store.forScheme(SCHEME)
  const { request, card } = cases[0] as PreparedCase
  const notices = Array.from({ length: count }, (_, n) => ({
    id: systemIds.ordered(),
    requestId: request.id,
    partnerId: PARTNER,
    reference: `P-${n}`,
    areas: world.areasWanted.slice(0, 2),
    round: 1,
    live: true,
  }))
  expect(await store.commit({ ...NO_CHANGE, notices })).toBe('committed')
  const placements = notices.map(
    ({ id }): PlacementRecord => ({
      ...card,
      id: systemIds.random(),
      key: `notice:${id}`,
      screen: 'notice',
      noticeId: id,
      personId: null,
      partnerId: PARTNER,
      conversation: {
        platform: 'slack',
        tenant: tenantOf(PARTNER),
        kind: 'room',
        id: channelOf(PARTNER),
      },
      message: null,
      face: 'open',
      shownFace: null,
      shown: 0,
      state: 'planned',
    }),
  )
  await store.upsertPlacements(placements, new Date())
  statements.length = 0
  return placements.map(({ id }) => id) as [string, string]
}
