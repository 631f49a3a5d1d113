import { describe, expect, it } from 'vitest'
import { coordinatorScreen } from '../../../src/core/screen/coordinator-screen.js'
import { offerScreen } from '../../../src/core/screen/offer-screen.js'
import { officerScreen } from '../../../src/core/screen/officer-screen.js'
import { aCase, anOffer, NOW } from '../../support/facts.js'

const AT = NOW.toISOString()
const WISH = { at: AT, by: 'officer', kind: 'change', text: 'two more areas', done: false } as const

function open(confidential: object, offers = [anOffer('refused')]) {
  const facts = aCase({ state: 'circulated', offers })
  facts.request.form.confidential = { ...facts.request.form.confidential, ...confidential }
  return facts
}

describe('what a nominating officer asks for', () => {
  it('stands on the coordinator’s card and on their own until somebody has seen to it, then among the notes', () => {
    const asked = open({ wishes: [WISH] })
    const line = 'Tue 3 Mar, 10:00, Name of officer asks for a change: "two more areas"'
    for (const screen of [coordinatorScreen(asked), officerScreen(asked)]) {
      expect(screen.wishes).toEqual([line])
      expect(screen.notes).toEqual([])
    }
    const seenTo = open({ wishes: [{ ...WISH, done: true }] })
    for (const screen of [coordinatorScreen(seenTo), officerScreen(seenTo)]) {
      expect(screen.wishes).toEqual([])
      expect(screen.notes).toEqual([line])
    }
  })
})

describe('reasons and notes', () => {
  it('are read by coordinator and nominating officer, in the order in which they were given', () => {
    const later = new Date(NOW.getTime() + 60_000).toISOString()
    const facts = open({
      notes: [{ at: later, by: 'coordinator', action: 'recall', reason: 'wrong_facts', note: 'two beds' }],
      contactLog: [{ at: AT, by: 'coordinator', text: 'the wrong landlord was asked' }],
    })
    for (const screen of [coordinatorScreen(facts), officerScreen(facts)])
      expect(screen.notes).toEqual([
        'Tue 3 Mar, 10:00, Name of coordinator: "the wrong landlord was asked"',
        'Tue 3 Mar, 10:01, Name of coordinator, recall: the facts are wrong "two beds"',
      ])
  })

  it('of a refused offer are read by coordinator and nominating officer, never by the officer who offered (section 4)', () => {
    const facts = open({}, [anOffer('refused', { endReason: 'area_unsafe', endNote: 'seen near there' })])
    const why = 'the area is not safe "seen near there"'
    for (const { offers } of [coordinatorScreen(facts), officerScreen(facts)])
      expect(offers.map((offer) => offer.why)).toEqual([why])
    const [offer] = facts.offers
    if (!offer) throw new Error('no offer')
    expect(JSON.stringify(offerScreen(facts, offer))).not.toMatch(/unsafe|seen near/)
  })
})

it('a nominating officer is not told of an offer that nobody has checked (D4)', () => {
  const at = (state: 'made' | 'area_checked') => officerScreen(open({}, [anOffer(state)])).waitingFor
  expect(at('made')).toBe('Housing partners: offer a home.')
  expect(at('area_checked')).toContain('choose an offer')
})
