import { describe, expect, it } from 'vitest'
import type { Change, CommitResult } from '../../../src/core/change.js'
import type { CaseQuery, OpenCase } from '../../../src/core/facts.js'
import { fireFollowUp } from '../../../src/core/follow-up/fire-follow-up.js'
import type { Ports, Release, SchemeStore } from '../../../src/core/ports.js'
import type { FollowUpRecord } from '../../../src/core/request/records.js'
import { StoreUnavailable } from '../../../src/core/store-unavailable.js'
import { aCase, anOffer, aRequest, countingIds, NOW } from '../offer/open-case.js'

const AT = NOW.toISOString()

describe('a follow-up that is due', () => {
  it('tells the people concerned, marks itself done and moves nothing (P3)', async () => {
    const held = aCase({ request: aRequest({ state: 'on_hold', reviewOn: '2026-03-03' }) })
    const desk = deskWith(held, row('hold_review', { dueAt: '2026-03-03T09:00:00.000Z' }))
    expect(await desk.fire()).toBe('told')
    expect(desk.commits).toEqual([
      {
        update: null,
        create: [],
        approvals: [],
        offers: [],
        notices: [],
        moves: [],
        ledger: [],
        followUps: { make: [], cancel: [], done: [{ id: 'f1', token: 'id-1' }] },
        audit: [],
        access: [],
        outbox: [
          {
            id: 'id-2',
            kind: 'message',
            requestId: 'r1',
            urgent: false,
            topic: 'hold_review',
            to: 'coordinators',
            offerId: null,
          },
        ],
        receipt: null,
        settled: null,
        intake: null,
        away: [],
      },
    ])
    expect(desk.rung).toEqual([{ schemeId: 'london', outbox: ['id-2'], followUps: [] }])
  })

  it('reads its own case as the program itself, and claims itself for a minute', async () => {
    const held = aCase({ request: aRequest({ state: 'on_hold', reviewOn: '2026-03-03' }) })
    const desk = deskWith(held, row('hold_review', { dueAt: '2026-03-03T09:00:00.000Z' }))
    await desk.fire()
    expect(desk.queries).toEqual([{ target: { requestId: 'r1' }, actor: 'system', key: null }])
    expect(desk.claims).toEqual([{ id: 'f1', token: 'id-1', now: NOW, leaseMs: 60_000 }])
  })

  it('tells each audience of its kind, urgently where it is about safety', async () => {
    const raised = aCase({ request: aRequest({ safetyRaisedAt: '2026-03-03T09:30:00.000Z' }) })
    const desk = deskWith(raised, row('safety_unacknowledged', { dueAt: AT }))
    await desk.fire()
    expect(desk.commits[0]?.outbox.map(({ to, urgent }) => [to, urgent])).toEqual([
      ['officers', true],
      ['coordinators', true],
    ])
  })

  it('names the offer it is about', async () => {
    const offer = anOffer({ state: 'passed_on', replyBy: '2026-03-03T10:00:00.000Z' })
    const facts = aCase({
      request: aRequest({ state: 'under_offer' }),
      offers: [anOffer({ id: 'o2' }), offer],
    })
    const desk = deskWith(facts, row('offer_lapse_prompt', { subjectId: 'o1', dueAt: AT }))
    expect(await desk.fire()).toBe('told')
    expect(desk.commits[0]?.outbox).toMatchObject([{ topic: 'offer_lapse_prompt', offerId: 'o1' }])
  })

  it('comes again after 28 days where it is a review (D14)', async () => {
    const facts = aCase({ offers: [anOffer()] })
    const desk = deskWith(facts, row('review', { dueAt: '2026-03-03T09:00:00.000Z' }))
    expect(await desk.fire()).toBe('told')
    expect(desk.commits[0]?.followUps).toEqual({
      make: [
        {
          id: 'id-2',
          requestId: 'r1',
          kind: 'review',
          subjectId: '',
          dueAt: '2026-03-31T09:00:00.000Z',
          state: 'pending',
        },
      ],
      cancel: [],
      done: [{ id: 'f1', token: 'id-1' }],
    })
    expect(desk.commits[0]?.outbox).toMatchObject([{ topic: 'review', to: 'officers', offerId: null }])
    expect(desk.rung[0]?.followUps).toHaveLength(1)
  })

  it('comes again after a while for the bidding check', async () => {
    const request = aRequest()
    request.form.approval.housingMovesRegistered = true
    const desk = deskWith(aCase({ request }), row('housing_moves_check'))
    await desk.fire()
    expect(desk.commits[0]?.followUps.make).toMatchObject([{ dueAt: '2026-03-31T09:00:00.000Z' }])
  })

  it('asks a waiting officer again after five working days, on a morning', async () => {
    const facts = aCase({ offers: [anOffer({ keepUntil: '2026-02-24T17:30:00.000Z' })] })
    const desk = deskWith(facts, row('keep_or_release', { subjectId: 'o1' }))
    expect(await desk.fire()).toBe('told')
    expect(desk.commits[0]?.followUps.make).toMatchObject([
      { subjectId: 'o1', dueAt: '2026-03-10T09:00:00.000Z' },
    ])
  })

  it('keeps the next one off holidays', async () => {
    const desk = deskWith(aCase(), row('review'), { now: new Date('2026-03-06T10:00:00.000Z') })
    await desk.fire()
    expect(desk.commits[0]?.followUps.make).toMatchObject([{ dueAt: '2026-04-07T08:00:00.000Z' }])
  })
})

