import { describe, expect, it } from 'vitest'
import type { Relation } from '../../../src/core/request/lifecycle.js'
import { rowsOf } from '../../../src/core/request/rights.js'
import {
  decidedWords,
  fillIn,
  lateWords,
  notYoursWords,
  STATE_WORDS,
} from '../../../src/core/request/sentences.js'
import { STATES } from '../../../src/core/request/states.js'
import { dateWords, dayWords } from '../../../src/core/time/words.js'
import { aCase, anApproval, anOffer } from '../../support/facts.js'

const APPROVED = { decision: 'approved', decidedAt: '2026-07-03T13:00:00.000Z', decidedBy: 'lead' } as const

describe('times in words', () => {
  it('are on the scheme’s clock, also in summer', () => {
    expect(dateWords('2026-11-24T14:00:00.000Z', 'Europe/London')).toBe('Tue 24 Nov, 14:00')
    expect(dateWords('2026-07-03T23:30:00.000Z', 'Europe/London')).toBe('Sat 4 Jul, 00:30')
    expect(dayWords('2026-07-03', 'Europe/London')).toBe('Fri 3 Jul')
    expect(dayWords('2026-07-03T23:30:00.000Z', 'Europe/London')).toBe('Sat 4 Jul')
  })
})

describe('whose step it is', () => {
  it('names everybody who may take it', () => {
    expect(notYoursWords(rowsOf('release'))).toBe('Only a coordinator can do this.')
    expect(notYoursWords(rowsOf('arrange_viewing'))).toBe(
      'Only a nominating officer of this request, the housing officer who made the offer or a coordinator can do this.',
    )
    expect(notYoursWords(rowsOf('open_details'))).toBe(
      'Only a housing officer of a partner that has the notice can do this.',
    )
    expect(notYoursWords([])).toBe('Nobody can do this.')
  })

  it('names two people with an "or"', () => {
    expect(notYoursWords(rowsOf('end_enquiry'))).toBe(
      'Only a nominating officer of this request or a coordinator can do this.',
    )
  })

  it('says where a coordinator can record it for them', () => {
    const [first] = rowsOf('approve')
    expect(notYoursWords([...rowsOf('release'), ...(first ? [first] : [])])).toContain(
      'record it on their behalf',
    )
    expect(notYoursWords(rowsOf('approve'))).toBe(
      'Only the landlord’s named lead can do this. A coordinator can record it on their behalf, when that person has said so.',
    )
  })
})

describe('who decided, and when', () => {
  it('is the last decision of the round that runs', () => {
    const approvals = [
      anApproval('lead', { ...APPROVED, round: 1, decidedAt: '2026-07-01T09:00:00.000Z' }),
      anApproval('second-lead', {
        ...APPROVED,
        round: 2,
        decidedAt: '2026-07-02T09:00:00.000Z',
        decidedBy: 'second-lead',
      }),
      anApproval('lead', { ...APPROVED, round: 2, decision: 'declined' }),
    ]
    expect(decidedWords(aCase({ approvals }))).toBe('Already declined by Name of lead at Fri 3 Jul, 14:00.')
    expect(decidedWords(aCase({ approvals: [...approvals].reverse() }))).toContain('declined by Name of lead')
  })

  it('is nobody while nobody has', () => {
    expect(decidedWords(aCase({ approvals: [anApproval('lead')] }))).toBeUndefined()
    expect(
      decidedWords(aCase({ approvals: [anApproval('lead', { ...APPROVED, ended: true })] })),
    ).toBeUndefined()
  })

  it('does not fail for somebody who has left', () => {
    const gone = aCase({ approvals: [anApproval('lead', { ...APPROVED, decidedBy: 'gone' })] })
    expect(decidedWords(gone)).toContain('by a colleague at')
  })
})

