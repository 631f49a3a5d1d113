import { describe, expect, it } from 'vitest'
import { confirmTenancyStart } from '../../../src/core/move/confirm-tenancy-start.js'
import { moveAgain } from '../../../src/core/move/move-again.js'
import { recordHousingMoves } from '../../../src/core/move/record-housing-moves.js'
import { reverseMove } from '../../../src/core/move/reverse-move.js'
import type { MoveRecord } from '../../../src/core/request/records.js'
import { CHOSEN_OFFER } from '../../../src/core/request/states.js'
import {
  aCase,
  aNotice,
  anOffer,
  aPartner,
  aRequest,
  done,
  fieldErrors,
  housing,
  NOW,
  take,
  told,
  withForm,
} from '../offer/open-case.js'

const accepted = () => aRequest({ state: 'accepted' })
const move: MoveRecord = {
  id: 'm1',
  requestId: 'r1',
  fromLandlordId: 'ash',
  toLandlordId: 'birch',
  pathway: 'reciprocal_offer',
  startedOn: '2026-03-02',
  adults: 2,
  children: 3,
  reversedAt: null,
}

describe('the start of a tenancy', () => {
  const facts = (change: Parameters<typeof aCase>[0] = {}) =>
    aCase({ actor: housing, request: accepted(), offers: [anOffer({ state: 'accepted' })], ...change })

  it('records the move with its people, and both ledger entries with it (D13)', () => {
    const effects = done(confirmTenancyStart, facts(), { startedOn: '2026-03-02' })
    expect(effects.moves).toEqual([{ ...move, id: 'new-1' }])
    expect(effects.ledger).toMatchObject([
      { landlordId: 'ash', amount: -1, moveId: 'new-1', kind: 'move', postedAt: NOW.toISOString() },
      { landlordId: 'birch', amount: 1, moveId: 'new-1', kind: 'move', postedAt: NOW.toISOString() },
    ])
    expect(effects.offers).toEqual([
      anOffer({ state: 'tenancy_started', endedAt: NOW.toISOString(), endedFrom: 'accepted' }),
    ])
    expect(effects.codes).toEqual({ pathway: 'reciprocal_offer' })
    expect(told(effects)).toEqual(['tenancy_started > officers', 'tenancy_started > coordinators'])
  })

  it('frees the homes that others still hold', () => {
    const offers = [
      anOffer({ state: 'accepted' }),
      anOffer({ id: 'o2' }),
      anOffer({ id: 'o3', state: 'withdrawn' }),
    ]
    expect(done(confirmTenancyStart, facts({ offers }), { startedOn: '2026-03-02' }).offers).toMatchObject([
      { id: 'o1', state: 'tenancy_started' },
      { id: 'o2', state: 'lapsed', endedAt: NOW.toISOString() },
    ])
  })

  it('posts to the successors of merged landlords, and nothing where both have become one', () => {
    const merged = [aPartner('ash', { successorId: 'cedar' }), aPartner('birch'), aPartner('cedar')]
    expect(
      done(confirmTenancyStart, facts({ partners: merged }), { startedOn: '2026-03-02' }).ledger,
    ).toMatchObject([
      { landlordId: 'cedar', amount: -1 },
      { landlordId: 'birch', amount: 1 },
    ])
    const one = [aPartner('ash', { successorId: 'birch' }), aPartner('birch')]
    expect(done(confirmTenancyStart, facts({ partners: one }), { startedOn: '2026-03-02' }).ledger).toEqual(
      [],
    )
  })

  it('may be today, and never a day that is still to come', () => {
    expect(done(confirmTenancyStart, facts(), { startedOn: '2026-03-03' }).moves).toHaveLength(1)
    expect(take(confirmTenancyStart, facts(), { startedOn: '2026-03-04' })).toMatchObject({
      refused: 'in_the_future',
      field: 'startedOn',
    })
  })

  it('is not before the day of the offer', () => {
    expect(take(confirmTenancyStart, facts(), { startedOn: '2026-03-01' })).toMatchObject({
      refused: 'too_early',
      field: 'startedOn',
    })
  })

  it('is a date', () => expect(Object.keys(fieldErrors(confirmTenancyStart, {}))).toEqual(['startedOn']))

  it('counts nobody where the household was never recorded', () => {
    const request = withForm(accepted(), { details: { household: undefined } })
    expect(done(confirmTenancyStart, facts({ request }), { startedOn: '2026-03-02' }).moves).toMatchObject([
      { adults: 0, children: 0 },
    ])
  })
})

