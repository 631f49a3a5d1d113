import { describe, expect, it } from 'vitest'
import { verifyChain } from '../../../src/core/audit/chain.js'
import type { CaseFacts } from '../../../src/core/facts.js'
import { setAway } from '../../../src/core/people/set-away.js'
import { emptyForm } from '../../../src/core/request/form-content.js'
import { recordEnquiry } from '../../../src/core/request/record-enquiry.js'
import type { PersonRecord } from '../../../src/core/request/records.js'
import { startDraft } from '../../../src/core/request/start-draft.js'
import { setIntake } from '../../../src/core/scheme/set-intake.js'
import { aCase, aPerson, NOW, PEOPLE } from '../../support/facts.js'
import { oneCasePorts } from '../../support/one-case-ports.js'

const AT = NOW.toISOString()
const ASK = { schemeId: 'london', actor: { personId: 'x' }, key: 'form-1', newId: 'new-request' }
const PHONED = { personId: 'officer', confirmedBy: 'phone' as const }

function withActor(actor: PersonRecord | null, more: Partial<CaseFacts> = {}): CaseFacts {
  return { ...aCase(), request: null, ...more, actor }
}

describe.each([
  ['a draft', startDraft, 'draft', 'start_draft'],
  ['an enquiry', recordEnquiry, 'enquiry', 'record_enquiry'],
] as const)('starting %s', (_name, start, state, action) => {
  it('makes the whole change in one commit: request, first audit entry, outbox and receipt', async () => {
    const kept = oneCasePorts(withActor(PEOPLE.officer))
    const outcome = await start(kept.ports, ASK)
    expect(outcome).toMatchObject({ kind: 'done', requestId: 'new-request' })
    const [change] = kept.changes
    expect(change?.update).toBeNull()
    expect(change?.create).toEqual([
      {
        id: 'new-request',
        schemeId: 'london',
        schemeVersion: 1,
        state,
        version: 1,
        workingCode: null,
        reference: null,
        landlordId: null,
        ownerId: null,
        officerIds: ['officer'],
        createdAt: AT,
        enteredStateAt: AT,
        enteredStateSeq: 1,
        lastActivityAt: AT,
        circulatedAt: null,
        round: 0,
        heldFrom: null,
        reviewOn: null,
        panelOn: null,
        closedReason: null,
        followsId: null,
        safetyRaisedAt: null,
        proposed: null,
        form: emptyForm(),
        audit: { seq: 1, head: change?.audit[0]?.hash },
      },
    ])
    expect(change?.audit).toMatchObject([
      {
        requestId: 'new-request',
        seq: 1,
        action,
        from: null,
        to: state,
        actorId: 'officer',
        onBehalfOf: null,
        confirmedBy: null,
        codes: {},
      },
    ])
    expect(
      verifyChain(change?.audit ?? [], change?.create[0]?.audit ?? { seq: 0, head: '' }, kept.ports.hasher),
    ).toBeNull()
    expect(change?.outbox).toMatchObject([
      {
        kind: 'request_changed',
        requestId: 'new-request',
        urgent: false,
        topic: null,
        to: null,
        offerId: null,
      },
    ])
    expect(kept.rung).toEqual(change?.outbox.map(({ id }) => id))
    expect(change?.receipt).toEqual({ key: 'form-1', outcome, at: AT })
    expect(kept.queries).toEqual([{ target: null, actor: ASK.actor, key: 'form-1' }])
    expect(kept.access).toEqual([])
  })

  it('by a coordinator in an officer’s name is audited as such', async () => {
    const kept = oneCasePorts(withActor(PEOPLE.coordinator))
    await start(kept.ports, { ...ASK, onBehalf: PHONED })
    expect(kept.changes[0]?.create[0]).toMatchObject({ officerIds: ['officer'], ownerId: 'coordinator' })
    expect(kept.changes[0]?.audit[0]).toMatchObject({
      actorId: 'coordinator',
      onBehalfOf: 'officer',
      confirmedBy: 'phone',
    })
    expect(kept.queries[0]).toMatchObject({ withPerson: 'officer' })
  })

  it.each([
    ['a lead', PEOPLE.lead, {}],
    ['an officer for somebody else', PEOPLE.officer, { onBehalf: PHONED }],
    ['a coordinator for a lead', PEOPLE.coordinator, { onBehalf: { ...PHONED, personId: 'lead' } }],
    ['a coordinator for nobody known', PEOPLE.coordinator, { onBehalf: { ...PHONED, personId: 'nobody' } }],
  ])('by %s is refused, with a sentence, and noted', async (_who, actor, more) => {
    const kept = oneCasePorts(withActor(actor))
    expect(await start(kept.ports, { ...ASK, ...more })).toMatchObject({
      kind: 'refused',
      code: 'not_yours',
      say: expect.stringMatching(/\.$/),
    })
    expect(kept.changes).toEqual([])
    expect(kept.access).toEqual([{ at: AT, actorId: actor.id, action, subject: 'none', outcome: 'refused' }])
  })

  it('by somebody unknown finds nothing', async () => {
    for (const facts of [withActor(null), null]) {
      const kept = oneCasePorts(facts)
      expect(await start(kept.ports, ASK)).toEqual({ kind: 'nothing_found', say: 'Nothing found for you.' })
      expect(kept.access).toEqual([
        { at: AT, actorId: null, action, subject: 'none', outcome: 'nothing_found' },
      ])
    }
  })

  it('twice with the same form gives the first outcome and makes nothing', async () => {
    const first = { kind: 'done', say: 'A draft has been started.', requestId: 'first' }
    const kept = oneCasePorts(withActor(PEOPLE.officer, { receipt: { outcome: first, at: AT } }))
    expect(await start(kept.ports, ASK)).toEqual({ ...first, repeated: true })
    expect(kept.changes).toEqual([])
  })

  it('reads again after losing a race, and gives up with a sentence', async () => {
    const once = oneCasePorts(withActor(PEOPLE.officer), { results: ['duplicate'] })
    expect(await start(once.ports, ASK)).toMatchObject({ kind: 'done' })
    expect(once.queries).toHaveLength(2)
    const always = oneCasePorts(withActor(PEOPLE.officer), {
      results: ['conflict', 'conflict', 'conflict', 'conflict'],
    })
    expect(await start(always.ports, ASK)).toMatchObject({
      kind: 'late',
      say: expect.stringContaining('look again'),
    })
    expect(always.rung).toEqual([])
  })

  it('while intake is closed is refused with kind words', async () => {
    const kept = oneCasePorts(withActor(PEOPLE.officer, { intake: 'closed' }))
    expect(await start(kept.ports, ASK)).toMatchObject({
      kind: 'refused',
      code: 'intake_closed',
      say: expect.stringContaining('management transfer'),
    })
  })
})

