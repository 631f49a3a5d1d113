import { describe, expect, test } from 'vitest'
import type { CaseFacts } from '../../../src/core/facts.js'
import type { FormContent } from '../../../src/core/request/form-content.js'
import type { PersonRecord } from '../../../src/core/request/records.js'
import {
  approvalFor,
  currentApprovals,
  deputyOf,
  hasLiveNotice,
  holds,
  holdsAt,
  isExcluded,
  relationsOf,
} from '../../../src/core/request/relations.js'
import {
  aCase,
  aForm,
  aNotice,
  anApproval,
  anOffer,
  aPartner,
  aPerson,
  aRequest,
  NOW,
  PEOPLE,
} from '../../support/facts.js'

type Exclusion = FormContent['confidential']['exclusions'][number]

const TODAY = '2026-03-03'

describe('an excluded person has no relation to the request', () => {
  const member = aPerson('member', 'advice', ['nominating_officer'], {
    team: 'north',
    roles: [
      { role: 'nominating_officer', organisationId: 'advice' },
      { role: 'coordinator', organisationId: 'second-job' },
    ],
  })

  test.each<[string, Exclusion]>([
    ['as a person', { kind: 'person', id: 'member' }],
    ['with their own organisation', { kind: 'organisation', id: 'advice' }],
    ['with the organisation of one of several roles', { kind: 'organisation', id: 'second-job' }],
    ['with their team', { kind: 'team', id: 'north' }],
  ])('%s', (_, exclusion) => {
    expect(isExcluded(excluding(exclusion), member, [])).toBe(true)
    expect(relationsOf(aCase({ request: excluding(exclusion) }), member, null, NOW)).toEqual([])
  })

  test('with their own organisation, also where they hold no role in it', () => {
    const seconded = aPerson('member', 'advice', [], {
      roles: [{ role: 'coordinator', organisationId: 'elsewhere' }],
    })
    expect(isExcluded(excluding({ kind: 'organisation', id: 'advice' }), seconded, [])).toBe(true)
  })

  test('when only one of several exclusions names them', () => {
    const request = excluding({ kind: 'person', id: 'somebody' }, { kind: 'team', id: 'north' })
    expect(isExcluded(request, member, [])).toBe(true)
  })

  test.each<[string, Exclusion]>([
    ['another person', { kind: 'person', id: 'other' }],
    ['another organisation', { kind: 'organisation', id: 'other' }],
    ['another team', { kind: 'team', id: 'south' }],
    ['a person with the id of their organisation', { kind: 'person', id: 'advice' }],
    ['a person with the id of their team', { kind: 'person', id: 'north' }],
    ['an organisation with their own id', { kind: 'organisation', id: 'member' }],
    ['an organisation with the id of their team', { kind: 'organisation', id: 'north' }],
    ['a team with their own id', { kind: 'team', id: 'member' }],
    ['a team with the id of their organisation', { kind: 'team', id: 'advice' }],
  ])('but not by the exclusion of %s', (_, exclusion) => {
    expect(isExcluded(excluding(exclusion), member, [])).toBe(false)
    expect(relationsOf(aCase({ request: excluding(exclusion) }), member, null, NOW)).toEqual(['coordinator'])
  })

  test('and nobody is excluded while nothing is', () => {
    expect(isExcluded(excluding(), member, [])).toBe(false)
  })

  test.each(['officer', 'lead', 'housingOfficer', 'coordinator'] as const)(
    'whichever way they would stand to it: %s',
    (name) => {
      const person = PEOPLE[name]
      const parts = { approvals: [anApproval('lead')], notices: [aNotice('camden-homes')] }
      const offer = anOffer('made')
      expect(relationsOf(aCase(parts), person, offer, NOW)).not.toEqual([])
      const request = excluding({ kind: 'person', id: person.id })
      expect(relationsOf(aCase({ ...parts, request }), person, offer, NOW)).toEqual([])
    },
  )
})

test('nobody stands to a request that does not exist, coordinators included', () => {
  expect(relationsOf({ ...aCase(), request: null }, PEOPLE.coordinator, null, NOW)).toEqual([])
})

