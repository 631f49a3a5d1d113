import { describe, expect, it } from 'vitest'
import { askForChange } from '../../../src/core/circulation/ask-for-change.js'
import { changeRequest } from '../../../src/core/circulation/change-request.js'
import { newRound } from '../../../src/core/circulation/notices.js'
import { recallRequest } from '../../../src/core/circulation/recall-request.js'
import { releaseRequest } from '../../../src/core/circulation/release-request.js'
import { setExclusion } from '../../../src/core/circulation/set-exclusion.js'
import {
  aCase,
  aNotice,
  anApproval,
  anOffer,
  aPartner,
  aScheme,
  BARNET,
  BRENT,
  CAMDEN,
  CROYDON,
  EALING,
  effectsOf,
  HARROW,
  NOW,
  PARTNERS,
  PEOPLE,
  refusalOf,
  type Taken,
  take,
} from '../../support/facts.js'

const AT = NOW.toISOString()

describe('release', () => {
  const approved = (more: Parameters<typeof aCase>[0] = {}) => aCase({ state: 'approved', ...more })

  it('makes a notice for each partner, with its own areas and its own reference (D7, D8, D12)', () => {
    const effects = effectsOf(releaseRequest, approved({ request: { round: 1 } }))
    expect(effects.notices).toEqual(
      [
        ['camden-homes', [CAMDEN]],
        ['ealing-homes', [EALING]],
        ['without-list', []],
      ].map(([partnerId, areas]) => ({
        id: expect.any(String),
        requestId: 'request',
        partnerId,
        reference: expect.stringMatching(/^P-[0-9A-Z]{6}$/),
        areas,
        round: 2,
        live: true,
      })),
    )
    expect(new Set(effects.notices?.map(({ reference }) => reference)).size).toBe(3)
    expect(effects.request).toEqual({ round: 2, circulatedAt: AT, proposed: null })
    expect(effects.state).toBeUndefined()
    expect(effects.say).toBe('Released to 3 partners.')
    expect(effects.tell).toEqual([{ topic: 'released', to: 'officers' }])
  })

  it('says one partner where it is one', () => {
    expect(effectsOf(releaseRequest, approved({ partners: [aPartner('only', null)] })).say).toBe(
      'Released to 1 partner.',
    )
  })

  it('never gives two partners the same reference', () => {
    const same = { ordered: () => 'id', random: () => 'id', bytes: (size: number) => new Uint8Array(size) }
    let calls = 0
    const ids = { ...same, bytes: (size: number) => new Uint8Array(size).fill(calls++ < 3 ? 1 : calls) }
    const facts = approved({ notices: [aNotice('earlier', { reference: 'P-333333', live: false })] })
    const references = newRound(facts, facts.request, { ids }).made.map(({ reference }) => reference)
    expect(new Set([...references, 'P-333333']).size).toBe(4)
  })

  it('ends what is left of an earlier round', () => {
    const notices = [aNotice('camden-homes'), aNotice('ealing-homes', { live: false })]
    const effects = effectsOf(releaseRequest, approved({ notices }))
    expect(effects.notices?.filter(({ live }) => !live)).toEqual([
      { ...aNotice('camden-homes'), live: false },
    ])
  })

  it('keeps the day of the first circulation', () => {
    const facts = approved({ request: { circulatedAt: '2026-02-01T10:00:00.000Z' } })
    expect(effectsOf(releaseRequest, facts).request?.circulatedAt).toBe('2026-02-01T10:00:00.000Z')
  })

  it('notes how many partners, and how many households fit (D9)', () => {
    const { codes } = effectsOf(releaseRequest, approved())
    expect(codes).toEqual({ partners: 3, fits: expect.any(Number), fitNotice: expect.any(Number) })
    for (const group of ['needs', 'details'] as const) {
      const facts = approved()
      if (group === 'needs') facts.request.form.needs.bedrooms = undefined
      else facts.request.form.details.household = undefined
      expect(effectsOf(releaseRequest, facts).codes).toEqual({ partners: 3 })
    }
  })

  it('to nobody is refused', () => {
    const refusal = refusalOf(releaseRequest, approved({ partners: [aPartner('croydon-homes', [CROYDON])] }))
    expect(refusal.code).toBe('no_partner')
    expect(refusal.say).toContain('boroughs')
  })

  describe('where a second coordinator confirms', () => {
    const scheme = aScheme({ release: { policy: 'second_coordinator' } })
    const proposed = { action: 'release', by: 'coordinator', at: AT }

    it('is only proposed by the first', () => {
      const effects = effectsOf(releaseRequest, approved({ scheme }))
      expect(effects.state).toBe('approved')
      expect(effects.request).toEqual({ proposed })
      expect(effects.notices).toBeUndefined()
      expect(effects.codes).toEqual({ proposed: true })
      expect(effects.say).toContain('3 partners')
    })

    it('is never confirmed by the same', () => {
      expect(refusalOf(releaseRequest, approved({ scheme, request: { proposed } })).code).toBe(
        'second_person',
      )
    })

    it('goes out with the second', () => {
      const facts = approved({ scheme, actor: PEOPLE.secondCoordinator, request: { proposed } })
      const effects = effectsOf(releaseRequest, facts)
      expect(effects.state).toBeUndefined()
      expect(effects.request?.proposed).toBeNull()
      expect(effects.notices).toHaveLength(3)
    })

    it('does not take the proposal of another step for one of this', () => {
      const facts = approved({
        scheme,
        actor: PEOPLE.secondCoordinator,
        request: { proposed: { ...proposed, action: 'close_offer_cap' } },
      })
      expect(effectsOf(releaseRequest, facts).codes).toEqual({ proposed: true })
    })

    it('and one is enough where the scheme file says so, whatever was proposed', () => {
      expect(effectsOf(releaseRequest, approved({ request: { proposed } })).notices).toHaveLength(3)
    })
  })
})

