import { describe, expect, it } from 'vitest'
import { askQuestion } from '../../../src/core/approval/ask-question.js'
import { correctLandlord } from '../../../src/core/approval/correct-landlord.js'
import { leadsToAsk } from '../../../src/core/approval/leads-to-ask.js'
import { sendForApproval } from '../../../src/core/approval/send-for-approval.js'
import { sendToPanel } from '../../../src/core/approval/send-to-panel.js'
import { withdrawApproval } from '../../../src/core/approval/withdraw-approval.js'
import {
  aCase,
  anApproval,
  anOffer,
  aPartner,
  aPerson,
  effectsOf,
  NOW,
  PARTNERS,
  PEOPLE,
  refusalOf,
} from '../../support/facts.js'

const AT = NOW.toISOString()

describe('who is asked to approve', () => {
  const asked = (more: Parameters<typeof aCase>[0]) => leadsToAsk(aCase(more)).map(({ id }) => id)

  it('is every named lead of the applicant’s landlord, and nobody else', () => {
    expect(asked({})).toEqual(['lead', 'second-lead'])
    expect(asked({ request: { landlordId: 'camden-homes' } })).toEqual([])
    expect(asked({ request: { landlordId: null } })).toEqual([])
    expect(asked({ people: [aPerson('other', 'camden-homes', ['named_lead'])] })).toEqual([])
  })

  it('may hold other roles as well, at any organisation', () => {
    const lead = aPerson('lead', 'landlord', ['housing_officer', 'named_lead'])
    const elsewhere = {
      ...PEOPLE.lead,
      roles: [{ role: 'housing_officer' as const, organisationId: 'landlord' }],
    }
    expect(asked({ people: [lead, { ...elsewhere, id: 'no-lead' }] })).toEqual(['lead'])
  })

  it('is never a nominating officer of the request (D1)', () => {
    expect(asked({ request: { officerIds: ['officer', 'lead'] } })).toEqual(['second-lead'])
  })

  it('is nobody who is excluded, as a person or with their organisation', () => {
    const facts = aCase()
    facts.request.form.confidential.exclusions = [{ kind: 'person', id: 'lead' }]
    expect(leadsToAsk(facts).map(({ id }) => id)).toEqual(['second-lead'])
    facts.request.form.confidential.exclusions = [{ kind: 'organisation', id: 'landlord' }]
    expect(leadsToAsk(facts)).toEqual([])
  })

  it('is a lead of the successor after a merger', () => {
    const merged = [
      aPartner('other', [], { successorId: 'elsewhere' }),
      aPartner('landlord', [], { active: false, successorId: 'merged' }),
    ]
    const people = [aPerson('merged-lead', 'merged', ['named_lead']), PEOPLE.lead]
    expect(asked({ partners: merged, people })).toEqual(['merged-lead', 'lead'])
  })
})

describe('sending for approval', () => {
  it('asks each lead in a new round', () => {
    const facts = aCase({
      approvals: [anApproval('lead', { round: 2 }), anApproval('lead', { round: 1 })],
      request: { panelOn: '2026-03-01', reviewOn: '2026-04-01' },
    })
    const effects = effectsOf(sendForApproval, facts)
    expect(effects.approvals).toEqual(
      ['lead', 'second-lead'].map((personId, index) => ({
        id: `id-${index + 1}`,
        requestId: 'request',
        personId,
        askedAt: AT,
        round: 3,
        decision: null,
        decidedAt: null,
        decidedBy: null,
        ended: false,
      })),
    )
    expect(effects.request).toEqual({ ownerId: 'coordinator', panelOn: null, reviewOn: null })
    expect(effects.codes).toEqual({ round: 3, leads: 2 })
    expect(effects.say).toBe('Sent for approval to Name of lead, Name of second-lead of Name of landlord.')
    expect(effectsOf(sendForApproval, aCase()).approvals?.[0]?.round).toBe(1)
  })

  it('leaves the case with the coordinator who owns it', () => {
    const facts = aCase({ request: { ownerId: 'second-coordinator' } })
    expect(effectsOf(sendForApproval, facts).request?.ownerId).toBe('second-coordinator')
  })

  it('needs a landlord that is a partner, or has a successor', () => {
    const without = (partners: typeof PARTNERS, landlordId: string | null = 'landlord') =>
      refusalOf(sendForApproval, aCase({ partners, request: { landlordId } })).code
    expect(without([])).toBe('landlord_not_a_partner')
    expect(without(PARTNERS, null)).toBe('landlord_not_a_partner')
    expect(without([aPartner('landlord', [], { active: false })])).toBe('landlord_not_a_partner')
    const merged = aCase({ partners: [aPartner('landlord', [], { active: false, successorId: 'merged' })] })
    expect(effectsOf(sendForApproval, merged)).toBeDefined()
  })

  it('with nobody left to ask is refused: nobody can approve by default', () => {
    const refusal = refusalOf(sendForApproval, aCase({ request: { officerIds: ['lead', 'second-lead'] } }))
    expect(refusal.code).toBe('no_lead')
    expect(refusal.say).toContain('Name of landlord')
  })
})