describe('a nominating officer', () => {
  test('is one of this request with the role and their name on it', () => {
    expect(relationsOf(aCase(), PEOPLE.officer, null, NOW)).toEqual(['officer'])
  })

  test('of other requests is nobody here', () => {
    const other = aPerson('other-officer', 'advice', ['nominating_officer'])
    expect(relationsOf(aCase(), other, null, NOW)).toEqual([])
  })

  test('whose role has ended is nobody, though still named on the request', () => {
    expect(relationsOf(aCase(), aPerson('officer', 'advice', []), null, NOW)).toEqual([])
    expect(relationsOf(aCase(), aPerson('officer', 'advice', ['partner_manager']), null, NOW)).toEqual([])
  })

  test('may be the second one on the request', () => {
    const request = { officerIds: ['somebody', 'officer'] }
    expect(relationsOf(aCase({ request }), PEOPLE.officer, null, NOW)).toEqual(['officer'])
  })
})

describe('a named lead', () => {
  const asked = [anApproval('lead')]

  test('is one who was asked', () => {
    expect(standing(PEOPLE.lead, { approvals: asked })).toEqual(['lead'])
  })

  test('of the same landlord who was not asked is nobody', () => {
    expect(standing(PEOPLE.secondLead, { approvals: asked })).toEqual([])
    expect(standing(PEOPLE.lead, { approvals: [] })).toEqual([])
  })

  test('whose approval has ended is nobody', () => {
    expect(standing(PEOPLE.lead, { approvals: [anApproval('lead', { ended: true })] })).toEqual([])
  })

  test('who was asked in an older round only is nobody', () => {
    const approvals = [anApproval('lead', { round: 1 }), anApproval('second-lead', { round: 2 })]
    expect(standing(PEOPLE.lead, { approvals })).toEqual([])
    expect(standing(PEOPLE.secondLead, { approvals })).toEqual(['lead'])
  })

  test('of an older round stays out when everybody of the newest one has ended', () => {
    const approvals = [anApproval('lead', { round: 1 }), anApproval('second-lead', { round: 2, ended: true })]
    expect(standing(PEOPLE.lead, { approvals })).toEqual([])
  })

  test('who has decided stays one, to be able to withdraw', () => {
    const decided = { decidedAt: '2026-03-02T15:00:00.000Z', decidedBy: 'lead' }
    for (const decision of ['approved', 'declined'] as const) {
      const approvals = [anApproval('lead', { decision, ...decided })]
      expect(standing(PEOPLE.lead, { approvals })).toEqual(['lead'])
    }
  })

  test('is never a nominating officer of the same request (D1)', () => {
    const both = aPerson('both', 'landlord', ['named_lead', 'nominating_officer'])
    const approvals = [anApproval('both')]
    expect(standing(both, { approvals })).toEqual(['lead'])
    expect(standing(both, { approvals, request: { officerIds: ['officer', 'both'] } })).toEqual(['officer'])
  })

  test('named as an officer is not the lead even when the officer role has ended (D1)', () => {
    expect(standing(PEOPLE.lead, { approvals: asked, request: { officerIds: ['lead'] } })).toEqual([])
  })

  test('whose role has ended is nobody, though still at the landlord', () => {
    expect(standing(aPerson('lead', 'landlord', []), { approvals: asked })).toEqual([])
    expect(standing(aPerson('lead', 'landlord', ['partner_manager']), { approvals: asked })).toEqual([])
  })

  test('of another landlord is nobody, even when asked', () => {
    expect(standing(aPerson('lead', 'camden-homes', ['named_lead']), { approvals: asked })).toEqual([])
  })

  test('holds the role at the landlord, wherever they are employed', () => {
    const agency = aPerson('lead', 'agency', [], {
      roles: [{ role: 'named_lead', organisationId: 'landlord' }],
    })
    expect(standing(agency, { approvals: asked })).toEqual(['lead'])
  })

  test('may hold the role at the successor after a merger', () => {
    const merged = aPerson('lead', 'merged', ['named_lead'])
    const before = [aPartner('landlord', null), aPartner('merged', null)]
    const after = [aPartner('merged', null), aPartner('landlord', null, { successorId: 'merged' })]
    expect(standing(merged, { approvals: asked, partners: before })).toEqual([])
    expect(standing(merged, { approvals: asked, partners: after })).toEqual(['lead'])
    expect(standing(PEOPLE.lead, { approvals: asked, partners: after })).toEqual(['lead'])
  })

  test('at the successor of another partner is nobody', () => {
    const merged = aPerson('lead', 'merged', ['named_lead'])
    const partners = [aPartner('ealing-homes', null, { successorId: 'merged' }), aPartner('landlord', null)]
    expect(standing(merged, { approvals: asked, partners })).toEqual([])
  })

  test('needs no record of the landlord beside the role there', () => {
    expect(standing(PEOPLE.lead, { approvals: asked, partners: [] })).toEqual(['lead'])
  })

  test('does not exist while the request has no landlord', () => {
    expect(standing(PEOPLE.lead, { approvals: asked, request: { landlordId: null } })).toEqual([])
  })
})

