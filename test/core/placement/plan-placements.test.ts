import { describe, expect, it } from 'vitest'
import type { PlacementRecord } from '../../../src/core/placement/placement.js'
import { planPlacements } from '../../../src/core/placement/plan-placements.js'
import type { OutboxRow } from '../../../src/core/ports.js'
import type { PartnerRecord } from '../../../src/core/request/records.js'
import {
  aCase,
  aNotice,
  anApproval,
  aPerson,
  countedIds,
  NOW,
  PARTNERS,
  PEOPLE,
} from '../../support/facts.js'

const CHANGED: OutboxRow = {
  ...{ id: 'row', kind: 'request_changed', requestId: 'request', urgent: false },
  ...{ topic: null, to: null, offerId: null },
}
const MORNING = new Date(NOW.getTime() + 9 * 3_600_000).toISOString()

it('a message that waits for the morning goes on waiting, whatever changes meanwhile', () => {
  const waiting = {
    ...{ id: 'm', key: 'message:m:officer', screen: 'message', topic: 'put_on_hold', personId: 'officer' },
    conversation: { platform: 'slack', tenant: 'T', kind: 'person', id: 'U' },
    ...{
      requestId: 'request',
      noticeId: null,
      offerId: null,
      partnerId: null,
      message: null,
      withdraw: false,
    },
    ...{ face: 'told:', shownFace: null, wanted: 1, shown: 0, state: 'planned', dueAt: MORNING },
    ...{ attempts: 0, attemptedAt: null, note: null },
  } as PlacementRecord
  const planned = (placement: PlacementRecord) =>
    planPlacements(aCase({ state: 'on_hold', placements: [placement] }), CHANGED, countedIds(), NOW)
      .filter(({ key }) => key === waiting.key)
      .map(({ dueAt }) => dueAt)
  expect(planned(waiting)).toEqual([MORNING])
  const message = { conversation: waiting.conversation, roomId: 'D', messageId: '1' }
  expect(planned({ ...waiting, message, state: 'sent' })).toEqual([NOW.toISOString()])
})

it.each<[string, Partial<PartnerRecord>, string]>([
  ['has left the scheme', { active: false }, 'not_available'],
  ['has taken on an excluded person', { staff: [{ id: 'perpetrator', team: null }] }, 'not_available'],
  ['has taken on somebody else', { staff: [{ id: 'somebody', team: null }] }, 'open'],
])('the notice of a partner that %s reads so at once', (_what, more, face) => {
  const conversation = { platform: 'slack', tenant: 'T', kind: 'room', id: 'C' } as const
  const placed = {
    ...{
      id: 'n',
      key: 'notice:notice-of-camden-homes',
      screen: 'notice',
      noticeId: 'notice-of-camden-homes',
    },
    ...{ requestId: 'request', partnerId: 'camden-homes', topic: null, personId: null, offerId: null },
    ...{
      conversation,
      message: { conversation, roomId: 'C', messageId: '1' },
      face: 'open',
      shownFace: 'open',
    },
    ...{ wanted: 1, shown: 1, state: 'sent', withdraw: false, dueAt: MORNING },
    ...{ attempts: 0, attemptedAt: null, note: null },
  } as PlacementRecord
  const facts = aCase({
    state: 'circulated',
    notices: [aNotice('camden-homes')],
    placements: [placed],
    partners: PARTNERS.map((each) => (each.id === 'camden-homes' ? { ...each, ...more } : each)),
  })
  facts.request.form.confidential.exclusions = [{ kind: 'person', id: 'perpetrator' }]
  const [notice] = planPlacements(facts, CHANGED, countedIds(), NOW).filter(
    ({ screen }) => screen === 'notice',
  )
  expect(notice?.face).toBe(face)
  if (face === 'not_available') expect(notice?.dueAt).toBe(NOW.toISOString())
})

