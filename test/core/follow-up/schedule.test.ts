import { describe, expect, it } from 'vitest'
import type { OpenCase } from '../../../src/core/facts.js'
import { FOLLOW_UPS } from '../../../src/core/follow-up/follow-up-table.js'
import { followUpChanges, wantedFollowUps } from '../../../src/core/follow-up/schedule.js'
import type { ApprovalRecord, FollowUpRecord, RequestRecord } from '../../../src/core/request/records.js'
import { OFFER_STATES, STATES, type State } from '../../../src/core/request/states.js'
import type { Effects } from '../../../src/core/request/step.js'
import { aCase, anOffer, aRequest, countingIds, NOW, withForm } from '../offer/open-case.js'

/** Tuesday 3 March 2026, 10:00. Good Friday is 3 April, Easter Monday 6 April; clocks change on 29 March. */
const AT = NOW.toISOString()

describe('while the landlord is asked (D3)', () => {
  const asked = aCase({ request: inState('awaiting_approval'), approvals: [anApproval()] })

  it('the lead is reminded after 2 and 4 working days, a coordinator told after 5', () => {
    expect(due(asked)).toMatchObject({
      'approval_chaser_1 ': '2026-03-05T17:30:00.000Z',
      'approval_chaser_2 ': '2026-03-09T17:30:00.000Z',
      'approval_escalation ': '2026-03-10T17:30:00.000Z',
    })
    expect(due(asked)).not.toHaveProperty('approval_chaser_3 ')
  })

  it('the numbers are those of the scheme file', () => {
    const facts = aCase({ request: inState('awaiting_approval'), approvals: [anApproval()] })
    facts.scheme.rules.approval.chaserWorkingDays = [1, 2, 3, 4, 5]
    facts.scheme.rules.approval.tellCoordinatorWorkingDays = 6
    expect(due(facts)).toMatchObject({
      'approval_chaser_5 ': '2026-03-10T17:30:00.000Z',
      'approval_escalation ': '2026-03-11T17:30:00.000Z',
    })
  })

  it.each([
    ['decided', anApproval({ decision: 'approved' })],
    ['ended', anApproval({ ended: true })],
    [
      'of an earlier round, with the later one decided',
      [anApproval(), anApproval({ round: 2, decision: 'declined' })],
    ],
  ])('nobody is reminded of an approval that is %s', (_title, approvals) => {
    const facts = aCase({ request: inState('awaiting_approval'), approvals: [approvals].flat() })
    expect(Object.keys(due(facts)).filter((key) => key.startsWith('approval'))).toEqual([])
  })

  it('reminders count from the first asking of the round that still waits', () => {
    const approvals = [
      anApproval({ askedAt: '2026-01-01T10:00:00.000Z', decision: 'declined' }),
      anApproval({ round: 2, askedAt: '2026-03-06T10:00:00.000Z' }),
      anApproval({ round: 2, askedAt: '2026-03-04T10:00:00.000Z' }),
    ]
    const facts = aCase({ request: inState('awaiting_approval'), approvals })
    expect(due(facts)).toMatchObject({ 'approval_chaser_1 ': '2026-03-06T17:30:00.000Z' })
  })

  it("the landlord's days start again after a hold", () => {
    const request = aRequest({ state: 'awaiting_approval', enteredStateAt: '2026-03-11T10:00:00.000Z' })
    expect(due(aCase({ request, approvals: [anApproval()] }))).toMatchObject({
      'approval_chaser_1 ': '2026-03-13T17:30:00.000Z',
    })
  })

  it('a panel is asked for its outcome the working day after its date', () => {
    const panel = (panelOn: string | null) =>
      due(aCase({ request: aRequest({ state: 'with_panel', panelOn }) }))
    expect(panel('2026-03-13')).toMatchObject({ 'panel_due ': '2026-03-16T09:00:00.000Z' })
    expect(panel(null)).not.toHaveProperty('panel_due ')
    const decided = aRequest({ state: 'approved', panelOn: '2026-03-13' })
    expect(due(aCase({ request: decided }))).not.toHaveProperty('panel_due ')
  })
})

