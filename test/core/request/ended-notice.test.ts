import { expect, test } from 'vitest'
import { authorise, isGrant } from '../../../src/core/request/authorise.js'
import type { ActionName } from '../../../src/core/request/step.js'
import { aCase, aNotice, NOW, PARTNERS, PEOPLE } from '../../support/facts.js'

const right = (action: ActionName, live: boolean, active = true) =>
  authorise(
    aCase({
      state: 'circulated',
      actor: PEOPLE.housingOfficer,
      notices: [aNotice('camden-homes', { live })],
      partners: PARTNERS.map((each) => (each.id === 'camden-homes' ? { ...each, active } : each)),
    }),
    action,
    { offerId: null, onBehalfOf: null, now: NOW },
  )

test.each(['make_offer', 'open_details', 'read_notice'] as const)(
  '%s needs a notice that still stands, and a partner that is still in the scheme',
  (action) => {
    expect(isGrant(right(action, true))).toBe(true)
    const late = { kind: 'late', say: 'This notice is no longer available.' }
    expect(right(action, false)).toEqual(late)
    expect(right(action, true, false)).toEqual(late)
  },
)

test.each(['raise_safety_concern', 'report_risk_change'] as const)(
  '%s stays open to an officer whose notice has ended: its buttons are still on the screen',
  (action) => {
    expect(isGrant(right(action, false))).toBe(true)
    expect(isGrant(right(action, true, false))).toBe(true)
  },
)
