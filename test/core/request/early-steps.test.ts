import { describe, expect, it } from 'vitest'
import { acknowledgeSafety } from '../../../src/core/request/acknowledge-safety.js'
import { amendRequest, wrongAnswer } from '../../../src/core/request/amend-request.js'
import { answerQuestions } from '../../../src/core/request/answer-questions.js'
import { endEnquiry } from '../../../src/core/request/end-enquiry.js'
import { raiseSafetyConcern } from '../../../src/core/request/raise-safety-concern.js'
import { READ_STEPS } from '../../../src/core/request/reads.js'
import { reportRiskChange } from '../../../src/core/request/report-risk-change.js'
import { returnForInformation } from '../../../src/core/request/return-for-information.js'
import { startReferral } from '../../../src/core/request/start-referral.js'
import { submitRequest } from '../../../src/core/request/submit-request.js'
import { aCase, aForm, effectsOf, FIELDS, NOW, PEOPLE, refusalOf, take } from '../../support/facts.js'

const AT = NOW.toISOString()
const POSTCODE = 'Please look at E8 1DY.'

describe('an enquiry', () => {
  it('becomes a draft while intake is open', () => {
    expect(effectsOf(startReferral, aCase({ state: 'enquiry' })).say).toContain('draft')
  })

  it.each([
    ['paused', 'intake_paused', 'referrals are paused'],
    ['closed', 'intake_closed', 'no longer takes referrals'],
  ] as const)('stays an enquiry while intake is %s, with kind words', (intake, code, words) => {
    const refusal = refusalOf(startReferral, aCase({ state: 'enquiry', intake }))
    expect(refusal.code).toBe(code)
    expect(refusal.say).toContain(words)
    expect(refusal.say).not.toContain('{')
  })

  it('needs a nominating officer', () => {
    expect(refusalOf(startReferral, aCase({ request: { officerIds: [] } })).code).toBe('no_officer')
  })

  it('ends with a reason, which is kept', () => {
    const effects = effectsOf(endEnquiry, aCase({ state: 'enquiry' }), { reason: 'signposted' })
    expect(effects.request?.closedReason).toBe('signposted')
    expect(effects.codes).toBeUndefined()
    expect(effects.request?.form?.confidential.notes).toEqual([
      { at: AT, by: 'coordinator', action: 'end_enquiry', reason: 'signposted' },
    ])
  })

  it('wants a reason of the list, a note for "other", and another button for a referral', () => {
    const facts = aCase({ state: 'enquiry' })
    expect(refusalOf(endEnquiry, facts, {})).toMatchObject({ code: 'invalid', field: 'reason' })
    expect(refusalOf(endEnquiry, facts, { reason: 'staying' })).toMatchObject({ field: 'reason' })
    expect(refusalOf(endEnquiry, facts, { reason: 'other' })).toMatchObject({ field: 'note' })
    expect(refusalOf(endEnquiry, facts, { reason: 'other', note: POSTCODE })).toMatchObject({ field: 'note' })
    expect(refusalOf(endEnquiry, facts, { reason: 'referral' })).toMatchObject({
      code: 'start_instead',
      field: 'reason',
    })
  })
})

