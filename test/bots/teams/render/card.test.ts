import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkCard, renderCard, sayCard, viewDialog } from '../../../../src/bots/teams/render/index.js'
import type { ActionSet, AdaptiveCard, ShowCard } from '../../../../src/bots/teams/render/model.js'
import { ACTION_LABELS, isBotAction } from '../../../../src/bots/views/action-labels.js'
import { encodeButton } from '../../../../src/bots/views/button-value.js'
import { button } from '../../../../src/bots/views/buttons.js'
import { viewOf } from '../../../../src/bots/views/index.js'
import type { View } from '../../../../src/bots/views/view.js'
import { viewWords } from '../../../../src/bots/views/view-words.js'
import type { Screen } from '../../../../src/core/placement/screens.js'
import { london } from '../../../core/scheme/london.js'
import { PLACEMENT, SCREENS } from '../../golden/screens.js'
import { ARBITRARY_SCREENS, arbitraryNotice } from '../../support/arbitrary-screens.js'
import { wrongWith } from '../../support/card-judge.js'
import { buttonsOf, dataOf, elementsOf, plainIn } from '../../support/card-reader.js'

const words = viewWords(london())
const draw = (screen: Screen): AdaptiveCard => renderCard(viewOf(screen, PLACEMENT, words))
const golden = (name: string): Screen => SCREENS[name] ?? expect.fail(name)
const CARDS: readonly Screen['screen'][] = [
  'notice',
  'details',
  'approval_card',
  'officer_card',
  'coordinator_card',
  'offer_card',
  'message',
]

/** Presses of the view's own rows, then of its lists. */
function pressesOf({ parts }: View) {
  const own = parts.flatMap((part) => (part.part === 'actions' ? part.buttons : []))
  const listed = parts.flatMap((part) =>
    part.part === 'list' ? part.items.flatMap(({ buttons = [] }) => buttons) : [],
  )
  const encoded = (buttons: typeof own) => buttons.map(({ value }) => encodeButton(value))
  return { own: encoded(own), listed: encoded(listed) }
}

describe('each screen as a card', () => {
  test.each(Object.entries(SCREENS))(
    '%s is one that Teams takes, in a message and in a dialog',
    (_name, screen) => {
      const dialog = viewDialog(viewOf(screen, PLACEMENT, words), 'A page').card
      expect([...checkCard(draw(screen)), ...wrongWith(draw(screen))]).toEqual([])
      expect([...checkCard(dialog), ...wrongWith(dialog)]).toEqual([])
    },
  )

  test('says on a lock screen what Slack says', () => {
    for (const screen of Object.values(SCREENS))
      expect(draw(screen).fallbackText).toBe(viewOf(screen, PLACEMENT, words).summary)
  })

  test('never asks to be refreshed: that would show what has to wait for the daily batch', () => {
    for (const screen of Object.values(SCREENS)) expect(JSON.stringify(draw(screen))).not.toContain('refresh')
  })
})

describe('whatever the data', () => {
  test.each(Object.entries(ARBITRARY_SCREENS))('%s is a card that Teams takes', (_name, screens) => {
    fc.assert(
      fc.property(screens, (screen) => {
        const card = draw(screen)
        expect([...checkCard(card), ...wrongWith(card)]).toEqual([])
      }),
      { numRuns: 12 },
    )
  })

  test.each(Object.entries(ARBITRARY_SCREENS))('%s loses no button of its own', (_name, screens) => {
    fc.assert(
      fc.property(screens, (screen) => {
        const view = viewOf(screen, PLACEMENT, words)
        const { own, listed } = pressesOf(view)
        const drawn = dataOf(renderCard(view)).map(({ press }) => press)
        expect(drawn).toEqual(expect.arrayContaining(own))
        expect(drawn.filter((press) => ![...own, ...listed].includes(press ?? ''))).toEqual([])
      }),
      { numRuns: 6 },
    )
  })

  test.each(CARDS)('%s ends with "Safety concern" and "Risk has changed"', (kind) => {
    fc.assert(
      fc.property(ARBITRARY_SCREENS[kind], (screen) => {
        const last = draw(screen).body.at(-1) as ActionSet
        expect(last.actions.map(({ title }) => title)).toEqual(['Safety concern', 'Risk has changed'])
      }),
      { numRuns: 6 },
    )
  })
})

describe('a notice', () => {
  test('shows its own fields and fixed words, and nothing else', () => {
    fc.assert(
      fc.property(arbitraryNotice, (screen) => {
        const other = { ...screen, partnerReference: 'P-2' } as const
        const smuggled = { ...other, household: 'SECRET', reference: 'SECRET', requestId: 'SECRET' }
        expect(draw(smuggled)).toEqual(draw(other))
        expect(JSON.stringify(draw(smuggled))).not.toContain('SECRET')
      }),
      { numRuns: 20 },
    )
  })

  test('its buttons carry the placement and its revision and no other id', () => {
    expect(dataOf(draw(golden('notice-open'))).map(({ press }) => press)).toEqual(
      ['open_details', 'make_offer', 'raise_safety_concern', 'report_risk_change'].map(
        (action) => `${action}?placement=${PLACEMENT.placementId}&revision=${PLACEMENT.revision}`,
      ),
    )
  })
})