describe('recall', () => {
  const out = () =>
    aCase({
      state: 'circulated',
      notices: [aNotice('camden-homes'), aNotice('ealing-homes'), aNotice('without-list', { live: false })],
      offers: [anOffer('made'), anOffer('refused', { id: 'ended' })],
      request: { proposed: { action: 'close_offer_cap', by: 'coordinator', at: AT } },
    })

  it('is immediate and everywhere, and ends waiting offers', () => {
    const effects = effectsOf(recallRequest, out(), { reason: 'wrong_facts' })
    expect(effects.notices?.map(({ partnerId, live }) => [partnerId, live])).toEqual([
      ['camden-homes', false],
      ['ealing-homes', false],
    ])
    expect(effects.offers?.map(({ id, state }) => [id, state])).toEqual([['offer', 'lapsed']])
    expect(effects.urgent).toBe(true)
    expect(effects.request?.proposed).toBeNull()
    expect(effects.request?.form?.confidential.notes).toEqual([
      { at: AT, by: 'coordinator', action: 'recall', reason: 'wrong_facts' },
    ])
    expect(effects.tell).toEqual([{ topic: 'recalled', to: 'officers' }])
    expect(effects.codes).toEqual({ incident: false })
    expect(effects.say).toBe('Recalled everywhere.')
  })

  it('because of what it shows or whom it reached opens an incident', () => {
    const effects = effectsOf(recallRequest, out(), { reason: 'wrong_recipient' })
    expect(effects.tell).toEqual([
      { topic: 'incident_to_officers', to: 'officers' },
      { topic: 'incident', to: 'coordinators' },
    ])
    expect(effects.codes).toEqual({ incident: true })
    expect(effects.say).toContain('within 72 hours')
  })

  it('wants a reason, and a note for "other"', () => {
    expect(refusalOf(recallRequest, out(), {})).toMatchObject({ field: 'reason' })
    expect(refusalOf(recallRequest, out(), { reason: 'other' })).toMatchObject({ field: 'note' })
  })
})

describe('asking for a change', () => {
  it('is kept as a wish that coordinators are told of', () => {
    const facts = aCase({ state: 'circulated', actor: PEOPLE.officer })
    const effects = effectsOf(askForChange, facts, { wish: 'Two more areas, please.' })
    expect(effects.request?.form?.confidential.wishes).toEqual([
      { at: AT, by: 'officer', kind: 'change', text: 'Two more areas, please.', done: false },
    ])
    expect(effects.tell).toEqual([{ topic: 'wish_to_change', to: 'coordinators' }])
    expect(refusalOf(askForChange, facts, { wish: 'Near E8 1DY.' })).toMatchObject({ field: 'wish' })
    expect(refusalOf(askForChange, facts, {}).say).toBe('Please say what should change.')
  })
})

