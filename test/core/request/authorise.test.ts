import { describe, expect, test } from 'vitest'
import type { CaseFacts } from '../../../src/core/facts.js'
import { NOTHING_FOUND } from '../../../src/core/outcome.js'
import { authorise, type Grant, isGrant } from '../../../src/core/request/authorise.js'
import { rowsOf } from '../../../src/core/request/rights.js'
import { lateWords, notYoursWords } from '../../../src/core/request/sentences.js'
import type { ActionName } from '../../../src/core/request/step.js'
import {
  aCase,
  aForm,
  aNotice,
  anApproval,
  anOffer,
  aPerson,
  aRequest,
  NOW,
  PEOPLE,
} from '../../support/facts.js'

type Ask = { offerId?: string | null; onBehalfOf?: string | null; now?: Date }

const ask = (facts: CaseFacts, action: ActionName, about: Ask = {}) =>
  authorise(facts, action, { offerId: null, onBehalfOf: null, now: NOW, ...about })

describe('without a right to read, the answer is the same whatever exists', () => {
  const stranger = aPerson('stranger', 'elsewhere', ['scheme_admin'])

  test('for an account that nobody is behind', () => {
    expect(ask({ ...aCase(), actor: null }, 'read_request')).toBe(NOTHING_FOUND)
  })

  test('for a request that does not exist, a coordinator’s ask included', () => {
    expect(ask({ ...aCase(), request: null }, 'read_request')).toBe(NOTHING_FOUND)
  })

  test('for neither', () => {
    expect(ask({ ...aCase(), actor: null, request: null }, 'read_request')).toBe(NOTHING_FOUND)
  })

  test('for somebody without a relation, whatever they ask and in every state it is asked in', () => {
    for (const action of ['read_request', 'approve', 'make_offer', 'raise_safety_concern'] as const) {
      expect(ask(aCase({ actor: stranger }), action)).toBe(NOTHING_FOUND)
      expect(ask(aCase({ actor: stranger, state: 'closed' }), action)).toBe(NOTHING_FOUND)
    }
  })

  test('for somebody without a relation who names a person with one', () => {
    const facts = aCase({ actor: stranger, state: 'draft' })
    expect(ask(facts, 'submit', { onBehalfOf: 'officer' })).toBe(NOTHING_FOUND)
  })

  test('for an excluded coordinator', () => {
    const form = aForm()
    form.confidential.exclusions = [{ kind: 'person', id: 'coordinator' }]
    expect(ask(aCase({ request: { form } }), 'read_request')).toBe(NOTHING_FOUND)
  })

  test('for an officer of a partner about another partner’s offer', () => {
    const facts = aCase({
      actor: aPerson('ealing-officer', 'ealing-homes', ['housing_officer']),
      state: 'circulated',
      offers: [anOffer('made')],
    })
    expect(ask(facts, 'withdraw_offer', { offerId: 'offer' })).toBe(NOTHING_FOUND)
  })

  test('for an officer of the partner who names no offer of this request', () => {
    const facts = aCase({ actor: PEOPLE.housingOfficer, state: 'circulated', offers: [anOffer('made')] })
    expect(ask(facts, 'withdraw_offer')).toBe(NOTHING_FOUND)
    expect(ask(facts, 'withdraw_offer', { offerId: 'offer-of-another-request' })).toBe(NOTHING_FOUND)
  })

  test('for a deputy on the day after', () => {
    const away = { from: '2026-03-02', to: '2026-03-03', deputyId: 'colleague' }
    const facts = aCase({
      actor: PEOPLE.colleague,
      state: 'awaiting_approval',
      approvals: [anApproval('lead')],
      people: [{ ...PEOPLE.lead, away }],
    })
    expect(isGrant(ask(facts, 'approve'))).toBe(true)
    expect(ask(facts, 'approve', { now: new Date('2026-03-04T10:00:00Z') })).toBe(NOTHING_FOUND)
  })
})

