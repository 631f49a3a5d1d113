import { NO_CHANGE } from '../change.js'
import type { OutboxRow, Ports, SchemeStore } from '../ports.js'

/**
 * Tells the coordinators of a request that something of it could not be delivered, or that nobody knows whether it was:
 * once a day and request, however many messages it is about, and at once when something was to disappear.
 */
export async function reportTrouble(
  ports: Ports,
  store: SchemeStore,
  { requestId, withdraw = false }: { requestId: string | null; withdraw?: boolean },
): Promise<void> {
  if (requestId === null) return
  const now = ports.clock.now().toISOString()
  const row: OutboxRow = {
    id: ports.ids.ordered(),
    kind: 'message',
    requestId,
    urgent: withdraw,
    topic: 'not_delivered',
    to: 'coordinators',
    offerId: null,
  }
  const key = `not_delivered:${requestId}:${withdraw ? 'urgent:' : ''}${now.slice(0, 10)}`
  const receipt = { key, outcome: { kind: 'done', say: '', requestId }, at: now }
  const result = await store.commit({ ...NO_CHANGE, outbox: [row], receipt })
  if (result === 'committed') ports.doorbell.ring(store.schemeId, { outbox: [row.id] })
}