describe('while intake is paused', () => {
  it('an enquiry is recorded and a draft is not', async () => {
    const facts = withActor(PEOPLE.officer, { intake: 'paused' })
    expect(await recordEnquiry(oneCasePorts(facts).ports, ASK)).toMatchObject({ kind: 'done' })
    expect(await startDraft(oneCasePorts(facts).ports, ASK)).toMatchObject({
      kind: 'refused',
      code: 'intake_paused',
    })
  })
})

describe('a coordinator who names no nominating officer', () => {
  it('can record an enquiry and cannot start a draft', async () => {
    const kept = oneCasePorts(withActor(PEOPLE.coordinator))
    expect(await recordEnquiry(kept.ports, ASK)).toMatchObject({ kind: 'done' })
    expect(kept.changes[0]?.create[0]?.officerIds).toEqual([])
    expect(await startDraft(kept.ports, ASK)).toMatchObject({ kind: 'refused', code: 'no_officer' })
  })

  it('starts it as the nominating officer they may be as well', async () => {
    const both = aPerson('both', 'team', ['coordinator', 'nominating_officer'])
    const kept = oneCasePorts(withActor(both))
    expect(await startDraft(kept.ports, ASK)).toMatchObject({ kind: 'done' })
    expect(kept.changes[0]?.create[0]).toMatchObject({ officerIds: ['both'], ownerId: 'both' })
  })
})