describe('a move recorded in error', () => {
  const facts = (change: Parameters<typeof aCase>[0] = {}) =>
    aCase({
      request: aRequest({ state: 'moved' }),
      offers: [
        anOffer({ state: 'tenancy_started', endedAt: NOW.toISOString() }),
        anOffer({ id: 'o2', state: 'refused' }),
      ],
      move,
      ...change,
    })

  it('gets opposite ledger entries, and its offer is accepted again', () => {
    const effects = done(reverseMove, facts(), { reason: 'recorded_in_error' })
    expect(effects.moves).toEqual([{ ...move, reversedAt: NOW.toISOString() }])
    expect(effects.ledger).toMatchObject([
      { landlordId: 'ash', amount: 1, moveId: 'm1', kind: 'reversal', reason: 'recorded_in_error' },
      { landlordId: 'birch', amount: -1, moveId: 'm1', kind: 'reversal', reason: 'recorded_in_error' },
    ])
    expect(new Set(effects.ledger?.map(({ id }) => id)).size).toBe(2)
    expect(effects.offers).toEqual([anOffer({ state: 'accepted' })])
    expect(effects.state).toBeUndefined()
    expect(effects.codes).toEqual({ reason: 'recorded_in_error', move: 'm1' })
    expect(told(effects)).toEqual(['move_reversed > officers', 'move_reversed > coordinators'])
  })

  it('keeps why, for coordinator and nominating officer', () => {
    const effects = done(reverseMove, facts(), { reason: 'other', note: 'Wrong case.' })
    expect(effects.request?.form?.confidential.notes).toEqual([
      { at: NOW.toISOString(), by: 'cleo', action: 'reverse_move', reason: 'other', note: 'Wrong case.' },
    ])
    expect(Object.keys(fieldErrors(reverseMove, { reason: 'other' }))).toEqual(['note'])
  })

  it('is refused where no move stands', () => {
    expect(take(reverseMove, facts({ move: null }), { reason: 'recorded_in_error' })).toMatchObject({
      refused: 'no_move',
    })
  })

  it('by the other pathway goes back to where partners see it, or to approved', () => {
    const other = { ...move, pathway: 'housing_moves' as const, toLandlordId: null }
    const back = (live: boolean) =>
      done(reverseMove, facts({ move: other, offers: [], notices: [aNotice({ live })] }), {
        reason: 'recorded_in_error',
      })
    expect(back(true)).toMatchObject({ state: 'circulated', ledger: [] })
    expect(back(false)).toMatchObject({ state: 'approved', ledger: [] })
  })
})