describe('amending', () => {
  it('saves one section and leaves the rest', () => {
    const facts = aCase({ state: 'draft' })
    const effects = effectsOf(amendRequest, facts, {
      section: 'areas',
      ...FIELDS.areas,
      anythingElse: 'New words.',
    })
    expect(effects.request?.form?.approval.anythingElse).toBe('New words.')
    expect(effects.request?.form?.needs).toEqual(facts.request.form.needs)
    expect(effects.codes).toEqual({ section: 'areas' })
    expect(effects.say).toBe('Areas and anything else: saved.')
    expect(effects.tell).toBeUndefined()
  })

  it.each(['submitted', 'information_needed', 'declined'] as const)(
    'tells coordinators at once, in state %s, that there is an immediate risk now',
    (state) => {
      const facts = aCase({ state })
      facts.request.form.approval.immediateRisk = false
      const input = { section: 'consent', ...FIELDS.consent, immediateRisk: true }
      const effects = effectsOf(amendRequest, facts, input)
      expect(effects).toMatchObject({
        urgent: true,
        request: { safetyRaisedAt: AT },
        tell: [{ topic: 'immediate_risk', to: 'coordinators' }],
      })
      expect(effects.say).toContain('999')
      facts.request.form.approval.immediateRisk = true
      expect(effectsOf(amendRequest, facts, input).urgent).toBeUndefined()
    },
  )

  it('refuses an area at risk, or to live in, that is among those wanted: a notice would name it', () => {
    const facts = aCase({ state: 'information_needed' })
    const [wanted] = facts.request.form.needs.areasWanted
    const risk = { section: 'risk', ...FIELDS.risk, areasAtRisk: [wanted] }
    expect(refusalOf(amendRequest, facts, risk)).toMatchObject({
      field: 'areasAtRisk',
      say: expect.stringContaining('among the areas wanted'),
    })
    const tenancy = { section: 'tenancy', ...FIELDS.tenancy, homeArea: wanted }
    expect(refusalOf(amendRequest, facts, tenancy)).toMatchObject({ field: 'homeArea' })
    const draft = aCase({ state: 'draft' })
    expect(effectsOf(amendRequest, draft, risk)).toBeDefined()
  })

  it('says what is wrong at each field, and saves nothing', () => {
    const taken = take(amendRequest, aCase({ state: 'draft' }), { section: 'consent', consentDate: 'soon' })
    expect(taken).toEqual({
      errors: {
        consentGiven: expect.stringContaining('consent'),
        consentDate: 'Please give a date.',
        immediateRisk: 'Please answer yes or no.',
      },
    })
    expect(refusalOf(amendRequest, aCase(), { section: 'weather' })).toMatchObject({ field: 'section' })
  })

  it('checks an empty form too, where there is no request yet', () => {
    const input = amendRequest.input({ ...aCase(), request: null })
    expect(input.safeParse({ section: 'consent', ...FIELDS.consent }).success).toBe(true)
  })

  it('takes a landlord of the list only', () => {
    const input = { section: 'tenancy', ...FIELDS.tenancy }
    expect(
      effectsOf(amendRequest, aCase(), { ...input, landlordId: 'camden-homes' }).request?.landlordId,
    ).toBe('camden-homes')
    expect(refusalOf(amendRequest, aCase(), { ...input, landlordId: 'somebody' })).toMatchObject({
      code: 'no_such_landlord',
      field: 'landlordId',
    })
    const other = aCase({ request: { landlordId: 'somebody' } })
    expect(effectsOf(amendRequest, other, { section: 'areas', ...FIELDS.areas })).toBeDefined()
  })

  it('takes organisations of the list only as hidden from; one that was excluded before stays', () => {
    const input = { section: 'risk', ...FIELDS.risk, excludedOrganisations: ['camden-homes'] }
    expect(effectsOf(amendRequest, aCase(), input)).toBeDefined()
    const unknown = { ...input, excludedOrganisations: ['camden-homes', 'gone-homes'] }
    expect(refusalOf(amendRequest, aCase(), unknown)).toMatchObject({
      code: 'no_such_organisation',
      field: 'excludedOrganisations',
    })
    const facts = aCase()
    facts.request.form.confidential.exclusions = [{ kind: 'organisation', id: 'gone-homes' }]
    expect(effectsOf(amendRequest, facts, unknown)).toBeDefined()
    expect(effectsOf(amendRequest, facts, { section: 'areas', ...FIELDS.areas })).toBeDefined()
    expect(effectsOf(amendRequest, aCase(), { ...input, excludedPeople: ['anybody'] })).toBeDefined()
  })

  it('takes no consent from tomorrow', () => {
    const input = { section: 'consent', ...FIELDS.consent }
    expect(effectsOf(amendRequest, aCase(), { ...input, consentDate: '2026-03-03' })).toBeDefined()
    expect(refusalOf(amendRequest, aCase(), { ...input, consentDate: '2026-03-04' })).toMatchObject({
      code: 'future_consent',
      field: 'consentDate',
    })
    const facts = aCase()
    facts.request.form.approval.consentDate = '2027-01-01'
    expect(effectsOf(amendRequest, facts, { section: 'areas', ...FIELDS.areas })).toBeDefined()
  })

  it('takes excluded organisations of the list, and those that are there already', () => {
    const input = { section: 'risk', ...FIELDS.risk, excludedOrganisations: ['camden-homes', 'left-homes'] }
    const facts = aCase({ state: 'draft' })
    expect(refusalOf(amendRequest, facts, input)).toMatchObject({
      code: 'no_such_organisation',
      field: 'excludedOrganisations',
    })
    facts.request.form.confidential.exclusions = [
      { kind: 'person', id: 'somebody' },
      { kind: 'organisation', id: 'left-homes' },
    ]
    expect(effectsOf(amendRequest, facts, input)).toBeDefined()
    expect(refusalOf(amendRequest, facts, { ...input, excludedOrganisations: ['gone-homes'] })).toMatchObject(
      {
        code: 'no_such_organisation',
      },
    )
    const people = { ...input, excludedOrganisations: [], excludedPeople: ['somebody-else'] }
    expect(effectsOf(amendRequest, facts, people)).toBeDefined()
    facts.request.form.confidential.exclusions = [{ kind: 'organisation', id: 'left-homes' }]
    expect(effectsOf(amendRequest, facts, { section: 'areas', ...FIELDS.areas })).toBeDefined()
  })

  it('checks a section before there is a request in the same way', () => {
    const exclusions = [{ kind: 'organisation' as const, id: 'left-homes' }]
    const form = aForm()
    form.confidential.exclusions = exclusions
    const check = (section: 'risk' | 'areas') =>
      wrongAnswer({ ...aCase(), request: null }, section, { landlordId: null, form }, NOW)
    expect(check('risk')).toMatchObject({ refused: 'no_such_organisation' })
    expect(check('areas')).toBeNull()
  })

  it('takes an exclusion off again in a draft only', () => {
    const input = { section: 'risk', ...FIELDS.risk, excludedPeople: ['new-one', 'old-one'] }
    const exclusions = [
      { kind: 'person' as const, id: 'old-one' },
      { kind: 'organisation' as const, id: 'new-one' },
    ]
    const exclusionsIn = (state: 'draft' | 'submitted') => {
      const facts = aCase({ state })
      facts.request.form.confidential.exclusions = exclusions
      return effectsOf(amendRequest, facts, input).request?.form?.confidential.exclusions
    }
    expect(exclusionsIn('draft')).toEqual([
      { kind: 'person', id: 'new-one' },
      { kind: 'person', id: 'old-one' },
    ])
    expect(exclusionsIn('submitted')).toEqual([...exclusions, { kind: 'person', id: 'new-one' }])
  })

  it('tells the coordinators of new information after a decline', () => {
    const input = { section: 'areas', ...FIELDS.areas }
    expect(effectsOf(amendRequest, aCase({ state: 'declined' }), input).tell).toEqual([
      { topic: 'new_information', to: 'coordinators' },
    ])
  })
})

