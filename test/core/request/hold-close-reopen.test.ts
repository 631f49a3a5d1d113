import { describe, expect, it } from 'vitest'
import { askToClose } from '../../../src/core/request/ask-to-close.js'
import { closeRequest } from '../../../src/core/request/close-request.js'
import { holdRequest } from '../../../src/core/request/hold-request.js'
import { reopenRequest } from '../../../src/core/request/reopen-request.js'
import { resumeRequest } from '../../../src/core/request/resume-request.js'
import type { OfferState } from '../../../src/core/request/states.js'
import {
  aCase,
  aNotice,
  anApproval,
  anOffer,
  BARNET,
  effectsOf,
  NOW,
  PEOPLE,
  refusalOf,
} from '../../support/facts.js'

const AT = NOW.toISOString()
const HOLD = { reason: 'facts_missing', reviewOn: '2026-03-10' }
const CHOSEN: OfferState[] = ['passed_on', 'viewing_arranged', 'viewed', 'accepted']
const PROPOSED = { action: 'release', by: 'coordinator', at: AT }

describe('hold', () => {
  it('remembers where it came from, why, and the day of review', () => {
    const effects = effectsOf(
      holdRequest,
      aCase({ state: 'circulated', request: { proposed: PROPOSED } }),
      HOLD,
    )
    expect(effects.request).toMatchObject({ heldFrom: 'circulated', reviewOn: '2026-03-10', proposed: null })
    expect(effects.request?.form?.confidential.notes).toEqual([
      { at: AT, by: 'coordinator', action: 'hold', reason: 'facts_missing' },
    ])
    expect(effects.codes).toBeUndefined()
    expect(effects.tell).toEqual([{ topic: 'put_on_hold', to: 'officers' }])
    expect(effects.urgent).toBeUndefined()
  })

  it.each(CHOSEN)('waits until an offer that is %s has been decided', (state) => {
    expect(refusalOf(holdRequest, aCase({ offers: [anOffer(state)] }), HOLD).code).toBe('offer_first')
  })

  it('does not wait for offers that are not chosen', () => {
    for (const state of ['made', 'area_checked', 'refused'] as const) {
      expect(effectsOf(holdRequest, aCase({ offers: [anOffer(state)] }), HOLD)).toBeDefined()
    }
  })

  it.each([
    ['2026-03-02', false],
    ['2026-03-03', false],
    ['2026-03-04', true],
    ['2026-03-31', true],
    ['2026-04-01', false],
  ])('with a review on %s: %s', (reviewOn, allowed) => {
    const input = { ...HOLD, reviewOn }
    if (allowed) expect(effectsOf(holdRequest, aCase(), input)).toBeDefined()
    else
      expect(refusalOf(holdRequest, aCase(), input)).toMatchObject({ code: 'review_date', field: 'reviewOn' })
  })

  it('wants a reason, a note for "other" and a date', () => {
    expect(refusalOf(holdRequest, aCase(), { ...HOLD, reason: 'x' })).toMatchObject({ field: 'reason' })
    expect(refusalOf(holdRequest, aCase(), { ...HOLD, reason: 'other' })).toMatchObject({ field: 'note' })
    expect(refusalOf(holdRequest, aCase(), { ...HOLD, reviewOn: '' })).toMatchObject({ field: 'reviewOn' })
  })

  it('ends with everything of it cleared', () => {
    const held = aCase({ state: 'on_hold', request: { heldFrom: 'circulated', reviewOn: '2026-03-10' } })
    const effects = effectsOf(resumeRequest, held, { note: 'Support is settled.' })
    expect(effects.request).toMatchObject({ heldFrom: null, reviewOn: null })
    expect(effects.request?.form?.confidential.notes).toEqual([
      { at: AT, by: 'coordinator', action: 'resume', note: 'Support is settled.' },
    ])
    expect(effects.say).toContain('with the partners')
    expect(effects.tell).toEqual([{ topic: 'taken_off_hold', to: 'officers' }])
    expect(effectsOf(resumeRequest, aCase({ state: 'on_hold' }), {}).say).toContain('for checks')
  })
})

describe('asking to close', () => {
  it('is kept as a wish that coordinators are told of', () => {
    const facts = aCase({ state: 'under_offer', actor: PEOPLE.officer })
    const effects = effectsOf(askToClose, facts, { wish: 'The move is no longer needed.' })
    expect(effects.request?.form?.confidential.wishes).toEqual([
      { at: AT, by: 'officer', kind: 'close', text: 'The move is no longer needed.', done: false },
    ])
    expect(effects.tell).toEqual([{ topic: 'wish_to_close', to: 'coordinators' }])
    expect(refusalOf(askToClose, facts, {})).toMatchObject({
      field: 'wish',
      say: 'Please say why, in a sentence.',
    })
  })
})

