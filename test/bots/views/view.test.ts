import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { viewOf } from '../../../src/bots/views/index.js'
import type { Part, View } from '../../../src/bots/views/view.js'
import { viewWords } from '../../../src/bots/views/view-words.js'
import type { ApprovalScreen, OfferScreen, Screen } from '../../../src/core/placement/screens.js'
import { london } from '../../core/scheme/london.js'
import { PLACEMENT, SCREENS } from '../golden/screens.js'
import { ARBITRARY_SCREENS } from '../support/arbitrary-screens.js'

const words = viewWords(london())
const draw = (screen: Screen): View => viewOf(screen, PLACEMENT, words)
const golden = (name: string): Screen => SCREENS[name] as Screen

/** Actions of all buttons, rows of lists included. */
function actionsIn(view: View): string[] {
  return view.parts.flatMap((part: Part) => {
    if (part.part === 'actions') return part.buttons.map(({ value }) => value.action)
    if (part.part !== 'list') return []
    return part.items.flatMap(({ buttons = [] }) => buttons.map(({ value }) => value.action))
  })
}

describe('views', () => {
  test('are pure: the same data twice gives the same view, and the data stays as it was', () => {
    for (const screen of Object.values(SCREENS)) {
      const before = structuredClone(screen)
      expect(draw(screen)).toEqual(draw(screen))
      expect(screen).toEqual(before)
    }
  })

  test('offer no step on a card that core did not allow there', () => {
    const settling = ['send_again', 'confirm_gone', 'try_again']
    const drawnByViews = [
      'raise_safety_concern',
      'report_risk_change',
      'on_behalf',
      'show_access_log',
      ...settling,
    ]
    for (const kind of [
      'approval_card',
      'officer_card',
      'coordinator_card',
      'offer_card',
      'message',
    ] as const)
      fc.assert(
        fc.property(ARBITRARY_SCREENS[kind], (screen) => {
          const given = 'buttons' in screen ? screen.buttons : []
          const offers = 'offers' in screen ? screen.offers.flatMap((offer) => offer.buttons) : []
          const allowed = [...given, ...offers].map(({ action }) => action as string)
          expect(
            actionsIn(draw(screen)).filter((a) => !allowed.includes(a) && !drawnByViews.includes(a)),
          ).toEqual([])
        }),
        { numRuns: 5 },
      )
  })

  test('show every step that core allows on a card', () => {
    expect(actionsIn(draw(golden('coordinator-pending')))).toEqual([
      'send_again',
      'confirm_gone',
      'try_again',
      'check_area',
      'arrange_viewing',
      'accept_offer',
      'refuse_offer',
      'recall',
      'hold',
      'close',
      'acknowledge_safety',
      'show_access_log',
      'on_behalf',
      'raise_safety_concern',
      'report_risk_change',
    ])
  })

  test('a lead reads whom to phone for the name, and not to type it', () => {
    const texts = JSON.stringify(draw(golden('approval-pending')))
    expect(texts).toContain(
      'Phone Nadia North (Safe & Sound) on 020 7946 0102 for the name. Do not type it here.',
    )
  })

  test('a decided approval shows no fact of the case any more', () => {
    const decided = golden('approval-decided') as ApprovalScreen
    expect(draw(decided).parts.filter(({ part }) => part === 'facts' || part === 'list')).toEqual([])
  })

  test('a home that was not taken up looks the same for every reason that reads the same', () => {
    const refused = golden('offer-not-taken-up') as OfferScreen
    expect(draw({ ...refused, status: 'not_taken_up' })).toEqual(draw(refused))
    expect(JSON.stringify(draw(refused))).not.toContain('Nominating officer')
  })

  test('a row of Home acts on its own request', () => {
    const list = draw(golden('home-busy')).parts.find(({ part }) => part === 'list' && part !== undefined)
    expect(list).toBeDefined()
    const buttons = draw(golden('home-busy')).parts.flatMap((part) =>
      part.part === 'list' ? part.items.flatMap((item) => item.buttons ?? []) : [],
    )
    expect(buttons.every(({ value }) => value.requestId !== undefined)).toBe(true)
  })
})