describe('the card of a deputy who has decided', () => {
  const conversation = { platform: 'slack', tenant: 'T', kind: 'person', id: 'deputy' } as const
  const deputy = aPerson('deputy', 'landlord', [])
  const card = {
    ...{ id: 'c', key: 'approval:approval-of-lead:deputy', screen: 'approval_card', personId: 'deputy' },
    ...{ conversation, message: { conversation, roomId: 'D', messageId: '1' }, face: 'decided:x:0' },
    ...{ shownFace: 'decided:x:0', wanted: 2, shown: 2, state: 'sent', withdraw: false, dueAt: MORNING },
    ...{ requestId: 'request', noticeId: null, offerId: null, partnerId: null, topic: null },
    ...{ attempts: 0, attemptedAt: null, note: null },
  } as PlacementRecord
  const planned = (more: Parameters<typeof aCase>[0]) =>
    planPlacements(
      aCase({
        accounts: [
          { ...conversation, userId: 'deputy', personId: 'deputy', lastActedAt: null, confirmed: true },
        ],
        people: [...Object.values(PEOPLE), deputy],
        placements: [card],
        ...more,
      }),
      CHANGED,
      countedIds(),
      NOW,
    ).filter(({ key }) => key === card.key)
  const decided = [
    anApproval('lead', { decision: 'approved', decidedBy: 'deputy', decidedAt: NOW.toISOString() }),
  ]

  it('stays as it is, whatever becomes of the request, whether the lead is back or not (P2)', () => {
    for (const state of ['circulated', 'accepted', 'moved'] as const)
      for (const people of [[...Object.values(PEOPLE), deputy], Object.values(PEOPLE)])
        expect(planned({ state, people, approvals: decided })).toEqual([])
  })

  it('goes while the landlord decides anew, when they are excluded, and when they have left', () => {
    const withdraws = (more: Parameters<typeof aCase>[0]) => planned(more).map(({ withdraw }) => withdraw)
    expect(withdraws({ state: 'awaiting_approval', approvals: [anApproval('lead')] })).toEqual([true])
    expect(withdraws({ state: 'circulated', approvals: decided, accounts: [] })).toEqual([true])
  })
})

describe('when nobody is left who may act', () => {
  const account = (personId: string) => ({
    ...{ platform: 'slack' as const, tenant: 'T', userId: personId, personId },
    ...{ lastActedAt: null, confirmed: true },
  })
  const told = (more: Parameters<typeof aCase>[0], row: Partial<OutboxRow> = {}, now = NOW) =>
    planPlacements(
      aCase({ accounts: ['coordinator', 'lead', 'officer'].map(account), ...more }),
      { ...CHANGED, ...row },
      countedIds(),
      now,
    ).filter(({ screen }) => screen === 'message')
  const without = (...ids: string[]) => Object.values(PEOPLE).filter(({ id }) => !ids.includes(id))

  it('the coordinators hear that the last nominating officer is gone, once', () => {
    const gone = { state: 'circulated' as const, people: without('officer') }
    const [first, ...more] = told(gone)
    expect([first?.topic, first?.personId, more]).toEqual(['no_officer_left', 'coordinator', []])
    const again = told({ ...gone, placements: [first as PlacementRecord] })
    expect(again.map(({ key, face, withdraw }) => [key, face, withdraw])).toEqual([
      [first?.key, first?.face, false],
    ])
    expect(told({ state: 'circulated' })).toEqual([])
    expect(told({ ...gone, state: 'draft' })).toHaveLength(1)
    for (const state of ['enquiry', 'moved', 'closed'] as const) expect(told({ ...gone, state })).toEqual([])
  })

  it('the message goes when somebody may act again, and comes again when that ends', () => {
    const gone = { state: 'circulated' as const, people: without('officer') }
    const first = told(gone).slice(0, 1) as PlacementRecord[]
    const back = told({ state: 'circulated', placements: first })
    expect(back.map(({ key, withdraw }) => [key, withdraw])).toEqual([[first[0]?.key, true]])
    const taken = first.map((each) => ({ ...each, withdraw: true, state: 'withdrawn' as const }))
    expect(told({ state: 'circulated', placements: taken })).toEqual([])
    expect(told({ ...gone, placements: taken }).map(({ key, withdraw }) => [key, withdraw])).toEqual([
      [first[0]?.key, false],
    ])
  })

  it('an excluded officer is nobody', () => {
    const facts = aCase({ state: 'circulated', accounts: ['coordinator', 'officer'].map(account) })
    facts.request.form.confidential.exclusions = [{ kind: 'person', id: 'officer' }]
    const topics = planPlacements(facts, CHANGED, countedIds(), NOW).flatMap(({ topic }) => topic ?? [])
    expect(topics).toEqual(['no_officer_left'])
  })

  it('and the last lead who was asked, by leaving or by exclusion, while the landlord has to decide', () => {
    const asked = { state: 'awaiting_approval' as const, approvals: [anApproval('lead')] }
    expect(told(asked)).toEqual([])
    expect(told({ ...asked, people: without('lead') }).map(({ topic }) => topic)).toEqual(['no_lead_left'])
    expect(
      told({ ...asked, approvals: [anApproval('lead', { ended: true })] }).map(({ topic }) => topic),
    ).toEqual(['no_lead_left'])
    expect(told({ ...asked, state: 'approved', people: without('lead') })).toEqual([])
  })

  it('at once where somebody was excluded, and otherwise not at night', () => {
    const night = new Date('2026-03-03T23:00:00Z')
    const gone = { state: 'circulated' as const, people: without('officer') }
    expect(told(gone, { urgent: true }, night)[0]?.dueAt).toBe(night.toISOString())
    expect(new Date(told(gone, {}, night)[0]?.dueAt ?? 0).getUTCHours()).toBeGreaterThan(5)
  })
})