describe('a follow-up that became due while nothing ran', () => {
  it.each([
    ['at three in the morning', '2026-03-04T03:00:00.000Z', '2026-03-04T09:00:00.000Z'],
    ['at the weekend', '2026-03-07T11:00:00.000Z', '2026-03-09T09:00:00.000Z'],
    ['on a bank holiday', '2026-04-06T10:00:00.000Z', '2026-04-07T08:00:00.000Z'],
    ['in the night in which summer time begins', '2026-03-29T01:30:00.000Z', '2026-03-30T08:00:00.000Z'],
    ['in the hour that comes twice when it ends', '2026-10-25T01:30:00.000Z', '2026-10-26T09:00:00.000Z'],
  ])('waits for the next working morning when the machine wakes %s', async (_when, now, morning) => {
    const desk = deskWith(aCase(), row('review'), { now: new Date(now) })
    expect(await desk.fire()).toBe('put_off')
    expect(desk.commits).toEqual([])
    expect(desk.releases).toEqual([{ attempts: 3, until: new Date(morning), note: null }])
  })

  it('does not wait where it is about safety', async () => {
    const raised = aCase({ request: aRequest({ safetyRaisedAt: '2026-03-03T09:30:00.000Z' }) })
    const followUp = row('safety_unacknowledged', { dueAt: AT })
    const desk = deskWith(raised, followUp, { now: new Date('2026-03-04T03:00:00.000Z') })
    expect(await desk.fire()).toBe('told')
  })
})

describe('a follow-up of a newer program', () => {
  it('is left for that one: neither told nor cancelled', async () => {
    const desk = deskWith(aCase(), row('horoscope'))
    expect(await desk.fire()).toBe('put_off')
    expect(desk.commits).toEqual([])
    expect(desk.releases).toEqual([{ attempts: 3, until: new Date(NOW.getTime() + 60_000), note: null }])
  })
})

describe('a follow-up that fails', () => {
  it('is given back with the code of the failure, and one more try stands', async () => {
    const desk = deskWith(aCase(), row('review'), { failure: new TypeError('what somebody typed') })
    await expect(desk.fire()).rejects.toThrow(TypeError)
    expect(desk.releases).toEqual([
      { attempts: 4, until: new Date(NOW.getTime() + 60_000), note: 'TypeError' },
    ])
  })

  it('is no worse for a store that gave no answer', async () => {
    const desk = deskWith(aCase(), row('review'), { failure: new StoreUnavailable(null) })
    await expect(desk.fire()).rejects.toThrow(StoreUnavailable)
    expect(desk.releases).toEqual([{ attempts: 3, until: null, note: null }])
  })
})