describe('changing a request that is with the partners', () => {
  const FIVE = [BARNET, BRENT, CAMDEN, EALING, HARROW]
  const notices = () => [
    aNotice('camden-homes', { areas: [CAMDEN] }),
    aNotice('ealing-homes', { areas: [EALING] }),
    aNotice('without-list'),
    aNotice('gone-homes', { live: false }),
  ]
  const out = () => aCase({ state: 'circulated', notices: notices(), request: { round: 1 } })
  const changes = (input: object, facts = out()) =>
    effectsOf(changeRequest, facts, input).notices?.map(({ partnerId, areas, round, live }) => ({
      partnerId,
      areas,
      round,
      live,
    }))

  it('with more areas: newly covered partners get a notice, and who reads nothing new keeps theirs', () => {
    expect(changes({ areasWanted: [...FIVE, CROYDON] })).toEqual([
      { partnerId: 'ealing-homes', areas: [EALING], round: 1, live: false },
      { partnerId: 'croydon-homes', areas: [CROYDON], round: 2, live: true },
      { partnerId: 'ealing-homes', areas: [EALING, CROYDON].sort(), round: 2, live: true },
    ])
  })

  it('of the home needed: everybody gets a new notice under a new reference (D8)', () => {
    const effects = effectsOf(changeRequest, out(), { propertyNeeds: ['level_access:needed'] })
    expect(effects.notices?.filter(({ live }) => !live)).toHaveLength(3)
    expect(effects.notices?.filter(({ live }) => live).map(({ round }) => round)).toEqual([2, 2, 2])
    expect(effects.request?.round).toBe(2)
    expect(effects.request?.form?.needs.propertyNeeds).toEqual({
      level_access: 'needed',
      highest_floor: 'second',
    })
    expect(effects.codes).toEqual({ partners: 3, renewed: 3 })
    expect(effects.say).toBe('Changed. 3 of 3 partners get a new notice.')
    expect(effects.tell).toEqual([{ topic: 'changed', to: 'officers' }])
  })

  it('takes the notice from who is no longer meant', () => {
    expect(changes({ areasWanted: [BARNET, BRENT, CAMDEN, HARROW, 'E09000001'] })).toEqual([
      { partnerId: 'ealing-homes', areas: [EALING], round: 1, live: false },
    ])
  })

  it('takes it also from a partner that has left, which read the same as another one', () => {
    const facts = aCase({ state: 'circulated', notices: [...notices(), aNotice('left-homes')] })
    expect(changes({ areasWanted: [...FIVE, 'E09000001'] }, facts)).toEqual([
      { partnerId: 'left-homes', areas: [], round: 1, live: false },
    ])
  })

  it('gives a new notice to a partner whose last one was taken back', () => {
    const facts = aCase({ state: 'circulated', notices: [aNotice('without-list', { live: false })] })
    const made = changes({ areasWanted: [...FIVE, 'E09000001'] }, facts)
    expect(made?.map(({ partnerId }) => partnerId)).toEqual(['camden-homes', 'ealing-homes', 'without-list'])
  })

  it('does not count a round in which nobody gets a new notice', () => {
    const effects = effectsOf(changeRequest, out(), { areasWanted: [...FIVE, 'E09000001'] })
    expect(effects.notices).toEqual([])
    expect(effects.request).not.toHaveProperty('round')
    expect(effects.request?.form?.needs.areasWanted).toContain('E09000001')
  })

  it('sees to wishes for a change, and to no others', () => {
    const facts = out()
    const wish = { at: AT, by: 'officer', text: 'Please.', done: false }
    facts.request.form.confidential.wishes = [
      { ...wish, kind: 'change' },
      { ...wish, kind: 'close' },
    ]
    const effects = effectsOf(changeRequest, facts, { acceptOneFewer: true })
    expect(effects.request?.form?.confidential.wishes.map(({ done }) => done)).toEqual([true, false])
  })

  it('keeps what is left out, empties what is sent empty, and never touches the free text', () => {
    const form = effectsOf(changeRequest, out(), { highestFloor: '', anythingElse: 'Other words.' }).request
      ?.form
    expect(form?.needs.propertyNeeds).toEqual({ lift: 'needed' })
    expect(form?.needs.tenancyNeeded).toBe('lifetime')
    expect(form?.approval.anythingElse).toBe('Near a bus stop would help.')
  })

  it('is refused when it changes nothing, reaches nobody or does not fit', () => {
    expect(refusalOf(changeRequest, out(), {}).code).toBe('nothing_changed')
    const only = aCase({ partners: [aPartner('ealing-homes', [EALING])] })
    expect(
      refusalOf(changeRequest, only, { areasWanted: [BARNET, BRENT, CAMDEN, HARROW, CROYDON] }).code,
    ).toBe('no_partner')
    expect(refusalOf(changeRequest, out(), { areasWanted: [BARNET] })).toMatchObject({
      code: 'invalid',
      field: 'areasWanted',
    })
    expect(refusalOf(changeRequest, out(), { bedrooms: 4 })).toMatchObject({
      code: 'invalid',
      field: 'bedroomsReason',
    })
    expect(changeRequest.input({ ...out(), request: null }).safeParse({}).success).toBe(false)
  })
})

