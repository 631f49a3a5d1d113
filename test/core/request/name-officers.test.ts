import { describe, expect, it } from 'vitest'
import { leadsToAsk } from '../../../src/core/approval/leads-to-ask.js'
import { fourEyes } from '../../../src/core/approval/own-approval.js'
import { nameOfficers } from '../../../src/core/request/name-officers.js'
import { relationsOf } from '../../../src/core/request/relations.js'
import type { OfferState } from '../../../src/core/request/states.js'
import {
  aCase,
  anApproval,
  anOffer,
  aPerson,
  effectsOf,
  NOW,
  PEOPLE,
  refusalOf,
} from '../../support/facts.js'

const other = aPerson('other-officer', 'refuge', ['nominating_officer'])
const leadWhoRefers = aPerson('lead', 'landlord', ['named_lead', 'nominating_officer'])
const people = [...Object.values(PEOPLE), other]
const add = { add: other.id, agreed: true }

describe('nominating officers', () => {
  it('are added with the applicant’s agreement, are told, and who was added is in the audit', () => {
    const effects = effectsOf(nameOfficers, aCase({ people }), add)
    expect(effects.request?.officerIds).toEqual(['officer', 'other-officer'])
    expect(effects.say).toBe('Saved. This request is now with Name of officer, Name of other-officer.')
    expect(effects.codes).toEqual({ added: 'other-officer' })
    expect(effects.tell).toEqual([{ topic: 'officers_changed', to: 'officers' }])
    expect(refusalOf(nameOfficers, aCase({ people }), { add: other.id })).toMatchObject({
      code: 'not_agreed',
      field: 'agreed',
    })
  })

  it('change hands in one step, and never all leave', () => {
    const effects = effectsOf(nameOfficers, aCase({ people }), { ...add, end: ['officer'] })
    expect(effects.request?.officerIds).toEqual(['other-officer'])
    expect(effects.codes).toEqual({ added: 'other-officer', ended: 'officer' })
    expect(refusalOf(nameOfficers, aCase({ people }), { end: ['officer'] })).toMatchObject({
      code: 'nobody_left',
      field: 'end',
    })
  })

  it('who have left or are excluded are not kept when another is named, and the coordinator reads so', () => {
    const gone = [other, ...Object.values(PEOPLE).filter(({ id }) => id !== 'officer')]
    const left = effectsOf(nameOfficers, aCase({ people: gone }), add)
    expect(left.request?.officerIds).toEqual(['other-officer'])
    const facts = aCase({ people })
    facts.request.form.confidential.exclusions = [{ kind: 'person', id: 'officer' }]
    const excluded = effectsOf(nameOfficers, facts, add)
    expect(excluded.request?.officerIds).toEqual(['other-officer'])
    expect(excluded.codes).toEqual({ added: 'other-officer', ended: 'officer' })
    expect(excluded.say).toContain('No longer with Name of officer')
  })

  it('cannot all end because the one who would stay may not act', () => {
    const facts = aCase({ people, request: { officerIds: ['officer', 'other-officer'] } })
    facts.request.form.confidential.exclusions = [{ kind: 'person', id: 'officer' }]
    expect(refusalOf(nameOfficers, facts, { end: ['other-officer'] }).code).toBe('nobody_left')
  })

  it('are people who hold that role, are not excluded, and are none already', () => {
    for (const id of ['nobody', 'colleague', 'officer'])
      expect(refusalOf(nameOfficers, aCase({ people }), { ...add, add: id }).code).toBe('no_officer')
    const facts = aCase({ people })
    facts.request.form.confidential.exclusions = [{ kind: 'organisation', id: 'refuge' }]
    expect(refusalOf(nameOfficers, facts, add).code).toBe('no_officer')
  })

  it('never decide for the landlord, nor have decided, whatever round that was (D1)', () => {
    const asked = [anApproval('lead', { round: 0, ended: true }), anApproval('second-lead')]
    const decidedFor = [anApproval('second-lead', { decidedBy: 'lead', decision: 'approved' })]
    for (const approvals of [asked, decidedFor]) {
      const facts = aCase({ people: [PEOPLE.officer, leadWhoRefers], approvals })
      expect(refusalOf(nameOfficers, facts, { ...add, add: 'lead' }).say).toContain('decides on this request')
    }
  })

  it('who once referred it are never asked to approve it, nor stand in or record it for the landlord (D1)', () => {
    const both = [PEOPLE.officer, other, leadWhoRefers, PEOPLE.secondLead]
    const facts = aCase({ people: both, request: { officerIds: ['officer', 'lead'] } })
    const { request } = effectsOf(nameOfficers, facts, { ...add, end: ['lead'] })
    const after = { ...facts, request: { ...facts.request, ...request } }
    expect(leadsToAsk(after).map(({ id }) => id)).toEqual(['second-lead'])
    const asked = { ...after, approvals: [anApproval('lead')] }
    expect(relationsOf(asked, leadWhoRefers, null, NOW)).not.toContain('lead')
    expect(fourEyes({ ...asked, actor: leadWhoRefers })?.refused).toBe('four_eyes')
  })

  it('do not work for a partner whose home is at issue (P2)', () => {
    const colleague = aPerson('hugo', 'camden-homes', ['housing_officer', 'nominating_officer'])
    const offered = (state: OfferState) =>
      aCase({ people: [PEOPLE.officer, PEOPLE.housingOfficer, colleague], offers: [anOffer(state)] })
    for (const state of ['made', 'viewed'] as const)
      expect(refusalOf(nameOfficers, offered(state), { ...add, add: 'hugo' }).say).toContain('offers a home')
    expect(effectsOf(nameOfficers, offered('refused'), { ...add, add: 'hugo' })).toBeDefined()
  })

  it('stay as they are where nobody is named, somebody who is none is to end, or another was faster', () => {
    const field = (input: object) => refusalOf(nameOfficers, aCase({ people }), input).field
    expect([field({}), field({ ...add, end: ['colleague'] })]).toEqual(['add', 'end'])
    const facts = aCase({ people })
    facts.request.form.confidential.officers = { former: [], version: 7 }
    const late = refusalOf(nameOfficers, facts, add, { filledFrom: 6 })
    expect(late.code).toBe('changed_meanwhile')
    expect(effectsOf(nameOfficers, facts, add, { filledFrom: 7 })).toBeDefined()
  })
})