describe('the other pathway', () => {
  it('records the move without any ledger entry (D6)', () => {
    const effects = done(recordHousingMoves, aCase(), { startedOn: '2026-03-03' })
    expect(effects.moves).toEqual([
      { ...move, id: 'new-1', toLandlordId: null, pathway: 'housing_moves', startedOn: '2026-03-03' },
    ])
    expect(effects.ledger).toEqual([])
    expect(effects.codes).toEqual({ pathway: 'housing_moves' })
    expect(told(effects)).toEqual([
      'housing_moves_recorded > officers',
      'housing_moves_recorded > coordinators',
    ])
  })

  it('posts entries where the scheme file asks for them and the landlord is known', () => {
    const facts = aCase()
    facts.scheme.rules.ledger.housingMovesEntry = true
    const input = { startedOn: '2026-03-03', toLandlordId: 'cedar' }
    expect(done(recordHousingMoves, facts, input).ledger).toMatchObject([
      { landlordId: 'ash', amount: -1 },
      { landlordId: 'cedar', amount: 1 },
    ])
    expect(Object.keys(fieldErrors(recordHousingMoves, { ...input, toLandlordId: 'elsewhere' }))).toEqual([
      'toLandlordId',
    ])
  })

  it('is never recorded ahead', () => {
    expect(take(recordHousingMoves, aCase(), { startedOn: '2026-03-04' })).toMatchObject({
      refused: 'in_the_future',
      field: 'startedOn',
    })
    expect(Object.keys(fieldErrors(recordHousingMoves, {}))).toEqual(['startedOn'])
  })

  it.each(CHOSEN_OFFER)('does not end an offer that is %s unless somebody says so', (state) => {
    const facts = aCase({ offers: [anOffer({ state }), anOffer({ id: 'o2' })] })
    expect(take(recordHousingMoves, facts, { startedOn: '2026-03-03' })).toMatchObject({
      refused: 'offer_first',
      field: 'withdrawOffer',
    })
    expect(
      done(recordHousingMoves, facts, { startedOn: '2026-03-03', withdrawOffer: true }).offers,
    ).toMatchObject([
      { id: 'o1', state: 'lapsed', endReason: 'not_taken_up', endedAt: NOW.toISOString() },
      { id: 'o2', state: 'lapsed', endReason: 'not_taken_up', endedAt: NOW.toISOString() },
    ])
  })

  it('is not held up by offers that only wait', () => {
    expect(
      done(recordHousingMoves, aCase({ offers: [anOffer()] }), { startedOn: '2026-03-03' }).offers,
    ).toMatchObject([{ state: 'lapsed' }])
  })
})

describe('moving again', () => {
  const before = withForm(aRequest({ state: 'moved', safetyRaisedAt: NOW.toISOString() }), {
    approval: { consentGiven: true, consentDate: '2026-01-05', homeArea: 'E09000001' },
    confidential: {
      areasAtRisk: ['E09000002'],
      keepApartFrom: ['W-222222'],
      exclusions: [{ kind: 'person', id: 'x' }],
      notes: [{ at: NOW.toISOString(), by: 'cleo', action: 'release' }],
    },
  })
  const effects = done(moveAgain, aCase({ request: before, move }))
  const draft = effects.create?.[0]

  it('starts a linked draft that the receiving landlord will be asked about; the first move stands', () => {
    expect(effects.create).toHaveLength(1)
    expect(draft).toMatchObject({
      id: 'new-1',
      schemeId: 'london',
      schemeVersion: 1,
      state: 'draft',
      followsId: 'r1',
      landlordId: 'birch',
      ownerId: 'cleo',
      officerIds: ['noor'],
      workingCode: null,
      reference: null,
      safetyRaisedAt: null,
      createdAt: NOW.toISOString(),
      round: 0,
      audit: { seq: 0, head: '0'.repeat(64) },
    })
    expect(effects.moves).toBeUndefined()
    expect(effects.ledger).toBeUndefined()
    expect(effects.codes).toEqual({ follows: 'new-1' })
    expect(told(effects)).toEqual(['move_again > coordinators'])
  })

  it('carries over what protects the household, and asks again for consent, home and areas', () => {
    expect(draft?.form.confidential).toMatchObject({
      areasAtRisk: ['E09000002'],
      keepApartFrom: ['W-222222'],
      exclusions: [{ kind: 'person', id: 'x' }],
      notes: [],
    })
    expect(draft?.form.approval).toEqual({ riskKinds: ['domestic_abuse'], questions: [] })
    expect(draft?.form.needs).toEqual({ ...before.form.needs, areasWanted: [] })
    expect(draft?.form.details).toEqual(before.form.details)
  })

  it('asks the successor where the receiving landlord has merged', () => {
    const partners = [aPartner('birch', { successorId: 'cedar' }), aPartner('cedar')]
    expect(done(moveAgain, aCase({ request: before, move, partners })).create).toMatchObject([
      { landlordId: 'cedar' },
    ])
  })

  it('leaves the landlord open where nobody knows it', () => {
    const unknown = { ...move, toLandlordId: null }
    expect(done(moveAgain, aCase({ request: before, move: unknown })).create).toMatchObject([
      { landlordId: null },
    ])
    expect(done(moveAgain, aCase({ request: before, move: null })).create).toMatchObject([
      { landlordId: null },
    ])
  })
})