describe('an exclusion', () => {
  const person = { kind: 'person', id: 'lead' }
  const organisation = { kind: 'organisation', id: 'camden-homes' }

  it('is added to those there are', () => {
    const facts = aCase()
    facts.request.form.confidential.exclusions = [{ kind: 'team', id: 'night-team' }]
    const effects = effectsOf(setExclusion, facts, person)
    expect(effects.request?.form?.confidential.exclusions).toEqual([
      { kind: 'team', id: 'night-team' },
      person,
    ])
    expect(effects.codes).toEqual({ kind: 'person' })
    expect(effects.urgent).toBe(true)
    expect(effects.tell).toEqual([])
  })

  it('that is there already changes nothing; another one of the same name does', () => {
    const facts = aCase()
    facts.request.form.confidential.exclusions = [
      { kind: 'person', id: 'lead' },
      { kind: 'team', id: 'camden-homes' },
    ]
    expect(refusalOf(setExclusion, facts, person)).toMatchObject({ code: 'already_excluded', field: 'id' })
    expect(effectsOf(setExclusion, facts, organisation)).toBeDefined()
    expect(effectsOf(setExclusion, facts, { kind: 'person', id: 'second-lead' })).toBeDefined()
  })

  it('is of the kind that was said: whoever is excluded as something else would go on seeing it', () => {
    const wrong = [
      { kind: 'organisation', id: 'lead' },
      { kind: 'organisation', id: 'nobody' },
      { kind: 'person', id: 'camden-homes' },
      { kind: 'team', id: 'camden-homes' },
      { kind: 'team', id: 'lead' },
    ]
    for (const exclusion of wrong)
      expect(refusalOf(setExclusion, aCase(), exclusion), JSON.stringify(exclusion)).toMatchObject({
        code: 'another_kind',
        field: 'id',
      })
    // A person need have no part in the case yet.
    expect(effectsOf(setExclusion, aCase(), { kind: 'person', id: 'somebody-new' })).toBeDefined()
    expect(effectsOf(setExclusion, aCase(), { kind: 'team', id: 'night-team' })).toBeDefined()
  })

  it('of a lead ends that approval only', () => {
    const approvals = [anApproval('lead'), anApproval('second-lead'), anApproval('unknown', { ended: true })]
    const one = effectsOf(setExclusion, aCase({ approvals }), person)
    expect(one.approvals).toEqual([{ ...approvals[0], ended: true }])
    const all = effectsOf(setExclusion, aCase({ approvals }), { kind: 'organisation', id: 'landlord' })
    expect(all.approvals).toHaveLength(2)
  })

  it('of a partner takes its notice and ends its waiting offer', () => {
    const facts = aCase({
      notices: [aNotice('camden-homes'), aNotice('ealing-homes')],
      offers: [anOffer('made'), anOffer('made', { id: 'other', partnerId: 'ealing-homes', officerId: 'x' })],
    })
    const effects = effectsOf(setExclusion, facts, organisation)
    expect(effects.notices).toEqual([{ ...aNotice('camden-homes'), live: false }])
    expect(effects.offers?.map(({ id, state }) => [id, state])).toEqual([['offer', 'lapsed']])
    expect(effects.tell).toEqual([])
  })

  it('of a team takes no notice from a partner of the same name', () => {
    const facts = aCase({ notices: [aNotice('camden-homes')] })
    facts.request.form.confidential.exclusions = [{ kind: 'team', id: 'camden-homes' }]
    expect(effectsOf(setExclusion, facts, person).notices).toEqual([])
  })

  it.each([
    ['organisation', 'nobody'],
    ['organisation', 'lead'],
    ['person', 'camden-homes'],
    ['team', 'camden-homes'],
    ['team', 'lead'],
  ])('of the kind %s is not for %s', (kind, id) => {
    const refusal = refusalOf(setExclusion, aCase(), { kind, id })
    expect(refusal).toMatchObject({ code: 'another_kind', field: 'id' })
    expect(refusal.say).toContain(kind)
  })

  it('of a team, or of a person whom the case does not know, is taken', () => {
    expect(effectsOf(setExclusion, aCase(), { kind: 'team', id: 'night-team' })).toBeDefined()
    expect(effectsOf(setExclusion, aCase(), { kind: 'person', id: 'somebody' })).toBeDefined()
  })

  it('of a partner counts beside others that there are', () => {
    const facts = aCase({ notices: [aNotice('camden-homes')], approvals: [anApproval('somebody-gone')] })
    facts.request.form.confidential.exclusions = [{ kind: 'team', id: 'night-team' }]
    const effects = effectsOf(setExclusion, facts, organisation)
    expect(effects.notices).toHaveLength(1)
    expect(effects.approvals).toEqual([])
  })

  it.each([
    ['person', 'housing-officer'],
    ['team', 'lettings'],
  ])('of a %s takes the notice of the partner where they work, as they sit in its channel', (kind, id) => {
    const staff = [{ id: 'housing-officer', team: 'lettings' }]
    const facts = aCase({
      notices: [aNotice('camden-homes'), aNotice('ealing-homes')],
      partners: PARTNERS.map((each) => (each.id === 'camden-homes' ? { ...each, staff } : each)),
    })
    const effects = effectsOf(setExclusion, facts, { kind, id })
    expect(effects.notices).toEqual([{ ...aNotice('camden-homes'), live: false }])
  })

  it('of the officer who offered ends their offer and leaves those of colleagues to a coordinator (P3)', () => {
    const offers = [anOffer('area_checked'), anOffer('made', { id: 'other', officerId: 'colleague' })]
    const effects = effectsOf(setExclusion, aCase({ offers }), { kind: 'person', id: 'housing-officer' })
    expect(effects.offers?.map(({ id }) => id)).toEqual(['offer'])
  })

  it('that meets a chosen offer is for a coordinator to decide (P3)', () => {
    const effects = effectsOf(setExclusion, aCase({ offers: [anOffer('viewed')] }), organisation)
    expect(effects.offers).toEqual([])
    expect(effects.tell).toEqual([{ topic: 'offer_of_excluded', to: 'coordinators' }])
  })

  it('does not lock out who sets it', () => {
    expect(refusalOf(setExclusion, aCase(), { kind: 'person', id: 'coordinator' })).toMatchObject({
      code: 'own_access',
      field: 'id',
    })
    expect(refusalOf(setExclusion, aCase(), { kind: 'organisation', id: 'team' }).code).toBe('own_access')
  })

  it('knows of each choice whose it is: a team that were excluded as a person would go on reading', () => {
    const chosen = (kind: string, id: string) => take(setExclusion, aCase(), { kind, id })
    const kept = (taken: Taken) => ('request' in taken ? taken.request?.form?.confidential.exclusions : taken)
    expect(kept(chosen('team', 'team:Lettings North'))).toEqual([{ kind: 'team', id: 'Lettings North' }])
    expect(kept(chosen('person', 'person:housing-officer'))).toEqual([
      { kind: 'person', id: 'housing-officer' },
    ])
    for (const [kind, id] of [
      ['person', 'team:Lettings North'],
      ['team', 'person:nobody-known'],
      ['organisation', 'person:housing-officer'],
      ['person', 'organisation:camden-homes'],
    ] as const)
      expect(refusalOf(setExclusion, aCase(), { kind, id })).toMatchObject({ code: 'another_kind' })
  })

  it('names somebody of a kind', () => {
    expect(refusalOf(setExclusion, aCase(), { ...person, kind: 'street' })).toEqual({
      code: 'invalid',
      field: 'kind',
      say: 'Please choose one of the list.',
    })
    for (const id of [undefined, '']) {
      expect(refusalOf(setExclusion, aCase(), { ...person, id })).toMatchObject({
        field: 'id',
        say: 'Please choose whom.',
      })
    }
    expect(take(setExclusion, aCase(), { ...person, id: 'x'.repeat(121) })).toHaveProperty('errors')
  })
})