describe('close', () => {
  const wishes = [{ at: AT, by: 'officer', kind: 'close' as const, text: 'Please.', done: false }]

  it('keeps the reason, clears what was pending and tells the officers', () => {
    const facts = aCase({
      state: 'on_hold',
      request: {
        heldFrom: 'approved',
        reviewOn: '2026-03-10',
        panelOn: '2026-03-10',
        proposed: PROPOSED,
        safetyRaisedAt: AT,
      },
    })
    facts.request.form.confidential.wishes = wishes
    const effects = effectsOf(closeRequest, facts, { reason: 'staying', note: 'Asked twice.' })
    expect(effects.request).toMatchObject({
      closedReason: 'staying',
      heldFrom: null,
      reviewOn: null,
      panelOn: null,
      proposed: null,
    })
    expect(effects.request).not.toHaveProperty('safetyRaisedAt')
    expect(effects.request?.form?.confidential.wishes).toEqual([{ ...wishes[0], done: true }])
    expect(effects.request?.form?.confidential.notes).toEqual([
      { at: AT, by: 'coordinator', action: 'close', reason: 'staying', note: 'Asked twice.' },
    ])
    expect(effects.codes).toBeUndefined()
    expect(effects.tell).toEqual([{ topic: 'closed', to: 'officers' }])
  })

  it('ends waiting offers in words that say nothing, and leaves ended ones alone (P2)', () => {
    const offers = [
      anOffer('made', { id: 'a' }),
      anOffer('area_checked', { id: 'b' }),
      anOffer('refused', { id: 'c' }),
    ]
    const effects = effectsOf(closeRequest, aCase({ state: 'circulated', offers }), { reason: 'staying' })
    expect(effects.offers).toEqual(
      ['a', 'b'].map((id) =>
        expect.objectContaining({ id, state: 'lapsed', endReason: 'not_taken_up', endedAt: AT }),
      ),
    )
  })

  it.each(CHOSEN)('waits until an offer that is %s has been decided', (state) => {
    const refusal = refusalOf(closeRequest, aCase({ state: 'on_hold', offers: [anOffer(state)] }), {
      reason: 'staying',
    })
    expect(refusal.code).toBe('offer_first')
    expect(refusal.say).toContain('off hold')
    const live = refusalOf(closeRequest, aCase({ state: 'under_offer', offers: [anOffer(state)] }), {
      reason: 'staying',
    })
    expect(live.say).toBe('An offer has been chosen. Please decide that offer first.')
  })

  it('when the applicant has died, stops every message at once', () => {
    const effects = effectsOf(closeRequest, aCase({ request: { safetyRaisedAt: AT } }), {
      reason: 'applicant_died',
    })
    expect(effects.tell).toBeUndefined()
    expect(effects.request?.safetyRaisedAt).toBeNull()
  })

  it.each([
    ['ineligible', 'submitted', 'approved'],
    ['declined_by_landlord', 'declined', 'submitted'],
  ] as const)('for the reason %s only from %s', (reason, state, elsewhere) => {
    expect(effectsOf(closeRequest, aCase({ state }), { reason, officerTold: true })).toBeDefined()
    expect(refusalOf(closeRequest, aCase({ state: elsewhere }), { reason })).toMatchObject({
      code: 'reason_does_not_fit',
      field: 'reason',
    })
  })

  it('because the scheme has closed only when it has', () => {
    expect(effectsOf(closeRequest, aCase({ intake: 'closed' }), { reason: 'scheme_closed' })).toBeDefined()
    expect(refusalOf(closeRequest, aCase({ intake: 'paused' }), { reason: 'scheme_closed' }).code).toBe(
      'reason_does_not_fit',
    )
  })

  it('never uses up an offer', () => {
    expect(
      refusalOf(closeRequest, aCase({ state: 'declined' }), { reason: 'offer_cap_used', officerTold: true })
        .code,
    ).toBe('reason_does_not_fit')
  })

  it('after a decline, once the officer knows how to send it again or complain', () => {
    const declined = aCase({ state: 'declined' })
    expect(refusalOf(closeRequest, declined, { reason: 'staying' })).toMatchObject({
      code: 'officer_not_told',
      field: 'officerTold',
    })
    expect(effectsOf(closeRequest, declined, { reason: 'staying', officerTold: true })).toBeDefined()
  })

  it('wants a reason, and a note for "other"', () => {
    expect(refusalOf(closeRequest, aCase(), {})).toMatchObject({ field: 'reason' })
    expect(refusalOf(closeRequest, aCase(), { reason: 'other' })).toMatchObject({ field: 'note' })
    expect(effectsOf(closeRequest, aCase(), { reason: 'other', note: 'Something else.' })).toBeDefined()
  })
})