describe('submitting', () => {
  const draft = (more: Parameters<typeof aCase>[0] = {}) =>
    aCase({ state: 'draft', ...more, request: { workingCode: null, ...more.request } })

  it('allocates a working code and says it', () => {
    const effects = effectsOf(submitRequest, draft())
    expect(effects.request?.workingCode).toMatch(/^W-[0-9A-Z]{6}$/)
    expect(effects.say).toContain(effects.request?.workingCode)
    expect(effects.urgent).toBeUndefined()
    expect(effects.tell).toBeUndefined()
  })

  it('keeps a working code that was given before', () => {
    expect(
      effectsOf(submitRequest, draft({ request: { workingCode: 'W-AAAAAA' } })).request?.workingCode,
    ).toBe('W-AAAAAA')
  })

  it('refuses an incomplete form and says what is missing', () => {
    const facts = draft()
    facts.request.form.approval.consentGiven = false
    facts.request.form.needs.tenancyNeeded = undefined
    const refusal = refusalOf(submitRequest, facts)
    expect(refusal.code).toBe('incomplete')
    expect(refusal.say).toContain('Consent: A referral needs')
    expect(refusal.say).toContain('The home that is needed: Please choose')
  })

  it('says the same thing once', () => {
    const facts = draft()
    facts.request.form.approval.currentHome = undefined
    const { say } = refusalOf(submitRequest, facts)
    expect(say.match(/Please answer yes or no/g)).toHaveLength(1)
  })

  it('finds personal details that came in before the gate knew them', () => {
    const facts = draft()
    facts.request.form.approval.anythingElse = POSTCODE
    expect(refusalOf(submitRequest, facts).say).toContain('E8 1DY')
  })

  it('wants support confirmed in gang-related cases [S2]', () => {
    const gang = { riskKinds: ['gang_related'], gangSupportConfirmed: false }
    const refusal = refusalOf(submitRequest, draft({ request: { form: aForm({ risk: gang }) } }))
    expect(refusal.code).toBe('gang_support')
    expect(refusal.say).toContain('London Gang Exit')
    const confirmed = aForm({ risk: { ...gang, gangSupportConfirmed: true } })
    expect(effectsOf(submitRequest, draft({ request: { form: confirmed } }))).toBeDefined()
  })

  it('does not stand in the way of a request that is not eligible (P3)', () => {
    const form = aForm({ tenancy: { ownStockCannotMeet: false } })
    expect(effectsOf(submitRequest, draft({ request: { form } }))).toBeDefined()
  })

  it('at immediate risk reaches the coordinators at once, and the officer reads the emergency text', () => {
    const form = aForm({ consent: { immediateRisk: true } })
    const effects = effectsOf(submitRequest, draft({ request: { form } }))
    expect(effects.urgent).toBe(true)
    expect(effects.tell).toEqual([{ topic: 'immediate_risk', to: 'coordinators' }])
    expect(effects.request?.safetyRaisedAt).toBe(AT)
    expect(effects.say).toContain('999')
  })
})

