import { describe, expect, it } from 'vitest'
import { relationsOf } from '../../../src/core/request/relations.js'
import { addMonths } from '../../../src/core/retention/retention-due.js'
import { tombstone, whyNotErased } from '../../../src/core/retention/tombstone.js'
import { aCase, aNotice, anApproval, anOffer, NOW, PEOPLE } from '../../support/facts.js'

/** A request that everybody had a part in, as it is when its content has been erased. */
function erased() {
  const facts = aCase({
    state: 'closed',
    approvals: [anApproval('lead')],
    notices: [aNotice('camden-homes', { areas: ['E09000007'] })],
    offers: [anOffer('refused', { endNote: 'A note.', viewingAt: NOW.toISOString() })],
    request: { reference: 'ARC-7K3Q-26', closedReason: 'contact_lost' },
  })
  facts.request.form.confidential.exclusions = [{ kind: 'person', id: PEOPLE.secondCoordinator.id }]
  const { request, offers = [], notices = [] } = tombstone(facts, NOW)
  return { ...facts, offers, notices, request: { ...facts.request, ...request } }
}

describe('a tombstone', () => {
  it('keeps reference, dates and outcome, and nothing of the case', () => {
    const { request, offers, notices } = erased()
    expect(request).toMatchObject({ reference: 'ARC-7K3Q-26', closedReason: 'contact_lost', state: 'closed' })
    const left = JSON.stringify([request, offers, notices])
    for (const content of ['W-7K3Q9F', '"landlord"', 'CH-4411', 'A note.', 'E0900', 'officer"]'])
      expect([content, left.includes(content)]).toEqual([content, false])
    expect(offers.map(({ state }) => state)).toEqual(['refused'])
  })

  it('is nobody’s to read but a coordinator’s, and not one’s who was excluded', () => {
    const facts = erased()
    const offer = facts.offers[0] ?? null
    const found = Object.fromEntries(
      Object.entries(PEOPLE).map(([who, person]) => [who, relationsOf(facts, person, offer, NOW).join()]),
    )
    const nothing = Object.fromEntries(Object.keys(PEOPLE).map((who) => [who, '']))
    expect(found).toEqual({ ...nothing, coordinator: 'coordinator' })
  })
})

it('what lives or is held is not erased, and the sentence says why', () => {
  const asked = (request: Parameters<typeof aCase>[0]) => whyNotErased(aCase(request).request)
  expect(asked({ state: 'accepted' })).toContain('still open')
  expect(asked({ state: 'moved', request: { erasureReviewOn: '2026-09-01' } })).toContain('2026-09-01')
  for (const state of ['closed', 'moved', 'declined'] as const)
    expect(asked({ state, request: { safetyRaisedAt: NOW.toISOString() } })).toContain(
      'A safety message waits for an answer.',
    )
  for (const state of ['closed', 'moved', 'declined'] as const) expect(asked({ state })).toBeNull()
})

it('months end on the same day, or on the last day of a shorter one', () => {
  expect(addMonths('2027-11-23', 12)).toBe('2028-11-23')
  expect(addMonths('2028-02-29', 12)).toBe('2029-02-28')
  expect(addMonths('2026-08-31', 6)).toBe('2027-02-28')
})