describe('a step of somebody else', () => {
  test('is refused with whose it is', () => {
    const say = notYoursWords(rowsOf('approve'))
    expect(say).toContain('Only the landlord’s named lead can do this.')
    const facts = aCase({ state: 'awaiting_approval', approvals: [anApproval('lead')] })
    expect(ask(facts, 'approve')).toEqual({ kind: 'refused', code: 'not_yours', say })
    expect(ask({ ...facts, actor: PEOPLE.officer }, 'approve')).toEqual({
      kind: 'refused',
      code: 'not_yours',
      say,
    })
  })

  test('is refused as such before it is called late', () => {
    expect(ask(aCase({ state: 'closed', actor: PEOPLE.officer }), 'release')).toMatchObject({
      code: 'not_yours',
    })
  })
})

describe('a grant', () => {
  test('is in the actor’s own right and carries the case, the row and no offer', () => {
    const facts = aCase({ state: 'draft', actor: PEOPLE.officer })
    expect(ask(facts, 'submit')).toEqual({
      open: facts,
      by: PEOPLE.officer,
      offer: null,
      row: rowsOf('submit')[0],
    })
  })

  test.each(['officer', 'housingOfficer', 'coordinator'] as const)(
    'goes to each of several relations of a row: %s',
    (name) => {
      const facts = aCase({
        state: 'under_offer',
        actor: PEOPLE[name],
        offers: [anOffer('passed_on')],
      })
      expect(grant(facts, 'arrange_viewing', { offerId: 'offer' }).by).toBe(PEOPLE[name])
    },
  )

  test('stays with a lead who has decided, for withdrawing the approval', () => {
    const approvals = [anApproval('lead', { decision: 'approved', decidedBy: 'lead' })]
    const facts = aCase({ state: 'circulated', actor: PEOPLE.lead, approvals })
    expect(grant(facts, 'withdraw_approval').by).toBe(PEOPLE.lead)
  })

  test('is of the offer that was named, among several', () => {
    const chosen = anOffer('area_checked', { id: 'second' })
    const facts = aCase({ state: 'circulated', actor: PEOPLE.officer, offers: [anOffer('made'), chosen] })
    expect(grant(facts, 'choose_offer', { offerId: 'second' }).offer).toBe(chosen)
  })

  test('takes the row of the state the request is in', () => {
    const notice = { state: 'circulated', actor: PEOPLE.coordinator } as const
    expect(grant(aCase(notice), 'read_notice').row.by).toEqual(['coordinator'])
    expect(grant(aCase({ ...notice, state: 'closed' }), 'read_notice').row.by).toEqual(['coordinator'])
  })

  test.each([
    ['circulated', 'made', 'same'],
    ['under_offer', 'area_checked', 'same'],
    ['under_offer', 'viewed', 'circulated'],
    ['accepted', 'accepted', 'circulated'],
  ] as const)('to withdraw, of a request %s and an offer %s, leads to: %s', (state, offerState, to) => {
    const facts = aCase({ state, actor: PEOPLE.housingOfficer, offers: [anOffer(offerState)] })
    expect(grant(facts, 'withdraw_offer', { offerId: 'offer' }).row.to).toBe(to)
  })
})