describe('the wrong landlord', () => {
  const approvals = [anApproval('lead'), anApproval('second-lead', { ended: true })]

  it('loses its access at once; officer and coordinators are told, and the log says so', () => {
    const facts = aCase({ state: 'awaiting_approval', approvals })
    const effects = effectsOf(correctLandlord, facts, { landlordId: 'camden-homes' })
    expect(effects.approvals).toEqual([{ ...approvals[0], ended: true }])
    expect(effects.request?.landlordId).toBe('camden-homes')
    expect(effects.request?.form?.confidential.contactLog).toEqual([
      { at: AT, by: 'coordinator', text: expect.stringContaining('wrong landlord') },
    ])
    expect(effects.urgent).toBe(true)
    expect(effects.tell).toEqual([
      { topic: 'wrong_landlord', to: 'officers' },
      { topic: 'incident', to: 'coordinators' },
    ])
    expect(effects.codes).toEqual({ incident: true })
    expect(effects.say).toContain('72 hours')
  })

  it('is replaced by another one of the list', () => {
    expect(refusalOf(correctLandlord, aCase(), { landlordId: 'nobody' })).toMatchObject({
      code: 'no_such_landlord',
      field: 'landlordId',
    })
    expect(refusalOf(correctLandlord, aCase(), { landlordId: 'landlord' })).toMatchObject({
      code: 'same_landlord',
      field: 'landlordId',
    })
    for (const landlordId of [undefined, '']) {
      expect(refusalOf(correctLandlord, aCase(), { landlordId })).toMatchObject({
        code: 'invalid',
        field: 'landlordId',
        say: 'Please choose the right landlord.',
      })
    }
  })
})

describe('the panel', () => {
  it.each([
    ['2026-03-02', false],
    ['2026-03-03', true],
    ['2026-03-17', true],
    ['2026-03-18', false],
  ])('on %s, asked on Tue 3 Mar with ten working days at most: %s', (panelDate, allowed) => {
    const facts = aCase({ state: 'awaiting_approval' })
    if (allowed) expect(effectsOf(sendToPanel, facts, { panelDate }).request).toEqual({ panelOn: panelDate })
    else
      expect(refusalOf(sendToPanel, facts, { panelDate })).toMatchObject({
        code: 'panel_date',
        field: 'panelDate',
      })
  })

  it('has a date, compulsory', () => {
    expect(refusalOf(sendToPanel, aCase(), {})).toMatchObject({ code: 'invalid', field: 'panelDate' })
    expect(effectsOf(sendToPanel, aCase(), { panelDate: '2026-03-10' }).say).toContain('Tue 10 Mar')
  })
})

describe('a question of the landlord', () => {
  it('goes to the nominating officer', () => {
    const facts = aCase({ state: 'with_panel', actor: PEOPLE.lead, request: { panelOn: '2026-03-10' } })
    const effects = effectsOf(askQuestion, facts, { question: 'Is the rent paid by benefit?' })
    expect(effects.request?.form?.approval.questions).toEqual([
      { id: 'new-id', askedBy: 'lead', from: 'lead', askedAt: AT, text: 'Is the rent paid by benefit?' },
    ])
    expect(effects.request?.panelOn).toBeNull()
    expect(effects.tell).toEqual([{ topic: 'question_asked', to: 'officers' }])
  })

  it('holds no personal details', () => {
    expect(refusalOf(askQuestion, aCase(), { question: 'Is it near E8 1DY?' })).toMatchObject({
      field: 'question',
    })
    expect(refusalOf(askQuestion, aCase(), {}).say).toBe('Please write the question.')
  })
})

describe('withdrawing an approval', () => {
  const input = { reason: 'tenancy_ended' }

  it('holds the request for a coordinator to decide, not ahead of the daily batch', () => {
    const proposed = { action: 'release', by: 'coordinator', at: AT }
    const facts = aCase({ state: 'circulated', actor: PEOPLE.lead, request: { proposed } })
    const effects = effectsOf(withdrawApproval, facts, input)
    expect(effects.request).toMatchObject({ heldFrom: 'circulated', reviewOn: '2026-03-04', proposed: null })
    expect(effects.request?.form?.confidential.notes).toEqual([
      { at: AT, by: 'lead', action: 'withdraw_approval', reason: 'tenancy_ended' },
    ])
    expect(effects.codes).toBeUndefined()
    expect(effects.tell).toEqual([{ topic: 'approval_withdrawn', to: 'coordinators' }])
    expect(effects.urgent).toBeUndefined()
  })

  it('reads the same with a live offer as without one, and decides nothing about it (P2)', () => {
    const without = effectsOf(withdrawApproval, aCase({ state: 'circulated' }), input)
    const live = effectsOf(
      withdrawApproval,
      aCase({ state: 'under_offer', offers: [anOffer('passed_on')] }),
      input,
    )
    expect(live.say).toBe(without.say)
    expect(live.offers).toBeUndefined()
  })

  it('wants a reason, with a note where the scheme file says so', () => {
    expect(refusalOf(withdrawApproval, aCase(), {})).toMatchObject({ field: 'reason' })
    expect(refusalOf(withdrawApproval, aCase(), { reason: 'facts_changed' })).toMatchObject({ field: 'note' })
  })
})
