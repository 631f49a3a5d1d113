import { describe, expect, it } from 'vitest'
import { approveRequest } from '../../../src/core/approval/approve-request.js'
import { declineRequest } from '../../../src/core/approval/decline-request.js'
import type { PersonRecord } from '../../../src/core/request/records.js'
import {
  aCase,
  anApproval,
  aPerson,
  aScheme,
  CAMDEN,
  effectsOf,
  NOW,
  PEOPLE,
  refusalOf,
} from '../../support/facts.js'

const AT = NOW.toISOString()
const OK = { identityConfirmed: true }
const BOTH = [anApproval('lead'), anApproval('second-lead')]
const ALL_LEADS = aScheme({ approval: { policy: 'all_leads' } })

const waiting = (more: Parameters<typeof aCase>[0] = {}) =>
  aCase({ state: 'awaiting_approval', actor: PEOPLE.lead, approvals: BOTH, ...more })

describe('approving', () => {
  it('records who decided, allocates a reference and tells the officers', () => {
    const effects = effectsOf(approveRequest, waiting({ request: { panelOn: '2026-03-10' } }), OK)
    expect(effects.approvals).toEqual([
      { ...BOTH[0], decision: 'approved', decidedAt: AT, decidedBy: 'lead' },
    ])
    expect(effects.request?.reference).toMatch(/^ARC-[0-9A-Z]{4}-26$/)
    expect(effects.request?.panelOn).toBeNull()
    expect(effects.state).toBeUndefined()
    expect(effects.tell).toEqual([{ topic: 'approved', to: 'officers' }])
  })

  it('keeps the reference of an earlier approval (D8)', () => {
    expect(
      effectsOf(approveRequest, waiting({ request: { reference: 'ARC-7K3Q-26' } }), OK).request?.reference,
    ).toBe('ARC-7K3Q-26')
  })

  it.each([undefined, false, 'yes'])(
    'without identity confirmed by phone (%s) is refused at the box',
    (identityConfirmed) => {
      expect(refusalOf(approveRequest, waiting(), { identityConfirmed })).toMatchObject({
        code: 'invalid',
        field: 'identityConfirmed',
        say: expect.stringContaining('phone'),
      })
    },
  )

  it('keeps the tenancy check apart, in closed answers only', () => {
    const check = (input: object) =>
      effectsOf(approveRequest, waiting(), { ...OK, ...input }).request?.form?.confidential.tenancyCheck
    expect(check({ rentAccountCheck: 'clear', conductCheck: 'no_concerns' })).toEqual({
      rentAccount: 'clear',
      conduct: 'no_concerns',
    })
    expect(check({ rentAccountCheck: 'plan', conductCheck: '' })).toEqual({
      rentAccount: 'plan',
      conduct: 'not_given',
    })
    expect(check({ conductCheck: 'ask_us' })).toEqual({ rentAccount: 'not_given', conduct: 'ask_us' })
    expect(check({})).toBeUndefined()
    expect(refusalOf(approveRequest, waiting(), { ...OK, conductCheck: 'She shouts.' })).toMatchObject({
      field: 'conductCheck',
    })
    expect(refusalOf(approveRequest, waiting(), { ...OK, rentAccountCheck: 'x' })).toMatchObject({
      field: 'rentAccountCheck',
    })
  })

  it('leaves the form as it is where nothing was said about the tenancy, so nothing is sealed anew', () => {
    const facts = waiting()
    expect(effectsOf(approveRequest, facts, OK).request?.form).toBe(facts.request.form)
  })

  it('is for somebody else than the nominating officer, also on behalf of a lead (D1)', () => {
    const both: PersonRecord = aPerson('officer', 'landlord', ['nominating_officer', 'coordinator'])
    expect(refusalOf(approveRequest, waiting({ actor: both }), OK, { by: PEOPLE.lead }).code).toBe(
      'four_eyes',
    )
    expect(
      refusalOf(
        declineRequest,
        waiting({ actor: both }),
        { ...OK, reason: 'not_our_tenant' },
        { by: PEOPLE.lead },
      ).code,
    ).toBe('four_eyes')
  })

  it('on behalf of a lead is decided for the lead, and says who pressed', () => {
    const effects = effectsOf(approveRequest, waiting({ actor: PEOPLE.coordinator }), OK, {
      by: PEOPLE.secondLead,
    })
    expect(effects.approvals).toEqual([
      { ...BOTH[1], decision: 'approved', decidedAt: AT, decidedBy: 'coordinator' },
    ])
  })

  it('by a deputy decides the approval of the lead who is away, on those days only', () => {
    const away = (from: string, to: string) => {
      const people = [
        { ...PEOPLE.lead, away: { from, to, deputyId: 'colleague' } },
        PEOPLE.secondLead,
        PEOPLE.colleague,
      ]
      return waiting({ actor: PEOPLE.colleague, people })
    }
    expect(effectsOf(approveRequest, away('2026-03-01', '2026-03-05'), OK).approvals).toEqual([
      { ...BOTH[0], decision: 'approved', decidedAt: AT, decidedBy: 'colleague' },
    ])
    expect(refusalOf(approveRequest, away('2026-03-04', '2026-03-05'), OK).code).toBe('already_decided')
  })

  it('where all leads are asked, stays until the last one has approved', () => {
    const first = effectsOf(approveRequest, waiting({ scheme: ALL_LEADS, state: 'with_panel' }), {
      ...OK,
      rentAccountCheck: 'clear',
    })
    expect(first.state).toBe('with_panel')
    expect(first.request?.reference).toBeUndefined()
    expect(first.request?.form?.confidential.tenancyCheck?.rentAccount).toBe('clear')
    expect(first.approvals).toHaveLength(1)
    expect(first.say).toContain('1 more lead has')
    expect(first.codes).toEqual({ waiting: 1 })
    const three = [...BOTH, anApproval('third-lead')]
    expect(effectsOf(approveRequest, waiting({ scheme: ALL_LEADS, approvals: three }), OK).say).toContain(
      '2 more leads have',
    )

    const one = anApproval('lead', { decision: 'approved', decidedAt: AT, decidedBy: 'lead' })
    const last = waiting({
      scheme: ALL_LEADS,
      actor: PEOPLE.secondLead,
      approvals: [one, anApproval('second-lead')],
    })
    const effects = effectsOf(approveRequest, last, OK)
    expect(effects.state).toBeUndefined()
    expect(effects.request?.reference).toMatch(/^ARC-/)
  })

  it('where all leads are asked, an earlier round and ended access do not count', () => {
    const approvals = [
      anApproval('second-lead', { round: 1 }),
      anApproval('lead', { round: 2 }),
      anApproval('third', { round: 2, ended: true }),
    ]
    expect(effectsOf(approveRequest, waiting({ scheme: ALL_LEADS, approvals }), OK).state).toBeUndefined()
  })

  it('twice by the same lead changes nothing', () => {
    const one = anApproval('lead', { decision: 'approved', decidedAt: AT, decidedBy: 'lead' })
    const facts = waiting({ scheme: ALL_LEADS, approvals: [one, anApproval('second-lead')] })
    expect(refusalOf(approveRequest, facts, OK).code).toBe('already_decided')
    expect(refusalOf(declineRequest, facts, { ...OK, reason: 'not_our_tenant' }).code).toBe('already_decided')
  })

  it('by a deputy of two leads decides one after the other', () => {
    const away = { from: '2026-03-01', to: '2026-03-05', deputyId: 'colleague' }
    const people = [{ ...PEOPLE.lead, away }, { ...PEOPLE.secondLead, away }, PEOPLE.colleague]
    const one = anApproval('lead', { decision: 'approved', decidedAt: AT, decidedBy: 'colleague' })
    const facts = waiting({
      scheme: ALL_LEADS,
      actor: PEOPLE.colleague,
      people,
      approvals: [one, anApproval('second-lead')],
    })
    expect(effectsOf(approveRequest, facts, OK).approvals?.[0]?.personId).toBe('second-lead')
  })

  it('by a lead who is also a deputy decides the own approval first', () => {
    const away = { from: '2026-03-01', to: '2026-03-05', deputyId: 'second-lead' }
    const facts = waiting({ actor: PEOPLE.secondLead, people: [{ ...PEOPLE.lead, away }, PEOPLE.secondLead] })
    expect(effectsOf(approveRequest, facts, OK).approvals?.[0]?.personId).toBe('second-lead')
  })
})