describe('intake', () => {
  it.each([
    ['open', 'Intake is open.'],
    ['paused', 'enquiries only'],
    ['closed', 'Intake is closed.'],
  ])('is set to %s by a coordinator, and noted', async (intake, words) => {
    const kept = oneCasePorts(withActor(PEOPLE.coordinator))
    expect(await setIntake(kept.ports, { ...ASK, intake })).toMatchObject({
      kind: 'done',
      say: expect.stringContaining(words),
      requestId: '',
    })
    expect(kept.changes[0]).toMatchObject({
      intake,
      create: [],
      access: [{ at: AT, actorId: 'coordinator', action: 'set_intake', subject: intake, outcome: 'done' }],
    })
  })

  it('is set by nobody else, and to nothing else', async () => {
    const lead = oneCasePorts(withActor(PEOPLE.lead))
    expect(await setIntake(lead.ports, { ...ASK, intake: 'open' })).toMatchObject({
      kind: 'refused',
      code: 'not_yours',
    })
    expect(lead.changes).toEqual([])
    expect(lead.access[0]?.action).toBe('set_intake')
    const wrong = oneCasePorts(withActor(PEOPLE.coordinator))
    expect(await setIntake(wrong.ports, { ...ASK, intake: 'ajar' })).toMatchObject({
      kind: 'invalid',
      errors: { intake: expect.any(String) },
    })
    expect(wrong.changes).toEqual([])
  })
})

describe('being away', () => {
  const DAYS = { from: '2026-03-09', to: '2026-03-13' }
  async function away(input: unknown, actor = PEOPLE.lead) {
    const kept = oneCasePorts(withActor(actor))
    const outcome = await setAway(kept.ports, { ...ASK, input })
    return { outcome, changes: kept.changes, access: kept.access }
  }

  it('keeps the days and the deputy of the same organisation, and notes it', async () => {
    const { outcome, changes } = await away({ ...DAYS, deputyId: 'colleague' })
    expect(outcome).toMatchObject({
      kind: 'done',
      say: 'You are away from Mon 9 Mar to Fri 13 Mar. Name of colleague stands in.',
      requestId: '',
    })
    expect(changes[0]?.away).toEqual([{ personId: 'lead', away: { ...DAYS, deputyId: 'colleague' } }])
    expect(changes[0]?.access).toEqual([
      { at: AT, actorId: 'lead', action: 'set_away', subject: 'lead', outcome: 'done' },
    ])
  })

  it('may be without a deputy, for a single day, from a day that is past', async () => {
    const { outcome, changes } = await away({ from: '2026-03-01', to: '2026-03-03', deputyId: '' })
    expect(changes[0]?.away[0]?.away).toEqual({ from: '2026-03-01', to: '2026-03-03', deputyId: null })
    expect(outcome).toMatchObject({ say: expect.stringContaining('Nobody stands in') })
    expect((await away({ from: '2026-03-09', to: '2026-03-09' })).outcome.kind).toBe('done')
  })

  it('ends with empty days', async () => {
    const { outcome, changes } = await away({ from: '', to: '' })
    expect(outcome).toMatchObject({ kind: 'done', say: 'You are not away. Requests come as always.' })
    expect(changes[0]?.away).toEqual([{ personId: 'lead', away: null }])
  })

  it.each([
    ['from', { to: '2026-03-13' }],
    ['to', { from: '2026-03-09' }],
    ['to', { from: '2026-03-09', to: '2026-03-08' }],
    ['to', { from: '2026-03-01', to: '2026-03-02' }],
    ['from', { from: 'soon', to: '2026-03-02' }],
    ['deputyId', { ...DAYS, deputyId: 'lead' }],
    ['deputyId', { ...DAYS, deputyId: 'housing-officer' }],
    ['deputyId', { ...DAYS, deputyId: 'nobody' }],
  ])('is refused at %s for %j', async (field, input) => {
    const { outcome, changes } = await away(input)
    expect(outcome).toEqual({ kind: 'invalid', errors: { [field]: expect.stringMatching(/\.$/) } })
    expect(changes).toEqual([])
  })

  it('is for named leads', async () => {
    const { outcome, access } = await away(DAYS, PEOPLE.officer)
    expect(access[0]?.action).toBe('set_away')
    expect(outcome).toMatchObject({ kind: 'refused', code: 'not_yours' })
  })
})
