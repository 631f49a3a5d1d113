import pg from 'pg'
import { expect, vi } from 'vitest'
import { SCHEME, type World } from '../end-to-end/world.js'
import { brokenInvariants } from '../support/invariants.js'
import type { InHand } from './in-hand.js'

/** Leases end after one minute; what is uncertain is looked for in the next two, and then posted again. */
const HEALED_WITHIN_MINUTES = 8

/**
 * Lets all work come to its end and time pass, minute by minute, until everything holds that must hold at the end; or
 * says what does not hold after as many minutes as healing may take.
 */
export async function aftermath(world: World, inHand: InHand): Promise<string[]> {
  for (let minute = 0; ; minute++) {
    await nothingUnderWay(world, inHand)
    const broken = await whatIsBroken(world)
    const healed = broken.length === 0 && (await soon(world)).length === 0
    if (healed || minute === HEALED_WITHIN_MINUTES) return broken
    await world.moveTo(new Date(world.now().getTime() + 61_000))
  }
}

/** Sweeps, as each minute does, until nothing is due and nobody waits for an answer. */
async function nothingUnderWay(world: World, inHand: InHand): Promise<void> {
  await vi.waitFor(
    async () => {
      await world.app.sweep()
      expect(await due(world)).toEqual([])
      expect(inHand.count()).toBe(0)
    },
    { timeout: 45_000, interval: 250 },
  )
}

const DUE = `select id from "Outbox" where "doneAt" is null
  union all select id from "Placement" where state in ('planned', 'retryable', 'ambiguous') and "dueAt" <= $1`

/** What waits for another try or look, and not for the daily batch. */
const SOON = `select id from "Placement" where state in ('planned', 'retryable', 'ambiguous') and "dueAt" <= $1`
const SOON_MS = HEALED_WITHIN_MINUTES * 60_000

async function soon(world: World): Promise<string[]> {
  return idsOf(world, SOON, [new Date(world.now().getTime() + SOON_MS)])
}

async function due(world: World): Promise<string[]> {
  return idsOf(world, DUE, [world.now()])
}

async function whatIsBroken(world: World): Promise<string[]> {
  const { slack, teams, ownerDatabaseUrl, app } = world
  const watched = { slack, teams, ownerDatabaseUrl, opened: app.opened, schemeId: SCHEME, now: world.now }
  return brokenInvariants(watched, { interrupted: await cutOffInTeams(world) })
}

const UNCERTAIN = `select id from "Placement" where platform = 'teams' and state = 'ambiguous'`

/**
 * Uncertain posts in Teams that do stand there: accepted, and nobody could write it down. One that stands nowhere was
 * never posted, and is uncertain for no reason.
 */
async function cutOffInTeams(world: World): Promise<Set<string>> {
  const { store } = world.teams
  const cards = [...store.conversations.keys()].flatMap((id) =>
    store.messages(id).map(({ attachments }) => JSON.stringify(attachments)),
  )
  const stands = (id: string) => cards.some((card) => card.includes(`placement=${id}`))
  return new Set((await idsOf(world, UNCERTAIN)).filter(stands))
}

async function idsOf(world: World, sql: string, values: unknown[] = []): Promise<string[]> {
  const owner = new pg.Client({ connectionString: world.ownerDatabaseUrl })
  await owner.connect()
  try {
    const { rows } = await owner.query<{ id: string }>(sql, values)
    return rows.map(({ id }) => id)
  } finally {
    await owner.end()
  }
}
