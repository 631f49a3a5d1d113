import type { OpenCase } from '../facts.js'
import { isSilenced } from '../placement/silenced.js'
import type { Ids } from '../ports.js'
import type { FollowUpRecord, RequestRecord } from '../request/records.js'
import type { Effects } from '../request/step.js'
import { type WorkingTime, workingTime } from '../time/working-time.js'
import { FOLLOW_UPS, type FollowUpCase, type FollowUpKind, type Need } from './follow-up-table.js'

/** A follow-up the case calls for, with its kind; its time lies outside quiet hours and days off. */
export interface Wanted extends Need {
  kind: FollowUpKind
}

/**
 * Which follow-ups a change makes and cancels, worked out from the case before and after it.
 * One whose cause is unchanged stands as it is: pending, or fired already.
 */
export function followUpChanges(
  before: OpenCase,
  after: RequestRecord,
  effects: Effects,
  ids: Ids,
  now: Date,
): { make: FollowUpRecord[]; cancel: string[] } {
  const time = workingTime(before.scheme)
  const stopped = isSilenced(before)
  const stood = (want: Wanted) =>
    want.kind
      .needs(before, time, now)
      .some(({ subjectId, since }) => subjectId === want.subjectId && since === want.since)
  const later = wantedFollowUps(
    {
      scheme: before.scheme,
      request: after,
      approvals: replaced(before.approvals, effects.approvals),
      offers: replaced(before.offers, effects.offers),
    },
    now,
  )
  const make: FollowUpRecord[] = []
  const kept = new Set<string>()
  for (const want of later) {
    const pending = before.followUps.find((row) => isAbout(row, want))
    const unchanged = (!stopped || want.kind.evenSilenced) && stood(want)
    if (unchanged || pending?.dueAt === want.dueAt.toISOString()) {
      if (pending) kept.add(pending.id)
    } else if (!want.kind.onlyAhead || want.dueAt > now) make.push(newFollowUp(want, after.id, ids))
  }
  const cancel = before.followUps.filter(
    (row) => row.state === 'pending' && !kept.has(row.id) && isUnderstood(row),
  )
  return { make, cancel: cancel.map((row) => row.id) }
}

/** Everything the case calls for at this moment, due or not. */
export function wantedFollowUps(at: FollowUpCase, now: Date): Wanted[] {
  if (at.request.erasedAt !== undefined) return []
  const stopped = isSilenced(at)
  const time = workingTime(at.scheme)
  return FOLLOW_UPS.filter(({ evenSilenced }) => evenSilenced || !stopped).flatMap((kind) =>
    kind
      .needs(at, time, now)
      .map((need) => ({ ...need, kind, dueAt: kind.urgent ? need.dueAt : toldAt(time, need.dueAt) })),
  )
}

/** Nothing but safety disturbs anybody at night, at weekends and on holidays. */
export function toldAt(time: WorkingTime, at: Date): Date {
  return time.isWorkingDay(at) && !time.isQuiet(at) ? at : time.nextWorkingMoment(at)
}

export function newFollowUp(want: Wanted, requestId: string, ids: Ids): FollowUpRecord {
  return {
    id: ids.ordered(),
    requestId,
    kind: want.kind.kind,
    subjectId: want.subjectId,
    dueAt: want.dueAt.toISOString(),
    state: 'pending',
  }
}

/** What a newer program waits for, an older one does not take for obsolete. */
function isUnderstood({ kind }: FollowUpRecord): boolean {
  return FOLLOW_UPS.some((known) => known.kind === kind)
}

export function isAbout(row: FollowUpRecord, want: Wanted): boolean {
  return row.kind === want.kind.kind && row.subjectId === want.subjectId
}

function replaced<T extends { id: string }>(rows: T[], changed: T[] = []): T[] {
  const ids = new Set(changed.map((row) => row.id))
  return [...rows.filter((row) => !ids.has(row.id)), ...changed]
}