describe('the deputy of a lead who is away', () => {
  const away = { from: TODAY, to: TODAY, deputyId: 'colleague' }
  const absent = { approvals: [anApproval('lead')], people: [{ ...PEOPLE.lead, away }] }

  test('is any colleague at the landlord, though no named lead', () => {
    expect(standing(PEOPLE.colleague, absent)).toEqual(['lead'])
  })

  test('may work at the successor after a merger', () => {
    const colleague = aPerson('colleague', 'merged', [])
    const partners = [aPartner('landlord', null, { successorId: 'merged' })]
    expect(standing(colleague, absent)).toEqual([])
    expect(standing(colleague, { ...absent, partners })).toEqual(['lead'])
  })

  test('may be a named lead of the landlord who is employed elsewhere', () => {
    const agency = aPerson('colleague', 'agency', [], {
      roles: [{ role: 'named_lead', organisationId: 'landlord' }],
    })
    expect(standing(agency, absent)).toEqual(['lead'])
  })

  test.each([
    ['without a role', aPerson('colleague', 'camden-homes', [])],
    ['with the role there', aPerson('colleague', 'camden-homes', ['named_lead'])],
  ])('is never somebody of another organisation, %s', (_, stranger) => {
    expect(standing(stranger, absent)).toEqual([])
  })

  test('is never a nominating officer of the request (D1)', () => {
    expect(standing(PEOPLE.colleague, { ...absent, request: { officerIds: ['colleague'] } })).toEqual([])
  })

  test('is nobody while the request has no landlord', () => {
    expect(standing(PEOPLE.colleague, { ...absent, request: { landlordId: null } })).toEqual([])
  })

  test('is nobody once the lead is back, or before they leave', () => {
    expect(standing(PEOPLE.colleague, absent, new Date('2026-03-02T10:00:00Z'))).toEqual([])
    expect(standing(PEOPLE.colleague, absent, new Date('2026-03-04T10:00:00Z'))).toEqual([])
  })

  test('is nobody when the approval of the lead has ended or the lead was never asked', () => {
    const ended = [anApproval('lead', { ended: true })]
    expect(standing(PEOPLE.colleague, { ...absent, approvals: ended })).toEqual([])
    expect(standing(PEOPLE.colleague, { ...absent, approvals: [] })).toEqual([])
    expect(standing(PEOPLE.colleague, { ...absent, approvals: [anApproval('second-lead')] })).toEqual([])
  })

  test('has no more right than the lead: none once that role has ended, or for an officer of the request (D1)', () => {
    const former = { ...absent, people: [aPerson('lead', 'landlord', ['partner_manager'], { away })] }
    expect(standing(PEOPLE.colleague, former)).toEqual([])
    expect(standing(PEOPLE.colleague, { ...absent, request: { officerIds: ['lead'] } })).toEqual([])
  })

  test('has no right from a lead who must not see the request', () => {
    const request = excluding({ kind: 'person', id: 'lead' })
    expect(relationsOf(aCase({ ...absent, request }), PEOPLE.colleague, null, NOW)).toEqual([])
  })

  test('leaves the other colleagues without access', () => {
    expect(standing(aPerson('another', 'landlord', ['partner_manager']), absent)).toEqual([])
  })
})

describe('deputyOf', () => {
  const away = { from: '2026-07-02', to: '2026-07-04', deputyId: 'colleague' }
  const facts = aCase({ people: [PEOPLE.coordinator, aPerson('lead', 'landlord', ['named_lead'], { away })] })

  test.each([
    ['the day before', '2026-07-01T10:00:00Z', null],
    ['the first day', '2026-07-02T10:00:00Z', 'colleague'],
    ['a day between', '2026-07-03T10:00:00Z', 'colleague'],
    ['the last day', '2026-07-04T10:00:00Z', 'colleague'],
    ['the day after', '2026-07-05T10:00:00Z', null],
    ['the last minute before the first day, local time', '2026-07-01T22:59:00Z', null],
    ['the first minute of the first day, local time', '2026-07-01T23:00:00Z', 'colleague'],
    ['the last minute of the last day, local time', '2026-07-04T22:59:00Z', 'colleague'],
    ['the first minute after the last day, local time', '2026-07-04T23:00:00Z', null],
  ])('on %s', (_, at, expected) => {
    expect(deputyOf(facts, 'lead', new Date(at))).toBe(expected)
  })

  test('is null for somebody who is here, unknown, or away without a deputy', () => {
    const alone = aPerson('alone', 'landlord', [], { away: { ...away, deputyId: null } })
    const now = new Date('2026-07-03T10:00:00Z')
    expect(deputyOf(facts, 'coordinator', now)).toBeNull()
    expect(deputyOf(facts, 'nobody', now)).toBeNull()
    expect(deputyOf(aCase({ people: [alone] }), 'alone', now)).toBeNull()
  })
})

