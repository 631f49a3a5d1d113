import { expect, it } from 'vitest'
import { type Command, perform } from '../../src/core/perform.js'
import { coordinatorScreen } from '../../src/core/screen/coordinator-screen.js'
import { aCase, aNotice, NOW, PEOPLE } from '../support/facts.js'
import { oneCasePorts } from '../support/one-case-ports.js'

const BEFORE = {
  outcome: { kind: 'done', say: 'A coordinator will phone you back.', requestId: 'request' },
  at: NOW.toISOString(),
}
const minutesBefore = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000).toISOString()

const PRESS: Command = {
  schemeId: 'london',
  action: 'raise_safety_concern',
  target: { requestId: 'request' },
  actor: { personId: 'housing-officer' },
  key: 'the same press',
}

function worried(safetyRaisedAt: string | null, pressedAt = BEFORE.at) {
  return aCase({
    state: 'circulated',
    actor: PEOPLE.housingOfficer,
    notices: [aNotice('camden-homes')],
    receipt: { ...BEFORE, at: pressedAt },
    request: { safetyRaisedAt },
  })
}

it.each(['raise_safety_concern', 'report_risk_change'] as const)(
  '%s, pressed again on the same card after a coordinator has phoned back, is told again',
  async (action) => {
    const command = { ...PRESS, action }
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

it('pressed again ten minutes later while nobody has answered, a safety concern is told again', async () => {
  const again = oneCasePorts(worried(minutesBefore(12), minutesBefore(10)))
  expect(await perform(again.ports, PRESS)).not.toHaveProperty('repeated')
  expect(again.changes[0]?.outbox).toContainEqual(
    expect.objectContaining({ kind: 'message', to: 'coordinators', urgent: true }),
  )
  // The clock of the first one still runs.
  expect(again.changes[0]?.update?.after.safetyRaisedAt).toBe(minutesBefore(12))
})

it('once the half hour is over, another safety concern starts it anew', async () => {
  const again = oneCasePorts(worried(minutesBefore(31), minutesBefore(31)))
  await perform(again.ports, PRESS)
  expect(again.changes[0]?.update?.after.safetyRaisedAt).toBe(NOW.toISOString())
})

it('a coordinator who takes on a safety concern reads whom to phone, until then on the card too, and afterwards no more', async () => {
  const raised = oneCasePorts(worried(null))
  await perform(raised.ports, { ...PRESS, key: 'a press' })
  const after = raised.changes[0]?.update?.after
  expect(after?.workingCode).toMatch(/^W-/)
  const { housingOfficer, coordinator } = PEOPLE
  const facts = aCase({ state: 'circulated', actor: coordinator, ...(after && { request: after }) })
  if (!facts.request) throw new Error('no request')
  const card = coordinatorScreen({ ...facts, request: facts.request })
  const waits = card.facts.find(({ label }) => label === 'Waits for your call')
  expect(waits?.value).toContain(housingOfficer.name)
  const taken = oneCasePorts(facts)
  const outcome = await perform(taken.ports, {
    ...PRESS,
    action: 'acknowledge_safety',
    actor: { personId: coordinator.id },
    key: 'taken on',
  })
  expect(outcome).toMatchObject({ kind: 'done', say: expect.stringContaining(housingOfficer.name) })
  expect(taken.changes[0]?.update?.after.form.confidential.callBack).toEqual([])
})
