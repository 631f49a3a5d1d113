import { type Change, NO_CHANGE } from '../change.js'
import type { OpenCase } from '../facts.js'
import type { Claimed, Ids, OutboxRow, Ports, SchemeStore } from '../ports.js'
import type { FollowUpRecord } from '../request/records.js'
import { RETENTION, sweepRetention } from '../retention/sweep-retention.js'
import { workingTime } from '../time/working-time.js'
import { afterFailedAttempt, LEFT_FOR_MS, MOST_ATTEMPTS, putOff } from '../work/attempts.js'
import { reportTrouble } from '../work/report-trouble.js'
import { FOLLOW_UPS } from './follow-up-table.js'
import { isAbout, newFollowUp, toldAt, type Wanted, wantedFollowUps } from './schedule.js'

export type Fired =
  /** People are told; where it repeats, the next one waits. */
  | 'told'
  /** The case has moved on: nothing to say. */
  | 'cancelled'
  /** Somebody else has it, or it is done or cancelled. */
  | 'not_ours'
  /** The case changed while this one looked at it: it looks again. */
  | 'conflict'
  /** It is night or a day off, or a newer program has made it: it waits. */
  | 'put_off'
  /** The day's retention was done, and tomorrow's waits. */
  | 'swept'

/** How long a worker may take before another one tries. */
const LEASE_MS = 60_000

/**
 * A follow-up that is due: looks at the case again and, if it still calls for it, tells the people concerned.
 * It never moves a request: software reminds, a person decides (P3). One that became due while nothing ran waits for
 * working hours, like any other; safety does not wait.
 */
export async function fireFollowUp(ports: Ports, schemeId: string, followUpId: string): Promise<Fired> {
  const store = ports.store.forScheme(schemeId)
  const now = ports.clock.now()
  const token = ports.ids.random()
  const row = await store.claimFollowUp(followUpId, token, now, LEASE_MS)
  if (!row) return 'not_ours'
  try {
    return await fire(ports, store, row, token)
  } catch (error) {
    const release = afterFailedAttempt(row.attempts, error, ports.clock.now())
    if (release.attempts >= MOST_ATTEMPTS) await reportTrouble(ports, store, row).catch(() => undefined)
    // A claim that cannot be given back ends with its lease.
    await store.releaseFollowUp(row.id, token, release).catch(() => undefined)
    throw error
  }
}

async function fire(
  ports: Ports,
  store: SchemeStore,
  row: Claimed<FollowUpRecord>,
  token: string,
): Promise<Fired> {
  if (row.requestId === null && row.kind === RETENTION) return sweepRetention(ports, store, row.id, token)
  const now = ports.clock.now()
  const kind = FOLLOW_UPS.find((known) => known.kind === row.kind)
  if (!kind) return wait(store, row, token, new Date(now.getTime() + LEFT_FOR_MS))
  const facts =
    row.requestId === null
      ? null
      : await store.readCase({ target: { requestId: row.requestId }, actor: 'system', key: null })
  const request = facts?.request
  const free = facts && !kind.urgent ? toldAt(workingTime(facts.scheme), now) : now
  if (free > now) return wait(store, row, token, free)
  const want = facts && request ? stillWanted(row, { ...facts, request }, now) : null
  const change =
    want && facts && request
      ? told(row, token, want, { ...facts, request }, ports.ids, now)
      : { ...NO_CHANGE, followUps: { make: [], cancel: [row.id], done: [] } }
  if ((await store.commit(change)) !== 'committed') {
    await store.releaseFollowUp(row.id, token, putOff(row.attempts, now))
    return 'conflict'
  }
  if (!want) return 'cancelled'
  ports.doorbell.ring(store.schemeId, {
    outbox: change.outbox.map((message) => message.id),
    followUps: change.followUps.make,
  })
  return 'told'
}

async function wait(
  store: SchemeStore,
  row: Claimed<FollowUpRecord>,
  token: string,
  until: Date,
): Promise<'put_off'> {
  await store.releaseFollowUp(row.id, token, putOff(row.attempts, until))
  return 'put_off'
}

type Case = Omit<OpenCase, 'actor'>

function stillWanted(row: FollowUpRecord, at: Case, now: Date): Wanted | null {
  const want = wantedFollowUps(at, now).find((candidate) => isAbout(row, candidate))
  if (!want) return null
  return want.kind.again || want.dueAt.toISOString() === row.dueAt ? want : null
}

function told(row: FollowUpRecord, token: string, want: Wanted, at: Case, ids: Ids, now: Date): Change {
  const time = workingTime(at.scheme)
  const next = want.kind.again?.(at, time, now)
  const make = next ? [newFollowUp({ ...want, dueAt: toldAt(time, next) }, at.request.id, ids)] : []
  const about = at.offers.some((offer) => offer.id === row.subjectId) ? row.subjectId : null
  const outbox = want.kind.to.map(
    (to): OutboxRow => ({
      id: ids.ordered(),
      kind: 'message',
      requestId: at.request.id,
      urgent: want.kind.urgent ?? false,
      topic: row.kind,
      to,
      offerId: about,
    }),
  )
  return { ...NO_CHANGE, followUps: { make, cancel: [], done: [{ id: row.id, token }] }, outbox }
}
