import { expect, it } from 'vitest'
import { MOVE_STEPS } from '../../../src/core/move/steps.js'
import { OFFER_STEPS } from '../../../src/core/offer/steps.js'
import { LIFECYCLE } from '../../../src/core/request/lifecycle.js'

it('every action about an offer or a move has its step here, once', () => {
  const aboutOffers = LIFECYCLE.filter((row) => 'offer' in row || row.action === 'make_offer')
  const aboutMoves = ['reverse_move', 'record_housing_moves', 'move_again']
  const actions = new Set<string>([...aboutOffers.map(({ action }) => action), ...aboutMoves])
  expect([...OFFER_STEPS, ...MOVE_STEPS].map(({ action }) => action).sort()).toEqual([...actions].sort())
})
