import pg from 'pg'
import { verifyChain } from '../../src/core/audit/chain.js'
import { FOLLOW_UPS } from '../../src/core/follow-up/follow-up-table.js'
import type { BotFrameworkStandin } from '../../src/standins/botframework/index.js'
import type { SlackStandin } from '../../src/standins/slack/index.js'
import { sha256Hasher } from '../../src/store/hasher.js'
import { type OpenedStore, verifyAccess } from '../../src/store/index.js'
import { narrowTo } from './narrowed.js'

/** What the checker reads: the database, and what stands on both platforms. */
export interface Watched {
  slack: SlackStandin
  teams: BotFrameworkStandin
  ownerDatabaseUrl: string
  opened: Pick<OpenedStore, 'audit'>
  schemeId: string
  now(): Date
}

/** Posts in Teams that were cut off in the middle: each may stand there or not, and nobody can look. */
export interface Expected {
  /** Placements whose post was cut off; left out: none may be uncertain. */
  interrupted?: ReadonlySet<string>
  /** Requests to look at; left out: everything. */
  requests?: ReadonlySet<string>
}

interface PlacementRow {
  id: string
  key: string
  screen: string
  platform: 'slack' | 'teams'
  messageId: string | null
  face: string
  state: string
}

/**
 * Everything that must hold once nothing is under way any more, whatever happened before; a sentence for each thing
 * that does not. Reads rows and stand-ins' stores, never the program's own view of them.
 */
export async function brokenInvariants(watched: Watched, expected: Expected = {}): Promise<string[]> {
  const owner = new pg.Client({ connectionString: watched.ownerDatabaseUrl })
  await owner.connect()
  try {
    const { requests } = expected
    if (requests) await narrowTo(owner, requests)
    const found = [
      await brokenTransitions(owner, watched),
      requests ? [] : await brokenAccess(watched),
      await brokenApprovals(owner),
      await brokenLedger(owner),
      await brokenFollowUps(owner, watched.now()),
      await whatIsStuck(owner, watched.now()),
      await brokenScreens(owner, watched, expected),
    ]
    return found.flat()
  } finally {
    await owner.end()
  }
}

