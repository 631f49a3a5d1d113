import { expect, test } from 'vitest'
import { authorise, isGrant } from '../../../src/core/request/authorise.js'
import type { ActionName } from '../../../src/core/request/step.js'
import { aCase, aNotice, NOW, PEOPLE } from '../../support/facts.js'

const right = (action: ActionName, live: boolean) =>
  authorise(
    aCase({
      state: 'circulated',
      actor: PEOPLE.housingOfficer,
      notices: [aNotice('camden-homes', { live })],
    }),
    action,
    { offerId: null, onBehalfOf: null, now: NOW },
  )

test.each(['make_offer', 'open_details', 'read_notice'] as const)(
  '%s needs a notice that still stands',
  (action) => {
    expect(isGrant(right(action, true))).toBe(true)
    expect(right(action, false)).toEqual({ kind: 'late', say: 'This notice is no longer available.' })
  },
)

test.each(['raise_safety_concern', 'report_risk_change'] as const)(
  '%s stays open to an officer whose notice has ended: its buttons are still on the screen',
  (action) => {
    expect(isGrant(right(action, false))).toBe(true)
  },
)