describe('too late, for officers and coordinators', () => {
  const approvals = [anApproval('lead', APPROVED)]

  it('says who decided for the landlord', () => {
    for (const relation of ['officer', 'coordinator'] as const) {
      for (const action of ['approve', 'decline', 'ask_question', 'send_to_panel'] as const) {
        expect(lateWords(aCase({ state: 'approved', approvals }), action, [relation])).toBe(
          'Already approved by Name of lead at Fri 3 Jul, 14:00.',
        )
      }
    }
  })

  it('says how the request stands since when', () => {
    expect(lateWords(aCase({ state: 'circulated', approvals }), 'release', ['coordinator'])).toBe(
      'The request has been with the partners since Mon 2 Mar, 09:00, so this step is not open.',
    )
    expect(lateWords(aCase({ state: 'submitted' }), 'approve', ['coordinator'])).toContain(
      'with the coordinator for checks',
    )
  })

  it('says to decide a chosen offer first', () => {
    const offered = aCase({
      state: 'under_offer',
      offers: [anOffer('made', { id: 'other' }), anOffer('passed_on')],
    })
    expect(lateWords(offered, 'hold', ['coordinator'])).toContain('decide that offer first')
    expect(lateWords(offered, 'close', ['coordinator'])).toContain('decide that offer first')
    expect(lateWords(offered, 'recall', ['coordinator'])).toContain('under offer since')
    const waiting = aCase({ state: 'on_hold', offers: [anOffer('made')] })
    expect(lateWords(waiting, 'hold', ['coordinator'])).toContain('on hold since')
  })

  it('says whom to phone where a change cannot be asked for', () => {
    expect(lateWords(aCase({ state: 'under_offer' }), 'ask_for_change', ['officer'])).toContain(
      'Please phone Harbourlight London on 020 7946 0100.',
    )
    expect(lateWords(aCase({ state: 'under_offer' }), 'submit', ['officer'])).not.toContain('phone')
  })

  it('speaks of the offer where only that has changed', () => {
    const offered = aCase({ state: 'circulated', offers: [anOffer('withdrawn')] })
    expect(lateWords(offered, 'withdraw_offer', ['coordinator'])).toContain('has changed meanwhile')
    expect(lateWords(offered, 'choose_offer', ['officer'])).toBe(
      'That offer has changed meanwhile. Please look at it again.',
    )
  })

  it('has a word for every state', () => {
    expect(Object.keys(STATE_WORDS).sort()).toEqual([...STATES].sort())
  })
})

describe('too late, for a named lead', () => {
  const lead: Relation[] = ['lead']

  it('says who decided and when, whatever became of the request since (P2)', () => {
    const words = STATES.map((state) =>
      lateWords(aCase({ state, approvals: [anApproval('lead', APPROVED)] }), 'approve', lead),
    )
    expect(new Set(words)).toEqual(new Set(['Already approved by Name of lead at Fri 3 Jul, 14:00.']))
  })

  it('says the same about withdrawing in every state (P2)', () => {
    const words = STATES.map((state) =>
      lateWords(
        aCase({ state, approvals: [anApproval('lead', APPROVED)], offers: [anOffer('accepted')] }),
        'withdraw_approval',
        lead,
      ),
    )
    expect(new Set(words)).toEqual(
      new Set(['This can no longer be done here. Please phone Harbourlight London on 020 7946 0100.']),
    )
  })

  it('says when the panel is expected', () => {
    const facts = aCase({
      state: 'with_panel',
      request: { panelOn: '2026-03-10' },
      approvals: [anApproval('lead')],
    })
    expect(lateWords(facts, 'send_to_panel', lead)).toBe(
      'Already sent to the panel, which is expected on Tue 10 Mar.',
    )
    expect(lateWords(aCase({ state: 'with_panel' }), 'send_to_panel', lead)).toContain(
      'not waiting for your decision',
    )
    expect(
      lateWords(aCase({ state: 'on_hold', request: { panelOn: '2026-03-10' } }), 'approve', lead),
    ).toContain('not waiting for your decision')
  })

  it('says that an answer is awaited, to a question of the landlord only', () => {
    const asked = (from: 'lead' | 'coordinator', answer?: string) => {
      const facts = aCase({ state: 'information_needed' })
      facts.request.form.approval.questions = [
        {
          id: 'q',
          askedBy: from,
          from,
          askedAt: '2026-03-02T09:30:00.000Z',
          text: 'Since when?',
          ...(answer && { answer }),
        },
      ]
      return facts
    }
    expect(lateWords(asked('lead'), 'approve', lead)).toBe(
      'A question was asked at Mon 2 Mar, 09:30, and its answer is awaited.',
    )
    expect(lateWords(asked('coordinator'), 'approve', lead)).toContain('not waiting for your decision')
    expect(lateWords(asked('lead', 'Since May.'), 'approve', lead)).toContain('not waiting for your decision')
    const back = asked('lead')
    back.request.state = 'submitted'
    expect(lateWords(back, 'approve', lead)).toContain('not waiting for your decision')
  })
})

describe('too late, for a housing officer', () => {
  it('reads the same whatever happened to the request (P2)', () => {
    const said = (relations: Relation[]) =>
      STATES.map((state) =>
        lateWords(
          aCase({ state, offers: [anOffer('accepted')], approvals: [anApproval('lead', APPROVED)] }),
          'make_offer',
          relations,
        ),
      )
    expect(new Set(said(['noticed']))).toEqual(new Set(['This notice is no longer available.']))
    expect(new Set(said(['noticed', 'offerer']))).toEqual(
      new Set(['This step is no longer open for your offer. Its card shows how it stands.']),
    )
  })

  it('reads something also where there is no case', () => {
    expect(lateWords({ ...aCase(), request: null }, 'approve', ['lead'])).toBe(
      'This step is not open at the moment.',
    )
  })
})

describe('texts of the scheme file', () => {
  it('get their names filled in, and keep what is unknown', () => {
    expect(fillIn('{one} and {two} of {area}', { one: 'first', area: { one: 'borough' } })).toBe(
      'first and {two} of {area}',
    )
  })
})