type Rows = (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>

const rowsOf =
  (owner: pg.Client): Rows =>
  async (sql, values = []) =>
    (await owner.query(sql, values)).rows

/** One entry for each step: the chain is whole, each step begins where the one before ended, and the last is the state. */
async function brokenTransitions(owner: pg.Client, { opened, schemeId }: Watched): Promise<string[]> {
  const requests = await rowsOf(owner)('select id, state, version from "Request" where "schemeId" = $1', [
    schemeId,
  ])
  const broken: string[] = []
  for (const { id, state, version } of requests) {
    const chain = await opened.audit.transitionsOf(schemeId, String(id))
    if (!chain) continue
    const fault = verifyChain(chain.entries, chain.head, sha256Hasher)
    if (fault) broken.push(`request ${id}: its chain is broken at ${fault.seq}, ${fault.fault}`)
    const jumps = chain.entries.filter((entry, at) => entry.from !== (chain.entries[at - 1]?.to ?? null))
    for (const { seq, from } of jumps)
      broken.push(`request ${id}: step ${seq} begins in ${from}, where no step ended`)
    const last = chain.entries.at(-1)
    if (last?.to !== state) broken.push(`request ${id} is ${state}, but its last step led to ${last?.to}`)
    if (chain.entries.length !== version)
      broken.push(`request ${id} has changed ${version} times in ${chain.entries.length} steps`)
  }
  return broken
}

async function brokenAccess({ opened: { audit }, schemeId }: Watched): Promise<string[]> {
  const days = await audit.accessDays(schemeId)
  const faults = await Promise.all(
    days.map(async (day) => verifyAccess(await audit.accessEntries(schemeId, day), sha256Hasher)),
  )
  return faults.flatMap((fault, at) => (fault ? [`access on ${days[at]}: ${fault.seq}, ${fault.fault}`] : []))
}

async function brokenApprovals(owner: pg.Client): Promise<string[]> {
  const twice = await rowsOf(owner)(
    `select "requestId", round, count(distinct decision || coalesce("decidedBy", '')) as decisions from "Approval"
      where decision is not null group by 1, 2 having count(distinct decision || coalesce("decidedBy", '')) > 1`,
  )
  return twice.map(
    ({ requestId, round, decisions }) => `request ${requestId}: ${decisions} decisions in round ${round}`,
  )
}

async function brokenLedger(owner: pg.Client): Promise<string[]> {
  const rows = rowsOf(owner)
  const unbalanced = await rows(
    'select "moveId", sum(amount) as sum from "LedgerEntry" group by 1 having sum(amount) <> 0',
  )
  const twice = await rows(
    `select "moveId", count(*) as entries from "LedgerEntry" where kind = 'move' group by 1 having count(*) > 2`,
  )
  return [
    ...unbalanced.map(({ moveId, sum }) => `the ledger entries of move ${moveId} add up to ${sum}`),
    ...twice.map(({ moveId, entries }) => `move ${moveId} has ${entries} ledger entries`),
  ]
}

/** Each that is due was told exactly once, to everybody it is for. */
async function brokenFollowUps(owner: pg.Client, now: Date): Promise<string[]> {
  const rows = rowsOf(owner)
  const late = await rows(
    `select kind, "requestId" from "FollowUp" where state = 'pending' and "dueAt" <= $1
      and ("leaseUntil" is null or "leaseUntil" <= $1)`,
    [now],
  )
  const told = await rows(
    `select "requestId", kind, count(*) as done from "FollowUp" where state = 'done' group by 1, 2`,
  )
  const said = await rows(
    `select "requestId", topic, count(*) as said from "Outbox" where kind = 'message' group by 1, 2`,
  )
  const heard = new Map(said.map((row) => [`${row.requestId} ${row.topic}`, Number(row.said)]))
  const audiences = new Map(FOLLOW_UPS.map(({ kind, to }) => [kind, to.length]))
  return [
    ...late.map(
      ({ kind, requestId }) => `request ${requestId}: the follow-up ${kind} is due and nobody was told`,
    ),
    ...told.flatMap(({ requestId, kind, done }) => {
      const wanted = Number(done) * (audiences.get(String(kind)) ?? 0)
      const count = heard.get(`${requestId} ${kind}`) ?? 0
      return count === wanted ? [] : [`request ${requestId}: ${kind} was told ${count} times, not ${wanted}`]
    }),
  ]
}

async function whatIsStuck(owner: pg.Client, now: Date): Promise<string[]> {
  const rows = rowsOf(owner)
  const outbox = await rows('select id, kind, topic from "Outbox" where "doneAt" is null')
  const placements = await rows(
    `select key, state from "Placement" where
      (state in ('planned', 'retryable', 'ambiguous') and "dueAt" <= $1) or state = 'sending'
      or (state = 'sent' and wanted > shown)`,
    [now],
  )
  return [
    ...outbox.map(({ id, kind, topic }) => `outbox row ${id} (${kind} ${topic ?? ''}) was never planned`),
    ...placements.map(({ key, state }) => `placement ${key} is stuck as ${state}`),
  ]
}

/** One message at most for each placement, exactly one where it says so, and none that no placement knows. */
async function brokenScreens(
  owner: pg.Client,
  { slack, teams }: Watched,
  { interrupted = new Set(), requests }: Expected,
): Promise<string[]> {
  const placements = (await rowsOf(owner)(
    `select id, key, screen, platform, "messageId", face, state from "Placement" where "conversationKind" <> 'home'`,
  )) as unknown as PlacementRow[]
  const broken: string[] = []
  const known = new Set(placements.map(({ id }) => id))
  const { standing: ofTeams, strangers } = inTeams(teams, placements)
  const standing = { slack: inSlack(slack, (id) => !requests || known.has(id)), teams: ofTeams }
  if (strangers > 0 && !requests)
    broken.push(`${strangers} messages in Teams channels belong to no placement`)
  for (const [id, messages] of standing.slack)
    if (!known.has(id)) broken.push(`${messages.length} messages in Slack of a placement that nobody knows`)
  for (const placement of placements) {
    const messages = standing[placement.platform].get(placement.id) ?? []
    const say = (words: string) => broken.push(`${placement.key} (${placement.state}): ${words}`)
    if (messages.length > 1) say(`stands there ${messages.length} times`)
    if (placement.state === 'sent' && messages.length === 0) say('does not stand there')
    if (placement.state === 'withdrawn' && messages.length > 0) say('still stands there')
    if (placement.state === 'ambiguous' && !interrupted.has(placement.id)) say('is uncertain for no reason')
    if (placement.screen !== 'notice' || placement.state !== 'sent') continue
    if (messages.some((words) => words.includes('Not available') !== (placement.face === 'not_available')))
      say(`shows something else than ${placement.face}`)
  }
  return broken
}

type Standing = Map<string, string[]>

function inSlack(slack: SlackStandin, isAskedFor: (placementId: string) => boolean): Standing {
  const standing: Standing = new Map()
  for (const id of slack.store.channels.keys())
    for (const message of slack.store.messages(id)) {
      const placementId = message.metadata?.event_payload.placement_id
      if (typeof placementId === 'string' && isAskedFor(placementId))
        add(standing, placementId, JSON.stringify(message.blocks))
    }
  return standing
}

/** Teams keeps no mark of ours: a card is known by its message id, or by the placement that its buttons name. */
function inTeams(teams: BotFrameworkStandin, placements: readonly PlacementRow[]) {
  const standing: Standing = new Map()
  const ours = placements.filter(({ platform }) => platform === 'teams')
  const byId = new Map(ours.map((placement) => [placement.id, placement]))
  const byMessage = new Map(ours.map((placement) => [placement.messageId, placement]))
  let strangers = 0
  for (const { id, kind } of teams.store.conversations.values())
    for (const message of teams.store.messages(id)) {
      if (message.from !== undefined) continue
      const words = JSON.stringify(message.attachments)
      const named = /placement=([\w-]+)/.exec(words)?.[1]
      const placement = byMessage.get(message.id) ?? byId.get(named ?? '')
      if (placement) add(standing, placement.id, words)
      else if (kind === 'channel') strangers += 1
    }
  return { standing, strangers }
}

function add(standing: Standing, id: string, words: string): void {
  standing.set(id, [...(standing.get(id) ?? []), words])
}