describe('a step that is not open any more is late', () => {
  test('by the state of the request', () => {
    const facts = aCase({ state: 'circulated', actor: PEOPLE.officer })
    expect(ask(facts, 'submit')).toEqual({ kind: 'late', say: lateWords(facts, 'submit', ['officer']) })
  })

  test('an offer that nobody has checked is not there for a nominating officer (D4)', () => {
    const facts = aCase({ state: 'circulated', actor: PEOPLE.officer, offers: [anOffer('made')] })
    expect(ask(facts, 'choose_offer', { offerId: 'offer' })).toEqual(NOTHING_FOUND)
  })

  test.each(['refused', 'withdrawn', 'passed_on'] as const)(
    'by the state of the offer: %s cannot be chosen',
    (state) => {
      const facts = aCase({ state: 'circulated', actor: PEOPLE.officer, offers: [anOffer(state)] })
      expect(ask(facts, 'choose_offer', { offerId: 'offer' })).toEqual({
        kind: 'late',
        say: 'That offer has changed meanwhile. Please look at it again.',
      })
    },
  )

  test('by an offer that is not one of this request, and without any', () => {
    const facts = aCase({ state: 'circulated', actor: PEOPLE.officer, offers: [anOffer('area_checked')] })
    expect(isGrant(ask(facts, 'choose_offer', { offerId: 'offer' }))).toBe(true)
    for (const offerId of [null, 'unknown'])
      expect(ask(facts, 'choose_offer', { offerId })).toEqual({
        kind: 'late',
        say: 'That offer has changed meanwhile. Please look at it again.',
      })
  })

  test('by a notice that has ended, and another partner’s notice does not stand in', () => {
    const notices = [aNotice('camden-homes', { live: false }), aNotice('ealing-homes')]
    const facts = aCase({ state: 'circulated', actor: PEOPLE.housingOfficer, notices })
    expect(ask(facts, 'make_offer')).toEqual({ kind: 'late', say: 'This notice is no longer available.' })
  })

  test('by the state of the request, though the notice stands', () => {
    const facts = aCase({
      state: 'under_offer',
      actor: PEOPLE.housingOfficer,
      notices: [aNotice('camden-homes')],
    })
    expect(ask(facts, 'make_offer')).toMatchObject({ kind: 'late' })
  })

  test('in the words of the reader: a lead reads nothing of what came after (P2)', () => {
    const approvals = [anApproval('lead')]
    const facts = aCase({ state: 'moved', actor: PEOPLE.lead, approvals })
    expect(ask(facts, 'withdraw_approval')).toEqual({
      kind: 'late',
      say: lateWords(facts, 'withdraw_approval', ['lead']),
    })
  })
})

