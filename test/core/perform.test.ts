import { expect, it } from 'vitest'
import { perform } from '../../src/core/perform.js'
import { aCase, aNotice, NOW, PEOPLE } from '../support/facts.js'
import { oneCasePorts } from '../support/one-case-ports.js'

const BEFORE = { outcome: { kind: 'done', say: 'A coordinator will phone you back.', requestId: 'request' } }

function worried(safetyRaisedAt: string | null) {
  return aCase({
    state: 'circulated',
    actor: PEOPLE.housingOfficer,
    notices: [aNotice('camden-homes')],
    receipt: BEFORE,
    request: { safetyRaisedAt },
  })
}

it.each(['raise_safety_concern', 'report_risk_change'] as const)(
  '%s, pressed again on the same card after a coordinator has phoned back, is told again',
  async (action) => {
    const command = {
      schemeId: 'london',
      action,
      target: { requestId: 'request' },
      actor: { personId: 'housing-officer' },
      key: 'the same press',
    }
    const again = oneCasePorts(worried(null))
    expect(await perform(again.ports, command)).not.toHaveProperty('repeated')
    const [change] = again.changes
    expect(change?.update?.after.safetyRaisedAt).toBe(NOW.toISOString())
    expect(change?.outbox).toContainEqual(expect.objectContaining({ kind: 'message', to: 'coordinators' }))
    expect(change?.receipt?.key).not.toBe(command.key)

    const twice = oneCasePorts(worried(NOW.toISOString()))
    expect(await perform(twice.ports, command)).toMatchObject({ ...BEFORE.outcome, repeated: true })
    expect(twice.changes).toEqual([])
  },
)