describe('when an applicant has died', () => {
  const conversation = (id: string) => ({ platform: 'slack', tenant: 'T', kind: 'person', id }) as const
  const account = (personId: string) => ({
    ...{ platform: 'slack' as const, tenant: 'T', userId: personId, personId },
    ...{ lastActedAt: null, confirmed: true },
  })
  const facts = (safetyRaisedAt: string | null, placements: PlacementRecord[] = []) =>
    aCase({
      state: 'closed',
      request: { closedReason: 'applicant_died', safetyRaisedAt },
      accounts: ['coordinator', 'officer'].map(account),
      placements,
    })
  const told = (at: ReturnType<typeof facts>, topic: string, to: OutboxRow['to']) =>
    planPlacements(at, { ...CHANGED, kind: 'message', urgent: true, topic, to }, countedIds(), NOW).map(
      ({ personId }) => personId,
    )
  const raised = facts(NOW.toISOString())

  it.each(['safety_concern', 'risk_change', 'safety_unacknowledged'])(
    '%s reaches coordinators all the same, who were said to phone back, and nobody else',
    (topic) => {
      expect(told(raised, topic, 'coordinators')).toEqual(['coordinator'])
      expect(told(raised, topic, 'officers')).toEqual([])
      expect(told(facts(null), topic, 'coordinators')).toEqual([])
    },
  )

  it('no other message reaches anybody', () => {
    for (const to of ['coordinators', 'officers', 'leads'] as const)
      expect(told(raised, 'hold_review', to)).toEqual([])
    expect(told(raised, 'safety_acknowledged', 'officers')).toEqual([])
  })

  it('a call that is still to be told is not taken back by what changes meanwhile, and a reminder is', () => {
    const waiting = (topic: string, personId: string) =>
      ({
        ...{ id: topic, key: `message:${topic}:${personId}`, screen: 'message', topic, personId },
        ...{ conversation: conversation(personId), requestId: 'request', noticeId: null, offerId: null },
        ...{ partnerId: null, message: null, withdraw: false, face: 'told:', shownFace: null, wanted: 1 },
        ...{ shown: 0, state: 'planned', dueAt: MORNING, attempts: 0, attemptedAt: null, note: null },
      }) as PlacementRecord
    const placements = [
      waiting('safety_concern', 'coordinator'),
      waiting('safety_unacknowledged', 'officer'),
      waiting('hold_review', 'coordinator'),
    ]
    const goes = (safetyRaisedAt: string | null) =>
      planPlacements(facts(safetyRaisedAt, placements), CHANGED, countedIds(), NOW)
        .filter(({ screen, withdraw }) => screen === 'message' && withdraw)
        .map(({ topic }) => topic)
    expect(goes(NOW.toISOString())).toEqual(['safety_unacknowledged', 'hold_review'])
    expect(goes(null)).toEqual(['safety_concern', 'safety_unacknowledged', 'hold_review'])
  })
})