describe('a follow-up that the case has overtaken', () => {
  it.each<[string, OpenCase | null, FollowUpRecord]>([
    ['the state has moved on', aCase(), row('hold_review')],
    [
      'its offer has ended',
      aCase({ offers: [anOffer({ state: 'released' })] }),
      row('keep_or_release', { subjectId: 'o1' }),
    ],
    [
      'it is about another offer',
      aCase({ offers: [anOffer()] }),
      row('keep_or_release', { subjectId: 'o2' }),
    ],
    [
      'its time has moved',
      aCase({ request: aRequest({ state: 'on_hold', reviewOn: '2026-03-20' }) }),
      row('hold_review'),
    ],
    ['the case cannot be found any more', null, row('review')],
    ['it belongs to no request', aCase(), row('review', { requestId: null })],
  ])('is cancelled without a word when %s', async (_title, facts, followUp) => {
    const desk = deskWith(facts, followUp)
    expect(await desk.fire()).toBe('cancelled')
    expect(desk.commits).toMatchObject([{ outbox: [], followUps: { make: [], cancel: ['f1'], done: [] } }])
    expect(desk.rung).toEqual([])
  })
})

describe('two workers', () => {
  it('do not fire the same follow-up: whoever has no claim does nothing', async () => {
    const desk = deskWith(aCase(), null)
    expect(await desk.fire()).toBe('not_ours')
    expect(desk.queries).toEqual([])
    expect(desk.commits).toEqual([])
  })

  it('leave it for later when the case changed meanwhile, and ring nothing', async () => {
    for (const facts of [aCase(), null]) {
      const desk = deskWith(facts, row('review'), { result: 'conflict' })
      expect(await desk.fire()).toBe('conflict')
      expect(desk.rung).toEqual([])
    }
  })
})

/** One scheme with one case and one follow-up, which writes down what is asked of it. */
function deskWith(
  facts: OpenCase | null,
  followUp: FollowUpRecord | null,
  { now = NOW, result = 'committed', failure }: { now?: Date; result?: CommitResult; failure?: Error } = {},
) {
  const commits: Change[] = []
  const queries: CaseQuery[] = []
  const claims: unknown[] = []
  const rung: { schemeId: string; outbox?: string[]; followUps?: FollowUpRecord[] }[] = []
  const releases: Release[] = []
  const store: Pick<SchemeStore, 'schemeId' | 'claimFollowUp' | 'releaseFollowUp' | 'readCase' | 'commit'> = {
    schemeId: 'london',
    async claimFollowUp(id, token, at, leaseMs) {
      claims.push({ id, token, now: at, leaseMs })
      return followUp && { ...followUp, attempts: 4 }
    },
    async releaseFollowUp(_id, _token, release) {
      releases.push(release)
    },
    async readCase(query) {
      queries.push(query)
      if (failure) throw failure
      return facts && { ...facts, actor: null }
    },
    async commit(change) {
      commits.push(change)
      return result
    },
  }
  const ports = {
    store: { forScheme: () => store },
    clock: { now: () => now },
    ids: countingIds(),
    doorbell: { ring: (schemeId: string, work: object) => rung.push({ schemeId, ...work }) },
  } as unknown as Ports
  return { fire: () => fireFollowUp(ports, 'london', 'f1'), commits, queries, claims, rung, releases }
}

function row(kind: string, change: Partial<FollowUpRecord> = {}): FollowUpRecord {
  return { id: 'f1', requestId: 'r1', kind, subjectId: '', dueAt: AT, state: 'pending', ...change }
}