describe('questions of the checks', () => {
  it('go to the nominating officer, and the coordinator owns the case from then on', () => {
    const effects = effectsOf(returnForInformation, aCase(), { question: 'Is support in place?' })
    expect(effects.request?.form?.approval.questions).toEqual([
      {
        id: 'new-id',
        askedBy: 'coordinator',
        from: 'coordinator',
        askedAt: AT,
        text: 'Is support in place?',
      },
    ])
    expect(effects.request?.ownerId).toBe('coordinator')
    expect(effects.tell).toEqual([{ topic: 'returned_for_information', to: 'officers' }])
    const owned = aCase({ request: { ownerId: 'second-coordinator' } })
    expect(effectsOf(returnForInformation, owned, { question: 'Since when?' }).request?.ownerId).toBe(
      'second-coordinator',
    )
  })

  it('are answered together, and earlier answers stay', () => {
    const facts = aCase({ state: 'information_needed', actor: PEOPLE.officer })
    const question = { askedBy: 'coordinator', from: 'coordinator' as const, askedAt: AT }
    facts.request.form.approval.questions = [
      { ...question, id: 'a', text: 'One?', answer: 'First answer.', answeredAt: 'then' },
      { ...question, id: 'b', text: 'Two?' },
      { ...question, id: 'c', text: 'Three?' },
    ]
    const effects = effectsOf(answerQuestions, facts, { answer: 'Second answer.' })
    expect(
      effects.request?.form?.approval.questions.map(({ answer, answeredAt }) => [answer, answeredAt]),
    ).toEqual([
      ['First answer.', 'then'],
      ['Second answer.', AT],
      ['Second answer.', AT],
    ])
    expect(effects.tell).toEqual([{ topic: 'questions_answered', to: 'coordinators' }])
    expect(effects.say).toContain('Harbourlight London')
  })

  it('and their answers hold no personal details, and are not empty', () => {
    for (const text of [undefined, '  ', POSTCODE]) {
      expect(refusalOf(returnForInformation, aCase(), { question: text })).toMatchObject({
        field: 'question',
      })
      expect(refusalOf(answerQuestions, aCase(), { answer: text })).toMatchObject({ field: 'answer' })
    }
    expect(refusalOf(returnForInformation, aCase(), {}).say).toBe('Please write the question.')
    expect(refusalOf(answerQuestions, aCase(), {}).say).toBe('Please write the answer.')
  })
})

describe('safety', () => {
  it.each([
    ['safety_concern', raiseSafetyConcern],
    ['risk_change', reportRiskChange],
  ] as const)(
    '%s: coordinators are told at once, nothing is typed, and the emergency text is read',
    (topic, step) => {
      const effects = effectsOf(step, aCase())
      expect(effects.tell).toEqual([{ topic, to: 'coordinators' }])
      expect(effects.urgent).toBe(true)
      expect(effects.request?.safetyRaisedAt).toBe(AT)
      const waits = { at: AT, by: PEOPLE.coordinator.id, name: PEOPLE.coordinator.name }
      expect(effects.request?.form?.confidential.callBack).toMatchObject([waits])
      expect(effects.say).toContain('phone you back')
      expect(effects.say).toContain('999')
      const waiting = aCase({ request: { safetyRaisedAt: '2026-03-03T09:45:00.000Z' } })
      expect(effectsOf(step, waiting).request?.safetyRaisedAt).toBe('2026-03-03T09:45:00.000Z')
    },
  )

  it('stops the clock when a coordinator takes it on', () => {
    const waiting = aCase({ request: { safetyRaisedAt: '2026-03-03T09:45:00.000Z' } })
    const effects = effectsOf(acknowledgeSafety, waiting)
    expect(effects.request?.safetyRaisedAt).toBeNull()
    expect(effects.request?.form?.confidential.callBack).toEqual([])
    expect(effects.tell).toEqual([{ topic: 'safety_acknowledged', to: 'officers' }])
    expect(effects.urgent).toBe(true)
    expect(refusalOf(acknowledgeSafety, aCase()).code).toBe('nothing_to_acknowledge')
  })
})

describe('reading', () => {
  it('is never performed as a step', () => {
    expect(READ_STEPS.map(({ action }) => action)).toEqual([
      'read_request',
      'read_approval_facts',
      'read_offers',
      'read_notice',
      'open_details',
    ])
    for (const step of READ_STEPS) expect(refusalOf(step, aCase()).code).toBe('read_only')
  })
})
