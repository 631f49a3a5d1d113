import { DateTime } from 'luxon'
import type { SchemeStore } from '../ports.js'
import type { Instant, MoveRecord, RequestRecord } from '../request/records.js'
import type { Scheme } from '../scheme/scheme-file.js'
import { workingTime } from '../time/working-time.js'

export interface EndedCase {
  requestId: string
  reference: string
  state: RequestRecord['state']
  enteredStateAt: Instant
  /** ISO dates on the scheme's clock: when it was closed or moved, and when its content may go. */
  endedOn: string
  dueOn: string
  /** Day of review of a hold; null: there is none. */
  heldUntil: string | null
}

/** The cases whose time is over (D15), by the newest rules, and which of them a coordinator holds. */
export async function retentionDue(
  store: SchemeStore,
  now: Date,
): Promise<{ due: EndedCase[]; held: EndedCase[] }> {
  const { rules } = await store.scheme()
  const [requests, moves] = await Promise.all([
    store.listRequests({ states: ['closed', 'moved'], erased: false }),
    store.moves(),
  ])
  const over = requests
    .map((request) => endedCase(request, moves, rules))
    .filter(({ dueOn }) => dueOn <= workingTime(rules).localDate(now))
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.requestId.localeCompare(b.requestId))
  return {
    due: over.filter(({ heldUntil }) => heldUntil === null),
    held: over.filter(({ heldUntil }) => heldUntil !== null),
  }
}

/** A closed request counts from its closing, a moved one from the move. */
function endedCase(request: RequestRecord, moves: readonly MoveRecord[], rules: Scheme): EndedCase {
  const move = moves.find((each) => each.requestId === request.id && each.reversedAt === null)
  const endedOn =
    request.state === 'moved' && move
      ? move.startedOn
      : workingTime(rules).localDate(new Date(request.enteredStateAt))
  return {
    requestId: request.id,
    reference: request.reference ?? request.workingCode ?? 'no code',
    state: request.state,
    enteredStateAt: request.enteredStateAt,
    endedOn,
    dueOn: addMonths(endedOn, rules.rules.retention.caseMonths),
    heldUntil: request.erasureReviewOn ?? null,
  }
}

/** The same day of the month, or the last one of a shorter month. ISO dates. */
export function addMonths(date: string, months: number): string {
  return DateTime.fromISO(date, { zone: 'utc' }).plus({ months }).toFormat('yyyy-MM-dd')
}