describe('before and after release', () => {
  it('an approved request is to be released: reminder at 3 working days, overdue at 5', () => {
    expect(due(aCase({ request: inState('approved') }))).toMatchObject({
      'release_reminder ': '2026-03-06T17:30:00.000Z',
      'release_overdue ': '2026-03-10T17:30:00.000Z',
    })
  })

  it('open questions are brought up after 2 working days', () => {
    expect(due(aCase({ request: inState('information_needed') }))).toMatchObject({
      'information_reminder ': '2026-03-05T17:30:00.000Z',
    })
  })

  it('each state has just its own follow-ups', () => {
    const kinds = (state: State) => {
      const request = withForm(
        aRequest({
          state,
          enteredStateAt: AT,
          panelOn: '2026-03-10',
          reviewOn: '2026-03-20',
          safetyRaisedAt: null,
        }),
        { approval: { housingMovesRegistered: true } },
      )
      const offers = OFFER_STATES.map((one) =>
        anOffer({
          id: one,
          state: one,
          replyBy: '2026-03-10T17:30:00.000Z',
          viewingAt: '2026-03-10T14:00:00.000Z',
        }),
      )
      return Object.keys(due(aCase({ request, offers, approvals: [anApproval()] }))).sort()
    }
    const live = ['housing_moves_check ', 'review ']
    const waiting = ['area_check_waiting made', 'keep_or_release area_checked', 'keep_or_release made']
    const considered = ['passed_on', 'viewed', 'viewing_arranged']
    const answers = ['offer_lapse_prompt', 'offer_reply_by'].flatMap((kind) =>
      considered.map((id) => `${kind} ${id}`),
    )
    const expected: Record<State, string[]> = {
      enquiry: [],
      draft: [],
      submitted: live,
      information_needed: [...live, 'information_reminder '],
      awaiting_approval: [...live, 'approval_chaser_1 ', 'approval_chaser_2 ', 'approval_escalation '],
      with_panel: [...live, 'panel_due '],
      declined: [],
      approved: [...live, 'release_overdue ', 'release_reminder '],
      circulated: [...live, ...waiting],
      under_offer: [...live, ...waiting, ...answers, 'viewing_reminder viewing_arranged'],
      accepted: [...live, ...waiting],
      moved: [],
      on_hold: ['hold_review '],
      closed: [],
    }
    for (const state of STATES) expect(kinds(state), state).toEqual([...expected[state]].sort())
  })

  it('a hold is reviewed on its day, or after the longest time when no day was set', () => {
    const held = (reviewOn: string | null) =>
      due(aCase({ request: aRequest({ state: 'on_hold', reviewOn, enteredStateAt: AT }) }))
    expect(held('2026-03-20')).toMatchObject({ 'hold_review ': '2026-03-20T09:00:00.000Z' })
    expect(held('2026-03-21')).toMatchObject({ 'hold_review ': '2026-03-23T09:00:00.000Z' })
    expect(held(null)).toMatchObject({ 'hold_review ': '2026-03-31T08:00:00.000Z' })
  })
})

describe('of an offer', () => {
  const offered = (state: State, ...offers: Parameters<typeof anOffer>[0][]) =>
    due(aCase({ request: aRequest({ state }), offers: offers.map((change) => anOffer(change)) }))

  it('the area check waits one working day', () => {
    expect(offered('circulated', {})).toMatchObject({ 'area_check_waiting o1': '2026-03-03T17:30:00.000Z' })
  })

  it('a waiting officer is asked to keep or release on the morning of the day (P2: whatever else is chosen)', () => {
    for (const state of ['circulated', 'under_offer', 'accepted'] as const) {
      expect(offered(state, { keepUntil: '2026-03-12T17:30:00.000Z' })).toMatchObject({
        'keep_or_release o1': '2026-03-12T09:00:00.000Z',
      })
    }
    expect(offered('circulated', { keepUntil: null })).not.toHaveProperty('keep_or_release o1')
  })

  it('the answer is asked for on the day, and afterwards whether the offer has lapsed', () => {
    expect(offered('under_offer', { state: 'viewed', replyBy: '2026-03-12T17:30:00.000Z' })).toMatchObject({
      'offer_reply_by o1': '2026-03-12T09:00:00.000Z',
      'offer_lapse_prompt o1': '2026-03-12T17:30:00.000Z',
    })
    expect(Object.keys(offered('under_offer', { state: 'viewed' }))).toEqual(['review '])
  })

  it('the nominating officer is reminded of a viewing on the working day before', () => {
    const viewing = (viewingAt: string | null) =>
      offered('under_offer', { state: 'viewing_arranged', viewingAt })['viewing_reminder o1']
    expect(viewing('2026-03-12T14:00:00.000Z')).toBe('2026-03-11T09:00:00.000Z')
    expect(viewing('2026-03-09T14:00:00.000Z')).toBe('2026-03-06T09:00:00.000Z')
    expect(viewing('2026-04-07T14:00:00.000Z')).toBe('2026-04-02T08:00:00.000Z')
    expect(viewing(AT)).toBeUndefined()
    expect(viewing(null)).toBeUndefined()
  })

  it('so many working days before as the scheme file says', () => {
    const viewing = anOffer({ state: 'viewing_arranged', viewingAt: '2026-03-12T14:00:00.000Z' })
    const facts = aCase({ request: aRequest({ state: 'under_offer' }), offers: [viewing] })
    facts.scheme.rules.offers.viewingReminderWorkingDays = 3
    expect(due(facts)).toMatchObject({ 'viewing_reminder o1': '2026-03-09T09:00:00.000Z' })
  })
})