describe('a coordinator on behalf of somebody', () => {
  test('acts in that person’s right: by them, of the named offer, with the row of the step', () => {
    const offer = anOffer('area_checked')
    const facts = aCase({ state: 'circulated', offers: [anOffer('made', { id: 'first' }), offer] })
    const found = grant(facts, 'choose_offer', { offerId: 'offer', onBehalfOf: 'officer' })
    expect(found).toEqual({ open: facts, by: PEOPLE.officer, offer, row: rowsOf('choose_offer')[0] })
    expect(found.open.actor).toBe(PEOPLE.coordinator)
  })

  test('needs that person: in their own right the step is not theirs', () => {
    expect(ask(aCase({ state: 'draft' }), 'submit')).toMatchObject({ kind: 'refused', code: 'not_yours' })
  })

  test('uses the live notice of that person’s partner', () => {
    const facts = aCase({ state: 'circulated', notices: [aNotice('camden-homes')] })
    expect(grant(facts, 'make_offer', { onBehalfOf: 'housing-officer' }).by).toBe(PEOPLE.housingOfficer)
    const ended = aCase({ state: 'circulated', notices: [aNotice('camden-homes', { live: false })] })
    expect(ask(ended, 'make_offer', { onBehalfOf: 'housing-officer' })).toMatchObject({ kind: 'late' })
  })

  test('uses the offer of that person’s partner', () => {
    const facts = aCase({ state: 'circulated', offers: [anOffer('made')] })
    const about = { offerId: 'offer', onBehalfOf: 'housing-officer' }
    expect(grant(facts, 'withdraw_offer', about)).toMatchObject({
      by: PEOPLE.housingOfficer,
      row: { to: 'same' },
    })
  })

  test('uses the deputy’s right on the days the lead is away', () => {
    const away = { from: '2026-03-03', to: '2026-03-03', deputyId: 'colleague' }
    const facts = aCase({
      state: 'awaiting_approval',
      approvals: [anApproval('lead')],
      people: [PEOPLE.coordinator, PEOPLE.colleague, { ...PEOPLE.lead, away }],
    })
    expect(grant(facts, 'approve', { onBehalfOf: 'colleague' }).by).toBe(PEOPLE.colleague)
    const later = new Date('2026-03-04T10:00:00Z')
    expect(ask(facts, 'approve', { onBehalfOf: 'colleague', now: later })).toMatchObject({
      code: 'not_theirs',
    })
  })

  test('is the only one who may: an officer cannot stand in for another', () => {
    const facts = aCase({
      state: 'awaiting_approval',
      actor: PEOPLE.officer,
      approvals: [anApproval('lead')],
    })
    expect(ask(facts, 'approve', { onBehalfOf: 'lead' })).toEqual({
      kind: 'refused',
      code: 'not_yours',
      say: 'Only a coordinator can record a step for somebody else.',
    })
    expect(
      ask({ ...facts, request: aRequest({ state: 'draft' }) }, 'submit', { onBehalfOf: 'officer' }),
    ).toEqual({
      kind: 'refused',
      code: 'not_yours',
      say: 'Only a coordinator can record a step for somebody else.',
    })
  })

  test.each([
    ['somebody unknown', 'nobody'],
    ['somebody known who has no part in the request', 'housing-officer'],
    ['a lead who was not asked', 'second-lead'],
  ])('cannot record for %s', (_, onBehalfOf) => {
    const facts = aCase({ state: 'awaiting_approval', approvals: [anApproval('lead')] })
    for (const action of ['approve', 'submit'] as const)
      expect(ask(facts, action, { onBehalfOf })).toEqual({
        kind: 'refused',
        code: 'not_theirs',
        say: 'That person has no part in this request, so nothing can be recorded for them.',
      })
  })

  test('cannot record for an excluded person', () => {
    const form = aForm()
    form.confidential.exclusions = [{ kind: 'organisation', id: 'landlord' }]
    const facts = aCase({ state: 'awaiting_approval', approvals: [anApproval('lead')], request: { form } })
    expect(ask(facts, 'approve', { onBehalfOf: 'lead' })).toMatchObject({ code: 'not_theirs' })
  })

  test('cannot have another person’s step recorded in the wrong right', () => {
    const facts = aCase({ state: 'awaiting_approval', approvals: [anApproval('lead')] })
    expect(ask(facts, 'approve', { onBehalfOf: 'officer' })).toEqual({
      kind: 'refused',
      code: 'not_yours',
      say: notYoursWords(rowsOf('approve')),
    })
  })

  test('cannot record a step that must be the person’s own', () => {
    const facts = aCase({ state: 'accepted', offers: [anOffer('accepted')] })
    const about = { offerId: 'offer', onBehalfOf: 'officer' }
    expect(isGrant(ask({ ...facts, actor: PEOPLE.officer }, 'fall_through', { offerId: 'offer' }))).toBe(true)
    expect(ask(facts, 'fall_through', about)).toMatchObject({ kind: 'refused', code: 'not_yours' })
    expect(ask(facts, 'read_request', { onBehalfOf: 'officer' })).toMatchObject({ code: 'not_yours' })
  })

  test('cannot borrow a second coordinator', () => {
    const facts = aCase({ state: 'approved' })
    expect(ask(facts, 'release', { onBehalfOf: 'second-coordinator' })).toMatchObject({ code: 'not_yours' })
  })

  test('is late with that person’s own right, in that person’s words', () => {
    const facts = aCase({ state: 'closed', approvals: [anApproval('lead')] })
    expect(ask(facts, 'approve', { onBehalfOf: 'lead' })).toEqual({
      kind: 'late',
      say: lateWords(facts, 'approve', ['lead']),
    })
  })

  test('with an empty name acts in their own right', () => {
    expect(grant(aCase({ state: 'approved' }), 'release', { onBehalfOf: '' }).by).toBe(PEOPLE.coordinator)
  })
})

test('an outcome is no grant', () => {
  expect(isGrant(NOTHING_FOUND)).toBe(false)
  expect(isGrant({ kind: 'late', say: 'Late.' })).toBe(false)
})

function grant(facts: CaseFacts, action: ActionName, about: Ask = {}): Grant {
  const answer = ask(facts, action, about)
  if (!isGrant(answer)) throw new Error(`Not granted: ${JSON.stringify(answer)}`)
  return answer
}