describe('reopen', () => {
  const approved = anApproval('lead', {
    decision: 'approved',
    decidedAt: '2026-03-01T10:00:00.000Z',
    decidedBy: 'lead',
  })
  const closed = (more: Parameters<typeof aCase>[0] = {}) =>
    aCase({
      state: 'closed',
      approvals: [approved],
      notices: [aNotice('camden-homes'), aNotice('ealing-homes', { live: false })],
      ...more,
      request: {
        closedReason: 'staying',
        reviewOn: '2026-03-10',
        circulatedAt: AT,
        round: 2,
        ...more.request,
      },
    })
  const CHECKS = { reason: 'risk_returned', into: 'submitted' }
  const PARTNERS = { reason: 'closed_in_error', into: 'circulated' }

  it('for checks: old notices never come back to life', () => {
    const effects = effectsOf(reopenRequest, closed(), CHECKS)
    expect(effects.state).toBeUndefined()
    expect(effects.request).toMatchObject({ closedReason: null, reviewOn: null })
    expect(effects.request).not.toHaveProperty('round')
    expect(effects.request?.form?.confidential.notes).toEqual([
      { at: AT, by: 'coordinator', action: 'reopen_for_checks', reason: 'risk_returned' },
    ])
    expect(effects.notices).toEqual([{ ...aNotice('camden-homes'), live: false }])
    expect(effects.codes).toBeUndefined()
    expect(effects.tell).toEqual([{ topic: 'reopened', to: 'officers' }])
  })

  it('with the partners: a new round under new references', () => {
    const effects = effectsOf(reopenRequest, closed(), PARTNERS)
    expect(effects.state).toBe('circulated')
    expect(effects.request).toMatchObject({ closedReason: null, round: 3 })
    expect(effects.notices?.map(({ partnerId, round, live }) => [partnerId, round, live])).toEqual([
      ['camden-homes', 1, false],
      ['camden-homes', 3, true],
      ['ealing-homes', 3, true],
      ['without-list', 3, true],
    ])
    expect(effects.say).toContain('3 partners')
    expect(effects.tell).toEqual([{ topic: 'reopened', to: 'officers' }])
    expect(effects.codes).toBeUndefined()
  })

  const WITHOUT_APPROVAL: [string, Parameters<typeof aCase>[0]][] = [
    ['declined', { state: 'declined' }],
    ['never circulated', { request: { circulatedAt: null } }],
    ['never approved', { approvals: [anApproval('lead')] }],
    [
      'declined by another lead',
      { approvals: [approved, anApproval('second-lead', { decision: 'declined', decidedAt: AT })] },
    ],
    ['asked of another landlord', { approvals: [{ ...approved, ended: true }] }],
  ]
  it.each(WITHOUT_APPROVAL)('not with the partners when %s', (_why, more) => {
    expect(refusalOf(reopenRequest, closed(more), PARTNERS)).toMatchObject({
      code: 'no_approval',
      field: 'into',
    })
  })

  it('not with the partners after the landlord withdrew, unless it approved again', () => {
    const facts = closed()
    const withdrawn = (at: string) => {
      facts.request.form.confidential.notes = [{ at, by: 'lead', action: 'withdraw_approval' }]
      return facts
    }
    expect(refusalOf(reopenRequest, withdrawn('2026-03-01T10:00:00.000Z'), PARTNERS).code).toBe('no_approval')
    expect(refusalOf(reopenRequest, withdrawn('2026-03-02T10:00:00.000Z'), PARTNERS).code).toBe('no_approval')
    expect(effectsOf(reopenRequest, withdrawn('2026-02-20T10:00:00.000Z'), PARTNERS)).toBeDefined()
    facts.approvals.push(
      anApproval('second-lead', { decision: 'approved', decidedAt: '2026-02-19T10:00:00.000Z' }),
    )
    expect(effectsOf(reopenRequest, withdrawn('2026-02-20T10:00:00.000Z'), PARTNERS)).toBeDefined()
    facts.request.form.confidential.notes = [{ at: AT, by: 'lead', action: 'resume' }]
    expect(effectsOf(reopenRequest, facts, PARTNERS)).toBeDefined()
  })

  it('not with the partners when nobody would get it', () => {
    const facts = closed({ partners: [] })
    facts.request.form.needs.areasWanted = [BARNET, 'E09000005', 'E09000007', 'E09000009', 'E09000015']
    expect(refusalOf(reopenRequest, facts, PARTNERS).code).toBe('no_partner')
  })

  it('not a form that was never complete, such as an ended enquiry', () => {
    const facts = closed()
    facts.request.form.approval.consentGiven = undefined
    expect(refusalOf(reopenRequest, facts, CHECKS).code).toBe('incomplete')
  })

  it('wants a reason and a destination', () => {
    expect(refusalOf(reopenRequest, closed(), { ...CHECKS, reason: '' })).toMatchObject({ field: 'reason' })
    expect(refusalOf(reopenRequest, closed(), { ...CHECKS, reason: 'other' })).toMatchObject({
      field: 'note',
    })
    expect(refusalOf(reopenRequest, closed(), { ...CHECKS, into: 'approved' })).toMatchObject({
      field: 'into',
      say: 'Please choose one of the list.',
    })
  })
})
