import { vi } from 'vitest'
import type { Ground } from './ground.js'

/** Whatever was promised for later than this is not part of what is being settled. */
const SOON = `interval '15 minutes'`

/** When nobody does it although it is due, as each minute does. */
const IDLE_MS = 700

/** Waits until nothing is due and nothing is in hand, without moving the clock. */
export async function quiet(ground: Ground): Promise<void> {
  let idleSince = performance.now()
  let stillFor = 0
  await vi.waitFor(
    async () => {
      const inHand = await ground.programs.inHand()
      const due = await dueNow(ground)
      if (inHand > 0) idleSince = performance.now()
      stillFor = inHand === 0 && due === null ? stillFor + 1 : 0
      if (due !== null && performance.now() - idleSince > IDLE_MS) {
        await ground.app.sweep()
        idleSince = performance.now()
      }
      if (stillFor < 2) throw new Error(`still due: ${due}; calls in hand: ${inHand}`)
    },
    { timeout: 20_000, interval: 20 },
  )
}

/** Moves the clock from one moment at which something ends or is due to the next, until there is none soon. */
export async function settle(ground: Ground): Promise<void> {
  await quiet(ground)
  for (let next = await nextMoment(ground); next !== null; next = await nextMoment(ground)) {
    await ground.moveTo(new Date(next.getTime() + 1))
    await quiet(ground)
  }
}

async function dueNow({ app, now }: Ground): Promise<string | null> {
  const { work } = app.opened.store
  const at = now()
  const [outbox, placements, followUps] = await Promise.all([
    work.outboxWaiting(at, 1),
    work.placementsDue(at, 1),
    work.followUpsDue(at, 1),
  ])
  if (outbox.length > 0) return `outbox ${outbox[0]?.id}`
  if (placements.length > 0) return `placement ${placements[0]?.id}`
  return followUps.length > 0 ? `follow-up ${followUps[0]?.id}` : null
}

async function nextMoment({ admin, now }: Ground): Promise<Date | null> {
  const { rows } = await admin.query<{ next: Date | null }>(NEXT, [now()])
  return rows[0]?.next ?? null
}

const NEXT = `select min(at) as next from (
  select "leaseUntil" as at from "Outbox" where "doneAt" is null
  union all select "leaseUntil" from "FollowUp" where state = 'pending'
  union all select "leaseUntil" from "Placement" where state = 'sending'
  union all select "dueAt" from "Placement" where state in ('planned', 'retryable', 'ambiguous')
) moments where at > $1 and at < $1 + ${SOON}`
