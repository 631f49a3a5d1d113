import { setTimeout as wait } from 'node:timers/promises'
import type { PlacementRecord } from '../../src/core/placement/placement.js'
import { systemIds } from '../../src/store/ids.js'
import type { FanOutFloorOptions } from '../fan-out-floor.js'
import type { PostedMessage } from '../platform.js'
import type { ProgramOptions } from '../program.js'
import type { BenchWorld } from '../support/bench-world.js'
import { type PreparedCase, prepareCases } from '../support/cases.js'
import { type Child, startChild, wallClock } from '../support/children.js'
import { median, type Verdict } from '../support/figures.js'
import { channelOf, tenantOf, tokenOf } from '../support/world.js'

const ROUNDS = 3
/** What is known of a channel is 15 minutes old at most: each round has to ask the platform again. */
const BETWEEN_ROUNDS_MS = 16 * 60_000
const LOOK_EVERY_MS = 10
const PATIENCE_MS = 60_000

/**
 * One circulation from the commit of the release to the last message confirmed in the store, against a BullMQ job, a
 * `fetch` and an UPDATE for each message. Both ends run in turn and post the same to the same platform.
 */
export async function benchFanOut(bench: BenchWorld, say: (line: string) => void): Promise<Verdict[]> {
  const { world, services, opened, slackConfig, dataKeys, platform } = bench
  const { databaseUrl, redisUrl } = services
  const store = opened.store.forScheme(world.scheme.id)
  const requests = await prepareCases(store, world, 'approved', 2 * (ROUNDS + 1))
  const ours = requests.slice(0, ROUNDS + 1)
  const theirs = requests.slice(ROUNDS + 1)
  const program = startChild('program')
  const floor = startChild('fan-out-floor')
  try {
    await program.ask('start', {
      role: 'all',
      ...{ databaseUrl, redisUrl, dataKeys, slack: slackConfig },
    } satisfies ProgramOptions)
    await wait(500)
    const messages = (await circulate(bench, program, ours[0])).messages
    await floor.ask('start', {
      ...{ databaseUrl, redisUrl, apiUrl: slackConfig.apiUrl },
      message: await platform.ask<PostedMessage>('lastMessage', { channel: channelOf('partner-100') }),
      tokens: new Map(partners(bench).map((id) => [channelOf(id), tokenOf(id)])),
    } satisfies FanOutFloorOptions)
    await floorCirculates(bench, floor, theirs[0], messages)
    await bench.owner.query('analyze')

    const rounds: { program: number; floor: number }[] = []
    for (let n = 1; n <= ROUNDS; n++) {
      await program.ask('moveClock', BETWEEN_ROUNDS_MS)
      const round = await circulate(bench, program, ours[n])
      await wait(500)
      rounds.push({
        program: round.ms,
        floor: await floorCirculates(bench, floor, theirs[n], messages),
      })
    }
    const posted = await platform.ask<number>('posted')
    if (posted !== 2 * (ROUNDS + 1) * messages) throw new Error(`${posted} messages stand in the channels`)

    say(`Fan-out: one circulation to ${messages} channels, ${ROUNDS} rounds; medians`)
    for (const end of ['program', 'floor'] as const) {
      const ms = median(rounds.map((r) => r[end]))
      say(`  ${end.padEnd(8)} ${ms.toFixed(0)} ms, ${((messages / ms) * 1_000).toFixed(0)} messages a second`)
    }
    return [
      {
        what: 'rate, program to floor',
        ratio: median(rounds.map((r) => r.floor / r.program)),
        limit: { atLeast: 0.6 },
      },
    ]
  } finally {
    await Promise.all([program.end(), floor.end()])
  }
}

async function circulate(
  bench: BenchWorld,
  program: Child,
  prepared: PreparedCase | undefined,
): Promise<{ ms: number; messages: number }> {
  const { id, schemeId } = requestOf(prepared)
  const committedAt = await program.ask<number>('circulate', { schemeId, requestId: id })
  const notices = await bench.owner.query('select count(*)::int as n from "Notice" where "requestId" = $1', [
    id,
  ])
  const messages: number = notices.rows[0].n
  return { ms: (await allConfirmed(bench, id, messages)) - committedAt, messages }
}

async function floorCirculates(
  bench: BenchWorld,
  floor: Child,
  prepared: PreparedCase | undefined,
  messages: number,
): Promise<number> {
  const { world, opened } = bench
  const { id, schemeId } = requestOf(prepared)
  const placements = partners(bench)
    .slice(-messages)
    .map((partnerId) => unsent(id, partnerId))
  await opened.store.forScheme(world.scheme.id).upsertPlacements(placements, new Date())
  const jobs = placements.map((p) => ({ schemeId, placementId: p.id, channel: p.conversation.id }))
  const began = await floor.ask<number>('circulate', jobs)
  return (await allConfirmed(bench, id, messages)) - began
}

async function allConfirmed({ owner }: BenchWorld, requestId: string, messages: number): Promise<number> {
  const deadline = wallClock() + PATIENCE_MS
  for (;;) {
    const sent = await owner.query(CONFIRMED, [requestId])
    const at = wallClock()
    if (sent.rows[0].n === messages) return at
    if (at > deadline) throw new Error(`only ${sent.rows[0].n} of ${messages} messages were confirmed`)
    await wait(LOOK_EVERY_MS)
  }
}

const CONFIRMED = `select count(*)::int as n from "Placement"
  where "requestId" = $1 and screen = 'notice' and state = 'sent' and "messageId" is not null`

function requestOf(prepared: PreparedCase | undefined): PreparedCase['request'] {
  if (!prepared) throw new Error('no request is left')
  return prepared.request
}

function partners({ world }: BenchWorld): string[] {
  return world.directory.channels.map(({ organisation }) => organisation)
}

/** Due at no time, so that the program leaves it to the floor. */
function unsent(requestId: string, partnerId: string): PlacementRecord {
  return {
    id: systemIds.random(),
    key: `floor:${requestId}:${partnerId}`,
    screen: 'notice',
    requestId,
    noticeId: null,
    offerId: null,
    topic: null,
    personId: null,
    partnerId,
    conversation: {
      platform: 'slack',
      tenant: tenantOf(partnerId),
      kind: 'room',
      id: channelOf(partnerId),
    },
    message: null,
    face: 'open',
    shownFace: null,
    wanted: 1,
    shown: 0,
    state: 'planned',
    withdraw: false,
    dueAt: '9999-01-01T00:00:00.000Z',
    attempts: 0,
    attemptedAt: null,
    note: null,
  }
}