describe('approvalFor', () => {
  const away = { from: TODAY, to: TODAY, deputyId: 'second-lead' }
  const people = [PEOPLE.secondLead, aPerson('lead', 'landlord', ['named_lead'], { away })]
  const ofLead = anApproval('lead')
  const ofSecond = anApproval('second-lead')

  test('is the person’s own', () => {
    const facts = aCase({ approvals: [ofSecond, ofLead] })
    expect(approvalFor(facts, PEOPLE.lead, NOW)).toBe(ofLead)
  })

  test('is their own before that of somebody they stand in for', () => {
    const facts = aCase({ approvals: [ofLead, ofSecond], people })
    expect(approvalFor(facts, PEOPLE.secondLead, NOW)).toBe(ofSecond)
  })

  test('is that of the lead who is away, for the deputy', () => {
    const facts = aCase({ approvals: [anApproval('third-lead'), ofLead], people })
    expect(approvalFor(facts, PEOPLE.secondLead, NOW)).toBe(ofLead)
  })

  test('does not keep a lead who is away from deciding', () => {
    expect(approvalFor(aCase({ approvals: [ofLead], people }), PEOPLE.lead, NOW)).toBe(ofLead)
  })

  test('is that of the lead who is away where the person’s own has ended', () => {
    const facts = aCase({ approvals: [ofLead, { ...ofSecond, ended: true }], people })
    expect(approvalFor(facts, PEOPLE.secondLead, NOW)).toBe(ofLead)
  })

  test('is null for everybody else', () => {
    const facts = aCase({ approvals: [ofLead], people })
    expect(approvalFor(facts, PEOPLE.coordinator, NOW)).toBeNull()
    expect(approvalFor(aCase({ people }), PEOPLE.secondLead, NOW)).toBeNull()
  })
})

describe('currentApprovals', () => {
  test('are those of the newest round that have not ended, decided or not', () => {
    const approved = anApproval('b', { round: 2, decision: 'approved' })
    const open = anApproval('d', { round: 2 })
    const older = anApproval('a', { round: 1 })
    const ended = anApproval('c', { round: 2, ended: true })
    expect(currentApprovals(aCase({ approvals: [approved, older, ended, open] }))).toEqual([approved, open])
  })

  test('are none when all of the newest round have ended, and before anybody is asked', () => {
    const approvals = [anApproval('a', { round: 1 }), anApproval('b', { round: 2, ended: true })]
    expect(currentApprovals(aCase({ approvals }))).toEqual([])
    expect(currentApprovals(aCase())).toEqual([])
  })
})