describe('a promise of own stock', () => {
  const decline = (reason: string) => ({
    at: '2026-03-03T10:00:00.000Z',
    by: 'lead',
    action: 'decline',
    reason,
  })
  const declined = (change: Partial<RequestRecord>, ...notes: ReturnType<typeof decline>[]) =>
    due(aCase({ request: withForm(aRequest(change), { confidential: { notes } }) }))

  it('is checked after 28 days, also once the request was closed for it', () => {
    const expected = { 'own_stock_promise ': '2026-03-31T09:00:00.000Z' }
    expect(declined({ state: 'declined' }, decline('own_stock'))).toEqual(expected)
    expect(declined({ state: 'closed', closedReason: 'declined_by_landlord' }, decline('own_stock'))).toEqual(
      expected,
    )
  })

  it.each<[string, Partial<RequestRecord>, ReturnType<typeof decline>[]]>([
    ['another reason', { state: 'declined' }, [decline('not_our_tenant')]],
    [
      'a later decline for another reason',
      { state: 'declined' },
      [decline('own_stock'), decline('not_our_tenant')],
    ],
    ['no note', { state: 'declined' }, []],
    ['a step that is no decline', { state: 'declined' }, [{ ...decline('own_stock'), action: 'hold' }]],
    [
      'a request closed for another reason',
      { state: 'closed', closedReason: 'staying' },
      [decline('own_stock')],
    ],
    [
      'a request that went on',
      { state: 'submitted', closedReason: 'declined_by_landlord' },
      [decline('own_stock')],
    ],
  ])('is not looked for after %s', (_title, change, notes) => {
    expect(declined(change, ...notes)).not.toHaveProperty('own_stock_promise ')
  })
})

describe('safety', () => {
  it('is followed up after 30 minutes in every state, at night too', () => {
    for (const state of STATES) {
      const request = aRequest({ state, safetyRaisedAt: '2026-03-07T23:00:00.000Z' })
      expect(due(aCase({ request })), state).toMatchObject({
        'safety_unacknowledged ': '2026-03-07T23:30:00.000Z',
      })
    }
  })

  it('and everything else is silent once the applicant has died', () => {
    const died = { state: 'closed', closedReason: 'applicant_died' } as const
    const request = aRequest({ ...died, erasureReviewOn: '2026-06-01' })
    expect(due(aCase({ request }))).toEqual({})
    const raised = aRequest({ ...died, erasureReviewOn: '2026-06-01', safetyRaisedAt: AT })
    expect(Object.keys(due(aCase({ request: raised })))).toEqual(['safety_unacknowledged '])
  })

  it('of a request closed so by mistake stands as long as nobody has answered, and is not made again', () => {
    const died = { state: 'closed', closedReason: 'applicant_died' } as const
    const before = aCase({ request: aRequest({ ...died, safetyRaisedAt: AT }) })
    const change = followUpChanges(before, { ...before.request, version: 5 }, { say: '' }, countingIds(), NOW)
    expect(change.make).toEqual([])
  })

  it('alone is sent in quiet hours: others wait for working time', () => {
    const urgent = FOLLOW_UPS.filter((kind) => kind.urgent).map(({ kind }) => kind)
    // An incident is of safety too (section 7).
    expect(urgent).toEqual(['reporting_reminder', 'reporting_due', 'safety_unacknowledged'])
    const facts = aCase({ request: inState('submitted') })
    const on = (now: string) => due(facts, new Date(now))['review ']
    expect(on('2026-03-03T20:00:00.000Z')).toBe('2026-04-01T08:00:00.000Z')
    expect(on('2026-03-06T12:00:00.000Z')).toBe('2026-04-07T08:00:00.000Z')
    expect(on('2026-03-03T18:30:00.000Z')).toBe('2026-03-31T17:30:00.000Z')
  })
})

