import type { Ports } from '../ports.js'
import { planPlacements } from './plan-placements.js'

const LEASE_MS = 30_000

/**
 * Turns one committed outbox row into placements and returns the ids that are due now. Safe to repeat: planning gives
 * the same keys each time. A row that another worker holds or that is done gives nothing.
 */
export async function planOutbox(ports: Ports, schemeId: string, outboxId: string): Promise<string[]> {
  const store = ports.store.forScheme(schemeId)
  const now = ports.clock.now()
  const token = ports.ids.random()
  const row = await store.claimOutbox(outboxId, token, now, LEASE_MS)
  if (!row) return []
  const facts = await store.readCase({
    target: { requestId: row.requestId },
    actor: 'system',
    key: null,
    circulation: true,
  })
  const request = facts?.request
  const due =
    facts && request
      ? await store.upsertPlacements(planPlacements({ ...facts, request }, row, ports.ids, now), now)
      : []
  await store.completeOutbox(outboxId, token)
  return due
}