describe('a housing officer', () => {
  const ealing = aPerson('ealing-officer', 'ealing-homes', ['housing_officer'])
  const manager = aPerson('manager', 'camden-homes', ['partner_manager'])
  const notices = [aNotice('ealing-homes'), aNotice('camden-homes')]

  test('is noticed when one of the notices went to their partner', () => {
    expect(standing(PEOPLE.housingOfficer, { notices })).toEqual(['noticed'])
  })

  test('stays noticed after the notice has ended', () => {
    const ended = [aNotice('camden-homes', { live: false })]
    expect(standing(PEOPLE.housingOfficer, { notices: ended })).toEqual(['noticed'])
  })

  test('is nobody while no notice went to their partner', () => {
    expect(standing(PEOPLE.housingOfficer, {})).toEqual([])
    expect(standing(PEOPLE.housingOfficer, { notices: [aNotice('ealing-homes')] })).toEqual([])
  })

  test('is the offerer of an offer of their partner, whoever made it', () => {
    const offer = anOffer('made', { officerId: 'somebody-else' })
    expect(relationsOf(aCase(), PEOPLE.housingOfficer, offer, NOW)).toEqual(['offerer'])
    expect(relationsOf(aCase({ notices }), PEOPLE.housingOfficer, offer, NOW)).toEqual(['noticed', 'offerer'])
  })

  test('is not the offerer of another partner’s offer', () => {
    expect(relationsOf(aCase({ notices }), ealing, anOffer('made'), NOW)).toEqual(['noticed'])
  })

  test('is more than a colleague at the partner: the role decides', () => {
    expect(relationsOf(aCase({ notices }), manager, anOffer('made'), NOW)).toEqual([])
  })

  test('has a live notice only while one of their own partner stands', () => {
    const live = (facts: Parts, person: PersonRecord) => hasLiveNotice(aCase(facts), person)
    const ended = aNotice('camden-homes', { live: false })
    expect(live({ notices }, PEOPLE.housingOfficer)).toBe(true)
    expect(live({ notices: [ended, aNotice('camden-homes', { round: 2 })] }, PEOPLE.housingOfficer)).toBe(
      true,
    )
    expect(live({ notices: [ended, aNotice('ealing-homes')] }, PEOPLE.housingOfficer)).toBe(false)
    expect(live({ notices: [] }, PEOPLE.housingOfficer)).toBe(false)
    expect(live({ notices }, manager)).toBe(false)
  })
})

describe('a coordinator', () => {
  test('stands to every request, by the role alone', () => {
    expect(standing(PEOPLE.coordinator, {})).toEqual(['coordinator'])
    expect(standing(aPerson('coordinator', 'team', ['scheme_admin']), {})).toEqual([])
  })

  test('with more roles stands in each of them', () => {
    const everything = aPerson('everything', 'camden-homes', [
      'coordinator',
      'nominating_officer',
      'housing_officer',
    ])
    const facts = aCase({ notices: [aNotice('camden-homes')], request: { officerIds: ['everything'] } })
    expect(relationsOf(facts, everything, anOffer('made'), NOW)).toEqual([
      'officer',
      'noticed',
      'offerer',
      'coordinator',
    ])
  })
})

test('somebody without a part has no relation', () => {
  const stranger = aPerson('stranger', 'elsewhere', ['scheme_admin', 'reporter', 'auditor'])
  const facts = aCase({ approvals: [anApproval('lead')], notices: [aNotice('camden-homes')] })
  expect(relationsOf(facts, stranger, anOffer('made'), NOW)).toEqual([])
})

test('a role is held anywhere, or at one organisation', () => {
  const person = aPerson('person', 'one', [], {
    roles: [
      { role: 'housing_officer', organisationId: 'one' },
      { role: 'named_lead', organisationId: 'two' },
    ],
  })
  expect(holds(person, 'named_lead')).toBe(true)
  expect(holds(person, 'coordinator')).toBe(false)
  expect(holdsAt(person, 'named_lead', 'two')).toBe(true)
  expect(holdsAt(person, 'named_lead', 'one')).toBe(false)
  expect(holdsAt(person, 'housing_officer', 'two')).toBe(false)
})

type Parts = Parameters<typeof aCase>[0]

function standing(person: PersonRecord, parts: Parts, now = NOW): ReturnType<typeof relationsOf> {
  const facts: CaseFacts = aCase(parts)
  return relationsOf(facts, person, null, now)
}

function excluding(...exclusions: Exclusion[]) {
  const form = aForm()
  return aRequest({ form: { ...form, confidential: { ...form.confidential, exclusions } } })
}

describe('after a merger (D13)', () => {
  const merged = [
    aPartner('perpetrators-landlord', [], { successorId: 'camden-homes' }),
    aPartner('camden-homes', []),
  ]
  const officer = PEOPLE.housingOfficer
  const facts = (more: Parameters<typeof aCase>[0]) =>
    aCase({ partners: merged, notices: [aNotice('camden-homes')], offers: [anOffer('made')], ...more })
  const found = (at: CaseFacts) => relationsOf(at, officer, at.offers[0] ?? null, NOW)

  test('an exclusion follows the organisation to its successor', () => {
    const at = facts({})
    at.request.form.confidential.exclusions = [{ kind: 'organisation', id: 'perpetrators-landlord' }]
    expect(found(at)).toEqual([])
    expect(found(facts({}))).toEqual(['noticed', 'offerer'])
  })

  test('whoever has become the applicant’s own landlord has no notice and no offer any more', () => {
    expect(found(facts({ request: { landlordId: 'perpetrators-landlord' } }))).toEqual([])
  })
})
