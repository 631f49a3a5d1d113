import type { OutboxRow, Ports, SchemeStore } from '../ports.js'
import { isTopic } from '../screen/message-words.js'
import { afterFailedAttempt, LEFT_FOR_MS, MOST_ATTEMPTS, putOff } from '../work/attempts.js'
import { reportTrouble } from '../work/report-trouble.js'
import { planPlacements } from './plan-placements.js'

const LEASE_MS = 30_000
/** More changes than this between reading a case and planning it mean something other than people clicking. */
const MOST_TRIES = 5

/**
 * Turns one committed outbox row into placements and returns the ids that are due now. Safe to repeat: planning gives
 * the same keys each time. A row that another worker holds or that is done gives nothing, and one that a newer program
 * wrote is left for that one. After a failure the row is free before its lease ends; when it has failed too often, the
 * coordinators are told.
 */
export async function planOutbox(ports: Ports, schemeId: string, outboxId: string): Promise<string[]> {
  const store = ports.store.forScheme(schemeId)
  const token = ports.ids.random()
  const row = await store.claimOutbox(outboxId, token, ports.clock.now(), LEASE_MS)
  if (!row) return []
  if (!isUnderstood(row)) {
    const later = new Date(ports.clock.now().getTime() + LEFT_FOR_MS)
    await store.releaseOutbox(outboxId, token, putOff(row.attempts, later))
    return []
  }
  try {
    const due = await planRow(ports, store, row)
    await store.completeOutbox(outboxId, token)
    return due
  } catch (error) {
    const release = afterFailedAttempt(row.attempts, error, ports.clock.now())
    if (release.attempts >= MOST_ATTEMPTS) await reportTrouble(ports, store, row).catch(() => undefined)
    // A claim that cannot be given back ends with its lease.
    await store.releaseOutbox(outboxId, token, release).catch(() => undefined)
    throw error
  }
}

const SCREENS: readonly string[] = ['request_changed', 'request_erased']

function isUnderstood({ kind, topic }: OutboxRow): boolean {
  return SCREENS.includes(kind) || (kind === 'message' && isTopic(topic ?? ''))
}

/** A case that changed while it was planned is read again: an old plan must not take the place of a newer one. */
async function planRow(ports: Ports, store: SchemeStore, row: OutboxRow): Promise<string[]> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const facts = await store.readCase({
      target: { requestId: row.requestId },
      actor: 'system',
      key: null,
      circulation: true,
    })
    const request = facts?.request
    if (!facts || !request) return []
    const now = ports.clock.now()
    const wants = planPlacements({ ...facts, request }, row, ports.ids, now)
    const due = await store.upsertPlacements(wants, now, request)
    if (due) return due
  }
  throw new Error('the request kept changing while it was planned')
}
