import { NO_CHANGE } from '../change.js'
import type { Ports, SchemeStore } from '../ports.js'
import type { FollowUpRecord, RequestRecord } from '../request/records.js'
import type { Scheme } from '../scheme/scheme-file.js'
import { workingTime } from '../time/working-time.js'
import { eraseContent } from './erase-content.js'
import { type EndedCase, retentionDue } from './retention-due.js'
import { whyNotErased } from './tombstone.js'

/** Kind of the one follow-up of each scheme that is about no request. */
export const RETENTION = 'retention_sweep'
/** Cases and audit streams of one sweep; a claim lasts long enough for these. What is left goes a minute later. */
const AT_MOST = 100
const NEXT_PART_MS = 60_000

export interface Swept {
  erased: EndedCase[]
  /** Whole audit streams that were dropped. */
  dropped: number
  /** Whether there is more to do than one sweep does. */
  more: boolean
}

/**
 * Does the retention of one scheme (D15): erases the content of what ended so long ago and nobody holds, each case in a
 * commit of its own, and drops audit streams past their years. Whoever dies half way is followed by somebody who goes
 * on; a repeat finds nothing to do.
 */
export async function runRetention(ports: Ports, store: SchemeStore, atMost = AT_MOST): Promise<Swept> {
  const { rules } = await store.scheme()
  const { due } = await retentionDue(store, ports.clock.now())
  const erased: EndedCase[] = []
  for (const each of due.slice(0, atMost)) {
    const result = await eraseContent(ports, store.schemeId, each.requestId, {
      ordered: 'retention',
      whyNot: (request) => whyNotDue(request, each),
    })
    if (result.kind === 'erased') erased.push(each)
  }
  const dropped = await store.expireAudit(expiredBefore(rules, ports.clock.now()), atMost)
  return { erased, dropped, more: due.length > atMost || dropped >= atMost }
}

/** The day's retention of a scheme, as a follow-up that has been claimed: done, and tomorrow's made. */
export async function sweepRetention(
  ports: Ports,
  store: SchemeStore,
  id: string,
  token: string,
): Promise<'swept' | 'conflict'> {
  const { more } = await runRetention(ports, store)
  const { rules } = await store.scheme()
  const now = ports.clock.now()
  const next = followUp(ports, more ? new Date(now.getTime() + NEXT_PART_MS) : tomorrow(rules, now))
  const change = { ...NO_CHANGE, followUps: { make: [next], cancel: [], done: [{ id, token }] } }
  return (await store.commit(change)) === 'committed' ? 'swept' : 'conflict'
}

/** Sees to it that the next day's retention of every scheme waits. */
export async function scheduleRetention(ports: Ports): Promise<void> {
  for (const schemeId of await ports.store.work.schemesWithout(RETENTION)) {
    const store = ports.store.forScheme(schemeId)
    const { rules } = await store.scheme()
    const make = [followUp(ports, tomorrow(rules, ports.clock.now()))]
    await store.commit({ ...NO_CHANGE, followUps: { make, cancel: [], done: [] } })
  }
}

function followUp({ ids }: Ports, dueAt: Date): FollowUpRecord {
  return {
    id: ids.ordered(),
    requestId: null,
    kind: RETENTION,
    subjectId: '',
    dueAt: dueAt.toISOString(),
    state: 'pending',
  }
}

/** When people are at work who can be asked about a message that could not be taken away. */
function tomorrow(rules: Scheme, now: Date): Date {
  const time = workingTime(rules)
  return time.atLocal(time.localDate(time.addDays(now, 1)), rules.rules.workingHours.from)
}

/** The case as it is at the commit: somebody may have opened or held it since it was listed. */
function whyNotDue(request: RequestRecord, listed: EndedCase): string | null {
  if (request.state !== listed.state || request.enteredStateAt !== listed.enteredStateAt)
    return 'It lives again.'
  return whyNotErased(request)
}

function expiredBefore(rules: Scheme, now: Date): Date {
  const before = new Date(now)
  before.setUTCFullYear(before.getUTCFullYear() - rules.rules.retention.auditYears)
  return before
}
