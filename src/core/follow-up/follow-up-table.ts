import { decideReportingBy, undecidedIncident } from '../incident/incidents.js'
import type { Audience } from '../ports.js'
import type { ApprovalRecord, OfferRecord, RequestRecord } from '../request/records.js'
import { CHOSEN_OFFER, type State, WAITING_OFFER } from '../request/states.js'
import { reasonOf } from '../scheme/look-up.js'
import type { Scheme } from '../scheme/scheme-file.js'
import type { WorkingTime } from '../time/working-time.js'

/** What follow-ups are worked out from: the case as it stands. */
export interface FollowUpCase {
  scheme: Scheme
  request: RequestRecord
  approvals: ApprovalRecord[]
  offers: OfferRecord[]
}

/** A follow-up that must exist. */
export interface Need {
  /** Offer id or empty. */
  subjectId: string
  dueAt: Date
  /** What the waiting began with. While it stays the same, the follow-up made for it stands (or has fired). */
  since: string
}

export interface FollowUpKind {
  /** Also the topic of the message. */
  kind: string
  to: readonly Audience[]
  /** Safety ignores quiet hours. */
  urgent?: true
  /** Also where every other message stops: whoever pressed was told that a coordinator phones back (section 7). */
  evenSilenced?: true
  /** A reminder that is no use once its moment has passed. */
  onlyAhead?: true
  needs: (at: FollowUpCase, time: WorkingTime, now: Date) => Need[]
  /** When it comes again, as long as it is still needed. */
  again?: (at: FollowUpCase, time: WorkingTime, now: Date) => Date
}

/** D14: a live request is one that somebody works on or waits for. */
const LIVE: readonly State[] = [
  'submitted',
  'information_needed',
  'awaiting_approval',
  'with_panel',
  'approved',
  'circulated',
  'under_offer',
  'accepted',
]
const WITH_PARTNERS: readonly State[] = ['circulated', 'under_offer', 'accepted']

/** Every follow-up of a request: what calls for it, when it is due, and whom it tells (scheme.md section 6). */
export const FOLLOW_UPS: readonly FollowUpKind[] = [
  ...[0, 1, 2, 3, 4].map(
    (place): FollowUpKind => ({
      kind: `approval_chaser_${place + 1}`,
      to: ['leads'],
      needs: (at, time) => afterAsking(at, time, at.scheme.rules.approval.chaserWorkingDays[place]),
    }),
  ),
  {
    kind: 'approval_escalation',
    to: ['coordinators'],
    needs: (at, time) => afterAsking(at, time, at.scheme.rules.approval.tellCoordinatorWorkingDays),
  },
  {
    kind: 'panel_due',
    to: ['leads', 'coordinators'],
    needs({ request, scheme }, time) {
      if (request.state !== 'with_panel' || !request.panelOn) return []
      const { panelChaserWorkingDays } = scheme.rules.approval
      const panel = time.atLocal(request.panelOn, scheme.rules.workingHours.from)
      return once(time.addWorkingDays(panel, panelChaserWorkingDays, scheme.rules.workingHours.from))
    },
  },
  {
    kind: 'release_reminder',
    to: ['coordinators'],
    needs: (at, time) => inState(at, time, 'approved', at.scheme.rules.release.reminderWorkingDays),
  },
  {
    kind: 'release_overdue',
    to: ['coordinators'],
    needs: (at, time) => inState(at, time, 'approved', at.scheme.rules.release.overdueWorkingDays),
  },
  {
    kind: 'information_reminder',
    to: ['officers'],
    needs: (at, time) =>
      inState(at, time, 'information_needed', at.scheme.rules.approval.chaserWorkingDays[0] ?? 1),
  },
  {
    kind: 'area_check_waiting',
    to: ['coordinators'],
    needs: ({ request, offers, scheme }, time) =>
      WITH_PARTNERS.includes(request.state)
        ? offers
            .filter((offer) => offer.state === 'made')
            .flatMap((offer) =>
              once(
                time.addWorkingDays(new Date(offer.madeAt), scheme.rules.offers.areaCheckWorkingDays),
                offer.id,
              ),
            )
        : [],
  },
  {
    kind: 'offer_reply_by',
    to: ['officers'],
    needs: (at, time) =>
      considered(at).flatMap((offer) =>
        offer.replyBy ? once(morningOf(at.scheme, time, new Date(offer.replyBy)), offer.id) : [],
      ),
  },
  {
    kind: 'offer_lapse_prompt',
    to: ['coordinators'],
    needs: (at) =>
      considered(at).flatMap((offer) => (offer.replyBy ? once(new Date(offer.replyBy), offer.id) : [])),
  },
  {
    kind: 'keep_or_release',
    to: ['offerer'],
    // P2: the same prompts whether or not another offer was chosen.
    needs: ({ request, offers, scheme }, time) =>
      WITH_PARTNERS.includes(request.state)
        ? offers
            .filter((offer) => WAITING_OFFER.includes(offer.state))
            .flatMap(({ id, keepUntil }) =>
              keepUntil ? once(morningOf(scheme, time, new Date(keepUntil)), id) : [],
            )
        : [],
    again: ({ scheme }, time, now) =>
      time.addWorkingDays(now, scheme.rules.offers.keepOrReleaseWorkingDays, scheme.rules.workingHours.from),
  },
  {
    kind: 'viewing_reminder',
    to: ['officers'],
    onlyAhead: true,
    needs: (at, time, now) =>
      considered(at)
        .filter((offer) => offer.state === 'viewing_arranged')
        .flatMap(({ id, viewingAt }) =>
          viewingAt && new Date(viewingAt) > now ? once(dayBefore(at, time, new Date(viewingAt)), id) : [],
        ),
  },
  {
    kind: 'review',
    to: ['officers'],
    needs: ({ request, scheme }, time, now) =>
      LIVE.includes(request.state) ? each(time, now, scheme.rules.review.everyDays) : [],
    again: ({ scheme }, time, now) => time.addDays(now, scheme.rules.review.everyDays),
  },
  {
    kind: 'housing_moves_check',
    to: ['officers'],
    needs: ({ request, scheme }, time, now) =>
      LIVE.includes(request.state) && request.form.approval.housingMovesRegistered
        ? each(time, now, scheme.rules.review.housingMovesCheckDays)
        : [],
    again: ({ scheme }, time, now) => time.addDays(now, scheme.rules.review.housingMovesCheckDays),
  },
  { kind: 'own_stock_promise', to: ['coordinators'], needs: afterOwnStockPromise },
  {
    kind: 'hold_review',
    to: ['coordinators'],
    needs({ request, scheme }, time) {
      if (request.state !== 'on_hold') return []
      const latest = time.addDays(new Date(request.enteredStateAt), scheme.rules.review.holdMaxDays)
      const day = request.reviewOn ?? time.localDate(latest)
      return once(time.atLocal(day, scheme.rules.workingHours.from))
    },
  },
  {
    kind: 'erasure_hold_review',
    to: ['coordinators'],
    needs: ({ request, scheme }, time) =>
      request.erasureReviewOn === undefined
        ? []
        : once(time.atLocal(request.erasureReviewOn, scheme.rules.workingHours.from)),
  },
  {
    kind: 'reporting_reminder',
    to: ['coordinators'],
    urgent: true,
    needs: (at, time) => untilReporting(at).flatMap((by) => once(time.addDays(by, -1))),
  },
  {
    kind: 'reporting_due',
    to: ['coordinators'],
    urgent: true,
    needs: (at) => untilReporting(at).flatMap((by) => once(by)),
    again: (_at, time, now) => time.addDays(now, 1),
  },
  {
    kind: 'safety_unacknowledged',
    to: ['officers', 'coordinators'],
    urgent: true,
    evenSilenced: true,
    needs: ({ request, scheme }, time) =>
      request.safetyRaisedAt
        ? once(time.addMinutes(new Date(request.safetyRaisedAt), scheme.rules.safety.acknowledgeMinutes))
        : [],
  },
]

