import { type Change, NO_CHANGE } from '../change.js'
import type { OpenCase } from '../facts.js'
import type { Ids, OutboxRow, Ports } from '../ports.js'
import type { FollowUpRecord } from '../request/records.js'
import { workingTime } from '../time/working-time.js'
import { isAbout, newFollowUp, toldAt, type Wanted, wantedFollowUps } from './schedule.js'

export type Fired =
  /** People are told; where it repeats, the next one waits. */
  | 'told'
  /** The case has moved on: nothing to say. */
  | 'cancelled'
  /** Somebody else has it, or it is done or cancelled. */
  | 'not_ours'
  /** The case changed while this one looked at it; when the lease ends it is tried again. */
  | 'conflict'

/** How long a worker may take before another one tries. */
const LEASE_MS = 60_000

/**
 * A follow-up that is due: looks at the case again and, if it still calls for it, tells the people concerned.
 * It never moves a request: software reminds, a person decides (P3).
 */
export async function fireFollowUp(ports: Ports, schemeId: string, followUpId: string): Promise<Fired> {
  const store = ports.store.forScheme(schemeId)
  const now = ports.clock.now()
  const token = ports.ids.random()
  const row = await store.claimFollowUp(followUpId, token, now, LEASE_MS)
  if (!row) return 'not_ours'
  const facts =
    row.requestId === null
      ? null
      : await store.readCase({ target: { requestId: row.requestId }, actor: 'system', key: null })
  const request = facts?.request
  const want = facts && request ? stillWanted(row, { ...facts, request }, now) : null
  const change =
    want && facts && request
      ? told(row, token, want, { ...facts, request }, ports.ids, now)
      : { ...NO_CHANGE, followUps: { make: [], cancel: [row.id], done: [] } }
  if ((await store.commit(change)) !== 'committed') return 'conflict'
  if (!want) return 'cancelled'
  ports.doorbell.ring(schemeId, {
    outbox: change.outbox.map((message) => message.id),
    followUps: change.followUps.make,
  })
  return 'told'
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
