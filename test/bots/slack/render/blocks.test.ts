import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderHome, renderMessage, renderViewModal } from '../../../../src/bots/slack/render/blocks.js'
import { checkLimits } from '../../../../src/bots/slack/render/limits.js'
import { viewOf } from '../../../../src/bots/views/index.js'
import { viewWords } from '../../../../src/bots/views/view-words.js'
import type { Screen } from '../../../../src/core/placement/screens.js'
import { checkBlocks, checkView } from '../../../../src/standins/slack/check.js'
import { london } from '../../../core/scheme/london.js'
import { PLACEMENT, SCREENS } from '../../golden/screens.js'
import { ARBITRARY_SCREENS, arbitraryNotice } from '../../support/arbitrary-screens.js'

const words = viewWords(london())
const CARDS: readonly Screen['screen'][] = [
  'notice',
  'details',
  'approval_card',
  'officer_card',
  'coordinator_card',
  'offer_card',
  'message',
]

/** The whole of what a lock screen can show. */
const SUMMARIES: Readonly<Record<string, string[]>> = {
  notice: ['A new notice', 'A notice has changed'],
  details: ['Details of a notice'],
  approval_card: ['An approval waits for you', 'An approval request has changed'],
  officer_card: ['News of one of your requests'],
  coordinator_card: ['A request has changed'],
  offer_card: ['News of one of your offers'],
  message: ['A message', 'A reminder', 'Urgent: please read now'],
  home: ['Your Home page'],
  list: ['Your list'],
  page: ['The page you asked for'],
}

describe('whatever the data', () => {
  test.each(Object.entries(ARBITRARY_SCREENS))('%s is within the limits of a message', (_name, screens) => {
    fc.assert(
      fc.property(screens, (screen) => {
        const message = renderMessage(viewOf(screen, PLACEMENT, words))
        expect(checkLimits(message, 'message')).toEqual([])
        expect(checkBlocks(message.blocks, 'message')).toEqual([])
      }),
      { numRuns: 15 },
    )
  })

  test.each(Object.entries(ARBITRARY_SCREENS))(
    '%s is within the limits of Home and modals',
    (_name, screens) => {
      fc.assert(
        fc.property(screens, (screen) => {
          const view = viewOf(screen, PLACEMENT, words)
          for (const payload of [renderHome(view), renderViewModal(view, 'A page with a very long title')]) {
            expect(checkLimits(payload, payload.type)).toEqual([])
            expect(checkView(payload)).toEqual([])
          }
        }),
        { numRuns: 8 },
      )
    },
  )

  test.each(CARDS)('%s ends with "Safety concern" and "Risk has changed"', (kind) => {
    fc.assert(
      fc.property(ARBITRARY_SCREENS[kind], (screen) => {
        const { blocks } = renderMessage(viewOf(screen, PLACEMENT, words))
        const last = JSON.stringify(blocks.at(-1))
        expect(last).toContain('"action_id":"raise_safety_concern"')
        expect(last).toContain('"action_id":"report_risk_change"')
      }),
      { numRuns: 8 },
    )
  })

  test('a notification says nothing of the case', () => {
    for (const [kind, screens] of Object.entries(ARBITRARY_SCREENS))
      for (const screen of fc.sample(screens, 5))
        expect(SUMMARIES[kind]).toContain(renderMessage(viewOf(screen, PLACEMENT, words)).text)
  })
})

describe('a notice', () => {
  test('shows its own fields and fixed words, and nothing else', () => {
    fc.assert(
      fc.property(arbitraryNotice, (screen) => {
        const other = { ...screen, partnerReference: 'P-2' } as const
        const smuggled = { ...other, household: 'SECRET', reference: 'SECRET', requestId: 'SECRET' }
        const drawn = renderMessage(viewOf(smuggled, PLACEMENT, words))
        expect(drawn).toEqual(renderMessage(viewOf(other, PLACEMENT, words)))
        expect(JSON.stringify(drawn)).not.toContain('SECRET')
      }),
      { numRuns: 30 },
    )
  })

  test('its buttons carry the placement and its revision and no other id', () => {
    const { blocks } = renderMessage(viewOf(SCREENS['notice-open'] as Screen, PLACEMENT, words))
    const values = [...JSON.stringify(blocks).matchAll(/"value":"([^"]*)"/g)].map(([, value]) => value)
    expect(values).toEqual(
      ['open_details', 'make_offer', 'raise_safety_concern', 'report_risk_change'].map(
        (action) => `${action}?placement=${PLACEMENT.placementId}&revision=${PLACEMENT.revision}`,
      ),
    )
  })

  test('that is over looks the same whatever the home was', () => {
    fc.assert(
      fc.property(arbitraryNotice, arbitraryNotice, (one, two) => {
        const over = { status: 'not_available', partnerReference: 'P-1' } as const
        expect(viewOf({ ...one, ...over }, PLACEMENT, words)).toEqual(
          viewOf({ ...two, ...over }, PLACEMENT, words),
        )
      }),
      { numRuns: 20 },
    )
  })

  test('cannot stand on a request, whose id would let partners join notices', () => {
    const request = { kind: 'request', requestId: 'r1', version: 1 } as const
    expect(() => viewOf(SCREENS['notice-open'] as Screen, request, words)).toThrow(/placement/)
  })
})

describe('what people typed', () => {
  const drawn = (typed: string) =>
    JSON.stringify(
      renderMessage(
        viewOf(
          { screen: 'page', title: typed, intro: typed, sections: [{ heading: typed, words: typed }] },
          PLACEMENT,
          words,
        ),
      ),
    )

  test('calls nobody and links nowhere', () => {
    expect(drawn('<!channel> & <https://x.test|y>')).toContain('&lt;!channel&gt; &amp;')
    for (const text of drawn('<!channel>').matchAll(/"type":"mrkdwn","text":"([^"]*)","verbatim":(\w+)/g)) {
      expect(text[1]).not.toContain('<!channel>')
      expect(text[2]).toBe('true')
    }
  })
})

describe('a Home with more rows than fit', () => {
  const row = { code: 'W-1', line: 'Submitted', since: '2026-11-24T14:00:00.000Z', flag: null, buttons: [] }
  const rows = Array.from({ length: 300 }, (_, index) => ({ ...row, requestId: `r${index}` }))
  const home = renderHome(
    viewOf(
      { ...(SCREENS['home-quiet'] as Extract<Screen, { screen: 'home' }>), waitsForMe: rows },
      PLACEMENT,
      words,
    ),
  )

  test('says how many more there are and where to find them', () => {
    const shown = JSON.stringify(home).split('"action_id":"read_request:').length - 1
    expect(shown).toBeGreaterThan(50)
    expect(JSON.stringify(home)).toContain(`and ${300 - shown} more: type /reciprocal waiting`)
    expect(checkView(home)).toEqual([])
  })
})