/** Until when reporting has to be decided, while nobody has. */
function untilReporting({ request, scheme }: FollowUpCase): Date[] {
  const incident = undecidedIncident(request.form)
  return incident ? [decideReportingBy(incident, scheme)] : []
}

function once(dueAt: Date, subjectId = ''): Need[] {
  return [{ subjectId, dueAt, since: dueAt.toISOString() }]
}

/** Repeats keep their rhythm from the day the request became live, whatever happens to it meanwhile. */
function each(time: WorkingTime, now: Date, days: number): Need[] {
  return [{ subjectId: '', dueAt: time.addDays(now, days), since: 'live' }]
}

function inState({ request }: FollowUpCase, time: WorkingTime, state: State, workingDays: number): Need[] {
  return request.state === state
    ? once(time.addWorkingDays(new Date(request.enteredStateAt), workingDays))
    : []
}

/** D3. After a hold the landlord's days start again: nobody could answer meanwhile. */
function afterAsking(at: FollowUpCase, time: WorkingTime, workingDays: number | undefined): Need[] {
  if (workingDays === undefined || at.request.state !== 'awaiting_approval') return []
  const round = Math.max(0, ...at.approvals.map((approval) => approval.round))
  const waiting = at.approvals.filter((a) => a.round === round && !a.ended && a.decision === null)
  const asked = waiting.map((a) => a.askedAt).sort()[0]
  if (asked === undefined) return []
  const from = Math.max(Date.parse(asked), Date.parse(at.request.enteredStateAt))
  return once(time.addWorkingDays(new Date(from), workingDays))
}

/** The offer whose answer the landlord waits for. */
function considered({ request, offers }: FollowUpCase): OfferRecord[] {
  if (request.state !== 'under_offer') return []
  return offers.filter((offer) => CHOSEN_OFFER.includes(offer.state) && offer.state !== 'accepted')
}

/** Asked again although the request is closed by then: the promise was the reason to close it. */
function afterOwnStockPromise({ request, scheme }: FollowUpCase, time: WorkingTime): Need[] {
  const closedAfterDecline = scheme.reasons.closed.some(
    ({ id, onlyFor }) => id === request.closedReason && onlyFor === 'declined',
  )
  if (request.state !== 'declined' && !(request.state === 'closed' && closedAfterDecline)) return []
  const decline = request.form.confidential.notes.filter(({ action }) => action === 'decline').at(-1)
  if (!decline || !reasonOf(scheme, 'declined', decline.reason ?? '')?.ownStockPromise) return []
  return once(time.addDays(new Date(decline.at), scheme.rules.review.ownStockPromiseDays))
}

function morningOf(scheme: Scheme, time: WorkingTime, at: Date): Date {
  return time.atLocal(time.localDate(at), scheme.rules.workingHours.from)
}

function dayBefore({ scheme }: FollowUpCase, time: WorkingTime, viewing: Date): Date {
  let day = morningOf(scheme, time, viewing)
  for (let left = scheme.rules.offers.viewingReminderWorkingDays; left > 0; ) {
    day = time.addDays(day, -1)
    if (time.isWorkingDay(day)) left--
  }
  return day
}