describe('declining', () => {
  const OWN_STOCK = { ...OK, reason: 'own_stock', safeArea: CAMDEN, expectedDate: '2026-03-20' }

  it('records the reason for coordinator and nominating officer, and the lead who decided', () => {
    const facts = waiting({ request: { panelOn: '2026-03-10' } })
    const effects = effectsOf(declineRequest, facts, { ...OK, reason: 'other', note: 'A long story.' })
    expect(effects.approvals).toEqual([
      { ...BOTH[0], decision: 'declined', decidedAt: AT, decidedBy: 'lead' },
    ])
    expect(effects.request?.form?.confidential.notes).toEqual([
      { at: AT, by: 'lead', action: 'decline', reason: 'other', note: 'A long story.' },
    ])
    expect(effects.request).toMatchObject({ panelOn: null, reviewOn: null })
    expect(effects.codes).toBeUndefined()
    expect(effects.tell).toEqual([{ topic: 'declined', to: 'officers' }])
    expect(effects.say).not.toContain('other')
  })

  it('leaves no empty note', () => {
    const effects = effectsOf(declineRequest, waiting(), { ...OK, reason: 'not_our_tenant' })
    expect(effects.request?.form?.confidential.notes).toEqual([
      { at: AT, by: 'lead', action: 'decline', reason: 'not_our_tenant' },
    ])
  })

  it('for own stock names a safe area and a day, and comes back after 28 days', () => {
    const effects = effectsOf(declineRequest, waiting(), { ...OWN_STOCK, note: 'Two homes are free.' })
    expect(effects.request?.reviewOn).toBe('2026-03-31')
    expect(effects.request?.form?.confidential.notes[0]?.note).toBe(
      'Own stock: Camden, expected by Fri 20 Mar. Two homes are free.',
    )
  })

  it.each([
    ['reason', { ...OK }],
    ['reason', { ...OK, reason: 'because' }],
    ['identityConfirmed', { reason: 'not_our_tenant' }],
    ['note', { ...OK, reason: 'other' }],
    ['note', { ...OK, reason: 'other', note: 'Lives at E8 1DY.' }],
    ['safeArea', { ...OWN_STOCK, safeArea: '' }],
    ['safeArea', { ...OWN_STOCK, safeArea: 'E99' }],
    ['expectedDate', { ...OWN_STOCK, expectedDate: '' }],
    ['expectedDate', { ...OWN_STOCK, expectedDate: '2026-03-02' }],
    ['note', { ...OK, reason: 'possession_action', linkChecked: true }],
    ['linkChecked', { ...OK, reason: 'possession_action', note: 'Since May.', linkChecked: false }],
  ])('is refused at %s for %j', (field, input) => {
    expect(refusalOf(declineRequest, waiting(), input)).toMatchObject({ field })
  })

  it('asks for area, day and check only where the reason calls for them', () => {
    expect(effectsOf(declineRequest, waiting(), { ...OWN_STOCK, expectedDate: '2026-03-03' })).toBeDefined()
    expect(
      effectsOf(declineRequest, waiting(), {
        ...OK,
        reason: 'possession_action',
        note: 'Since May.',
        linkChecked: true,
      }),
    ).toBeDefined()
    expect(
      effectsOf(declineRequest, waiting(), { ...OK, reason: 'not_our_tenant', expectedDate: '2026-01-01' }),
    ).toBeDefined()
  })
})
