import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clickKey,
  decodeButton,
  encodeButton,
  ofOffer,
  targetOf,
} from '../../../src/bots/views/button-value.js'
import { arbitraryButton } from '../support/arbitrary-screens.js'

describe('what a button carries', () => {
  test('comes back as it was, and fits into a Slack button', () => {
    fc.assert(
      fc.property(arbitraryButton, (value) => {
        expect(decodeButton(encodeButton(value))).toEqual(value)
        expect(encodeButton(value).length).toBeLessThan(300)
      }),
    )
  })

  test('is nothing when this program did not write it', () => {
    const good = 'approve?placement=p1&revision=2'
    expect(decodeButton(good)).not.toBeNull()
    for (const bad of [
      '',
      'approve',
      'approve?',
      'toString?placement=p1&revision=2',
      'erase_everything?placement=p1&revision=2',
      'approve?placement=p1',
      'approve?placement=p1&revision=-1',
      'approve?placement=p1&revision=x',
      'approve?placement=&revision=2',
      `approve?placement=${'p'.repeat(65)}&revision=2`,
      'approve?placement=p1%27&revision=2',
      'approve?request=r1',
      'approve?placement=p1&revision=2&offer=a b',
    ])
      expect([bad, decodeButton(bad)]).toEqual([bad, null])
  })

  test('has the same key twice for one person, and another key for anybody and anything else', () => {
    fc.assert(
      fc.property(arbitraryButton, arbitraryButton, (one, two) => {
        expect(clickKey(one, 'a')).toBe(clickKey({ ...one }, 'a'))
        expect(clickKey(one, 'a')).not.toBe(clickKey(one, 'b'))
        if (encodeButton(one) !== encodeButton(two)) expect(clickKey(one, 'a')).not.toBe(clickKey(two, 'a'))
      }),
    )
  })

  test('is about its row first, then about the case it stands on, and about none in navigation', () => {
    const placement = { kind: 'placement', placementId: 'p1', revision: 1 } as const
    expect(targetOf({ action: 'approve', ref: placement, requestId: 'r2' })).toEqual({ requestId: 'r2' })
    expect(targetOf({ action: 'approve', ref: placement })).toEqual({ placementId: 'p1' })
    expect(targetOf({ action: 'approve', ref: { kind: 'request', requestId: 'r1', version: 1 } })).toEqual({
      requestId: 'r1',
    })
    const own = ofOffer(placement, 'o1')
    expect(own).toEqual({ kind: 'offer', offerId: 'o1', shownId: 'p1-1' })
    expect(targetOf({ action: 'keep_offer', ref: own })).toEqual({ offerId: 'o1' })
    expect(targetOf({ action: 'show_help', ref: { kind: 'shown', shownId: 's1' } })).toBeNull()
  })
})