describe('whom a follow-up tells', () => {
  it('is fixed per kind', () => {
    expect(Object.fromEntries(FOLLOW_UPS.map(({ kind, to }) => [kind, to.join(' ')]))).toEqual({
      approval_chaser_1: 'leads',
      approval_chaser_2: 'leads',
      approval_chaser_3: 'leads',
      approval_chaser_4: 'leads',
      approval_chaser_5: 'leads',
      approval_escalation: 'coordinators',
      panel_due: 'leads coordinators',
      release_reminder: 'coordinators',
      release_overdue: 'coordinators',
      information_reminder: 'officers',
      area_check_waiting: 'coordinators',
      erasure_hold_review: 'coordinators',
      offer_reply_by: 'officers',
      offer_lapse_prompt: 'coordinators',
      keep_or_release: 'offerer',
      viewing_reminder: 'officers',
      review: 'officers',
      housing_moves_check: 'officers',
      own_stock_promise: 'coordinators',
      hold_review: 'coordinators',
      reporting_reminder: 'coordinators',
      reporting_due: 'coordinators',
      safety_unacknowledged: 'officers coordinators',
    })
  })
})

describe('what a change makes and cancels', () => {
  const submitted = aRequest({ state: 'submitted' })

  it('makes what the new state calls for, pending and under the request', () => {
    const before = aCase({ request: aRequest({ state: 'draft' }) })
    expect(change(before, { state: 'submitted' })).toEqual({
      make: [
        {
          id: 'id-1',
          requestId: 'r1',
          kind: 'review',
          subjectId: '',
          dueAt: '2026-03-31T09:00:00.000Z',
          state: 'pending',
        },
      ],
      cancel: [],
    })
  })

  it('looks at approvals and offers as the change leaves them', () => {
    const offer = anOffer({ state: 'area_checked' })
    const before = aCase({ offers: [offer, anOffer({ id: 'o2', state: 'made' })] })
    const kinds = (effects: Partial<Effects>, to: Partial<RequestRecord> = {}) =>
      change(before, to, effects).make.map(({ kind, subjectId }) => `${kind} ${subjectId}`)
    expect(kinds({ offers: [anOffer({ id: 'o3' })] })).toEqual([
      'area_check_waiting o3',
      'keep_or_release o3',
    ])
    const passedOn = { ...offer, state: 'passed_on' as const, replyBy: '2026-03-10T17:30:00.000Z' }
    expect(kinds({ offers: [passedOn] }, { state: 'under_offer' })).toEqual([
      'offer_reply_by o1',
      'offer_lapse_prompt o1',
    ])
    expect(kinds({ approvals: [anApproval()] }, { state: 'awaiting_approval' })).toContain(
      'approval_chaser_1 ',
    )
  })

  it('leaves alone what is unchanged, whether it still waits or has fired', () => {
    const before = aCase({
      request: submitted,
      followUps: [pending('review', { dueAt: '2026-03-09T09:00:00.000Z' })],
    })
    expect(change(before, { state: 'approved' }).cancel).toEqual([])
    expect(change(before, { state: 'approved' }).make.map(({ kind }) => kind)).toEqual([
      'release_reminder',
      'release_overdue',
    ])
    const fired = aCase({ request: submitted, followUps: [] })
    expect(change(fired, { lastActivityAt: AT })).toEqual({ make: [], cancel: [] })
  })

  it('cancels what the new state no longer calls for', () => {
    const followUps = [pending('review'), pending('release_reminder')]
    const before = aCase({ request: inState('approved'), followUps })
    expect(change(before, { state: 'closed' })).toEqual({ make: [], cancel: ['review', 'release_reminder'] })
  })

  it('cancels nothing that is done already', () => {
    const before = aCase({ request: inState('approved'), followUps: [pending('review', { state: 'done' })] })
    expect(change(before, { state: 'closed' }).cancel).toEqual([])
  })

  it('replaces one whose time has moved', () => {
    const offer = anOffer({ keepUntil: '2026-03-09T17:30:00.000Z' })
    const old = pending('keep_or_release', { subjectId: 'o1', dueAt: '2026-03-09T09:00:00.000Z' })
    const before = aCase({ offers: [offer], followUps: [old] })
    const changed = change(before, {}, { offers: [{ ...offer, keepUntil: '2026-03-10T17:30:00.000Z' }] })
    expect(changed.cancel).toEqual(['keep_or_release'])
    expect(changed.make).toMatchObject([
      { kind: 'keep_or_release', subjectId: 'o1', dueAt: '2026-03-10T09:00:00.000Z' },
    ])
  })

  it('keeps one of the same time even when it is called for anew', () => {
    const review = pending('hold_review', { dueAt: '2026-03-20T09:00:00.000Z' })
    const before = aCase({ request: aRequest({ state: 'approved' }), followUps: [review] })
    const changed = change(before, { state: 'on_hold', reviewOn: '2026-03-20' })
    expect(changed).toEqual({ make: [], cancel: [] })
  })

  it('tells follow-ups of one kind apart by their offers', () => {
    const offers = [anOffer({ state: 'area_checked' }), anOffer({ id: 'o2', state: 'area_checked' })]
    const followUps = [
      pending('keep_or_release', { id: 'f1', subjectId: 'o1', dueAt: '2026-03-09T09:00:00.000Z' }),
      pending('keep_or_release', { id: 'f2', subjectId: 'o2', dueAt: '2026-03-09T09:00:00.000Z' }),
    ]
    const before = aCase({ offers, followUps: [...followUps, pending('review')] })
    const released = offers.slice(1).map((offer) => ({ ...offer, state: 'released' as const }))
    expect(change(before, {}, { offers: released })).toEqual({ make: [], cancel: ['f2'] })
  })

  it('makes no reminder for a viewing whose day before is over, but replaces the old one', () => {
    const offer = anOffer({ state: 'viewing_arranged', viewingAt: '2026-03-12T14:00:00.000Z' })
    const old = pending('viewing_reminder', { subjectId: 'o1', dueAt: '2026-03-11T09:00:00.000Z' })
    const before = aCase({
      request: aRequest({ state: 'under_offer' }),
      offers: [offer],
      followUps: [old, pending('review')],
    })
    const to = (viewingAt: string) => change(before, {}, { offers: [{ ...offer, viewingAt }] })
    expect(to('2026-03-04T09:00:00.000Z')).toEqual({ make: [], cancel: ['viewing_reminder'] })
    expect(to('2026-03-05T09:00:00.000Z')).toMatchObject({ make: [{ kind: 'viewing_reminder' }] })
  })

  it('makes what is overdue already, such as a question to keep or release after a long hold', () => {
    const before = aCase({
      request: aRequest({ state: 'on_hold' }),
      offers: [anOffer({ state: 'area_checked', keepUntil: '2026-03-02T17:30:00.000Z' })],
    })
    expect(change(before, { state: 'circulated' }).make).toContainEqual(
      expect.objectContaining({ kind: 'keep_or_release', dueAt: '2026-03-02T09:00:00.000Z' }),
    )
  })
})

function due(facts: OpenCase, now = NOW): Record<string, string> {
  return Object.fromEntries(
    wantedFollowUps(facts, now).map(({ kind, subjectId, dueAt }) => [
      `${kind.kind} ${subjectId}`,
      dueAt.toISOString(),
    ]),
  )
}

function change(before: OpenCase, to: Partial<RequestRecord>, effects: Partial<Effects> = {}) {
  return followUpChanges(before, { ...before.request, ...to }, { say: '', ...effects }, countingIds(), NOW)
}

function inState(state: State): RequestRecord {
  return aRequest({ state, enteredStateAt: AT })
}

function anApproval(change: Partial<ApprovalRecord> = {}): ApprovalRecord {
  return {
    id: 'a1',
    requestId: 'r1',
    personId: 'lead',
    askedAt: AT,
    round: 1,
    decision: null,
    decidedAt: null,
    decidedBy: null,
    ended: false,
    ...change,
  }
}

function pending(kind: string, change: Partial<FollowUpRecord> = {}): FollowUpRecord {
  return { id: kind, requestId: 'r1', kind, subjectId: '', dueAt: AT, state: 'pending', ...change }
}