describe('a button', () => {
  const drawn = (action: string, place: 'message' | 'dialog' = 'message') => {
    if (!isBotAction(action)) return expect.fail(action)
    const view: View = { summary: 's', parts: [{ part: 'actions', buttons: [button(action, PLACEMENT)] }] }
    const card = place === 'message' ? renderCard(view) : viewDialog(view, 'A page').card
    return (card.body[0] as ActionSet).actions[0]
  }
  const acting = Object.keys(ACTION_LABELS).filter(
    (action) => isBotAction(action) && !ACTION_LABELS[action].form && !/^(show|read|open)_/.test(action),
  )
  const opening = Object.keys(ACTION_LABELS).filter((action) => !acting.includes(action))

  test.each(opening)('%s asks for a dialog: it opens a form or a page to read', (action) => {
    expect(drawn(action)).toMatchObject({
      type: 'Action.Submit',
      data: { msteams: { type: 'task/fetch' }, press: expect.stringContaining(`${action}?placement=`) },
    })
  })

  test.each(acting)('%s acts, with its name as verb and the same press for older clients', (action) => {
    const found = drawn(action)
    const press = found?.type === 'Action.ShowCard' ? found.card.actions?.[0] : found
    expect(press).toMatchObject({ type: 'Action.Execute', verb: action, fallback: { type: 'Action.Submit' } })
    if (press?.type !== 'Action.Execute') return expect.fail(action)
    expect(press.fallback.data).toEqual(press.data)
    expect(press.data).toEqual({ press: expect.stringContaining(`${action}?placement=`) })
  })

  test('in a dialog every press comes back as that dialog’s own', () => {
    for (const action of [...opening, ...acting]) {
      const found = drawn(action, 'dialog')
      const press = found?.type === 'Action.ShowCard' ? found.card.actions?.[0] : found
      expect([action, press?.type, press && 'data' in press && Object.keys(press.data)]).toEqual([
        action,
        'Action.Submit',
        ['press'],
      ])
    }
  })

  test('that cannot be undone shows its question first, and acts only from below it', () => {
    for (const [action, { confirm, label }] of Object.entries(ACTION_LABELS)) {
      if (!confirm) continue
      const asked = drawn(action) as ShowCard
      expect(asked).toMatchObject({ type: 'Action.ShowCard', title: label })
      expect(plainIn(asked.card)).toEqual([confirm.title, confirm.words])
      expect(asked.card.actions?.map(({ title }) => title)).toEqual([label])
    }
  })

  test('stands in a row that is short enough for a phone, however many there are', () => {
    const rows = elementsOf(draw(golden('coordinator-pending'))).filter(({ type }) => type === 'ActionSet')
    for (const { actions } of rows as ActionSet[]) {
      expect(actions.length).toBeLessThanOrEqual(3)
      if (actions.length > 1) expect(actions.map(({ title }) => title).join('').length).toBeLessThan(36)
    }
  })

  test('says what it does by its style', () => {
    expect(drawn('approve')).toMatchObject({ style: 'positive' })
    expect(drawn('decline')).toMatchObject({ style: 'destructive' })
    expect(drawn('hold')).not.toHaveProperty('style')
  })
})

describe('parts', () => {
  const parts = (...given: View['parts']) => renderCard({ summary: 's', parts: given })

  test('a status has a sign and a colour', () => {
    expect(parts({ part: 'status', tone: 'urgent', words: 'Phone now' }).body).toEqual([
      {
        type: 'RichTextBlock',
        inlines: [{ type: 'TextRun', text: '🚨 Phone now', weight: 'bolder', color: 'attention' }],
      },
    ])
  })

  test('a warning stands before the details of its item', () => {
    const item = { text: 'Home', detail: 'Camden', warnings: ['Too small'] }
    expect(plainIn(parts({ part: 'list', items: [item] }))).toEqual(['• Home', '\n⚠️ Too small', '\nCamden'])
  })

  test('a long fact, one of several lines and an address have the whole width', () => {
    const facts = ['short', 'w'.repeat(200), 'one\ntwo', 'https://x.test'].map((value) => ({
      label: 'L',
      value,
    }))
    expect(parts({ part: 'facts', facts }).body.map(({ type }) => type)).toEqual([
      'FactSet',
      'RichTextBlock',
      'RichTextBlock',
      'RichTextBlock',
    ])
  })

  test('a divider is a line above what follows', () => {
    const note = { part: 'note', text: 'n' } as const
    expect(parts(note, { part: 'divider' }, note).body.map(({ separator }) => separator)).toEqual([
      undefined,
      true,
    ])
    expect(wrongWith(parts({ part: 'divider' }))).toEqual([])
  })

  test('an image has its words', () => {
    const card = parts({ part: 'image', url: 'https://files.test/1.png', alt: 'Moves by month' })
    expect(wrongWith(card)).toEqual([])
    expect(card.body[0]).toMatchObject({ type: 'Image', altText: 'Moves by month' })
  })
})

describe('a Home with more rows than fit', () => {
  const row = { code: 'W-1', line: 'Submitted', since: '2026-11-24T14:00:00.000Z', flag: null, buttons: [] }
  const rows = Array.from({ length: 300 }, (_, index) => ({ ...row, requestId: `r${index}` }))
  const quiet = golden('home-quiet') as Extract<Screen, { screen: 'home' }>
  const home = draw({ ...quiet, waitsForMe: rows })

  test('says how many more there are and what to type, without a slash', () => {
    const shown = buttonsOf(home).filter(({ title }) => title === 'Open').length
    expect(shown).toBeGreaterThan(40)
    expect(plainIn(home)).toContain(`and ${300 - shown} more: type waiting`)
    expect(checkCard(home)).toEqual([])
  })
})

test('a sentence is a card', () => {
  for (const words of ['Saved.', '', '*'.repeat(5_000)]) {
    expect([...checkCard(sayCard(words)), ...wrongWith(sayCard(words))]).toEqual([])
    expect(plainIn(sayCard(words))).toEqual([words || '–'])
  }
})
