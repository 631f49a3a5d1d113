import { describe, expect, it } from 'vitest'
import { nameOfficers } from '../../../src/core/request/name-officers.js'
import { aCase, anApproval, anOffer, aPerson, effectsOf, PEOPLE, refusalOf } from '../../support/facts.js'

const other = aPerson('other-officer', 'refuge', ['nominating_officer'])
const leadWhoRefers = aPerson('lead', 'landlord', ['named_lead', 'nominating_officer'])
const offererWhoRefers = aPerson('housing-officer', 'camden-homes', ['housing_officer', 'nominating_officer'])
const people = [...Object.values(PEOPLE), other]
const add = { add: other.id, agreed: true }

describe('nominating officers', () => {
  it('are added with the applicant’s agreement, and who was added is in the audit', () => {
    const effects = effectsOf(nameOfficers, aCase({ people }), add)
    expect(effects.request).toEqual({ officerIds: ['officer', 'other-officer'] })
    expect(effects.codes).toEqual({ added: 'other-officer' })
    expect(refusalOf(nameOfficers, aCase({ people }), { add: other.id })).toMatchObject({
      code: 'not_agreed',
      field: 'agreed',
    })
  })

  it('change hands in one step, and never all leave', () => {
    const effects = effectsOf(nameOfficers, aCase({ people }), { ...add, end: ['officer'] })
    expect(effects.request).toEqual({ officerIds: ['other-officer'] })
    expect(effects.codes).toEqual({ added: 'other-officer', ended: 'officer' })
    expect(refusalOf(nameOfficers, aCase({ people }), { end: ['officer'] })).toMatchObject({
      code: 'nobody_left',
      field: 'end',
    })
  })

  it('are people who hold that role and are not excluded', () => {
    for (const id of ['nobody', 'colleague'])
      expect(refusalOf(nameOfficers, aCase({ people }), { ...add, add: id }).code).toBe('no_officer')
    const facts = aCase({ people })
    facts.request.form.confidential.exclusions = [{ kind: 'organisation', id: 'refuge' }]
    expect(refusalOf(nameOfficers, facts, add).code).toBe('no_officer')
    const twice = refusalOf(nameOfficers, aCase({ people }), { ...add, add: 'officer' })
    expect(twice.code).toBe('officer_already')
  })

  it('never decide for the landlord (D1), and never offer a home themselves (P2)', () => {
    const asked = aCase({ people: [PEOPLE.officer, leadWhoRefers], approvals: [anApproval('lead')] })
    expect(refusalOf(nameOfficers, asked, { ...add, add: 'lead' }).code).toBe('four_eyes')
    const offered = aCase({ people: [PEOPLE.officer, offererWhoRefers], offers: [anOffer('made')] })
    expect(refusalOf(nameOfficers, offered, { ...add, add: 'housing-officer' }).code).toBe('has_offered')
  })

  it('stay as they are where nobody is named, or somebody who is none is to end', () => {
    const field = (input: object) => refusalOf(nameOfficers, aCase({ people }), input).field
    expect([field({}), field({ ...add, end: ['colleague'] })]).toEqual(['add', 'end'])
  })

  it('who have left, or lost the role, are not kept when another is named', () => {
    const facts = aCase({ people: [other, ...Object.values(PEOPLE).filter(({ id }) => id !== 'officer')] })
    expect(effectsOf(nameOfficers, facts, add).request).toEqual({ officerIds: ['other-officer'] })
  })
})
