import { describe, expect, test } from 'vitest'
import { checkLimits } from '../../../../src/bots/slack/render/limits.js'

const text = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) })
const section = (length: number) => ({ type: 'section', text: text(length) })
const button = (over: object = {}) => ({ type: 'button', text: text(5), action_id: 'a', value: 'v', ...over })
const actions = (...elements: object[]) => ({ type: 'actions', elements })
const message = (...blocks: object[]) => checkLimits({ blocks }, 'message')
const input = (element: object) => ({ type: 'input', block_id: 'b', label: text(5), element })

/** At the limit nothing is said; one more is found. */
const EDGES: readonly [what: string, fits: object, over: object][] = [
  ['section text', section(3_000), section(3_001)],
  ['header', { type: 'header', text: text(150) }, { type: 'header', text: text(151) }],
  ['button text', actions(button({ text: text(75) })), actions(button({ text: text(76) }))],
  [
    'button value',
    actions(button({ value: 'v'.repeat(2_000) })),
    actions(button({ value: 'v'.repeat(2_001) })),
  ],
  [
    'action id',
    actions(button({ action_id: 'a'.repeat(255) })),
    actions(button({ action_id: 'a'.repeat(256) })),
  ],
  ['block id', { ...section(1), block_id: 'b'.repeat(255) }, { ...section(1), block_id: 'b'.repeat(256) }],
  [
    'fields',
    { type: 'section', fields: Array.from({ length: 10 }, () => text(9)) },
    { type: 'section', fields: Array.from({ length: 11 }, () => text(9)) },
  ],
  ['a field', { type: 'section', fields: [text(2_000)] }, { type: 'section', fields: [text(2_001)] }],
  [
    'elements in actions',
    actions(...Array.from({ length: 25 }, (_, index) => button({ action_id: `a${index}` }))),
    actions(...Array.from({ length: 26 }, (_, index) => button({ action_id: `a${index}` }))),
  ],
  [
    'elements in context',
    { type: 'context', elements: Array.from({ length: 10 }, () => text(9)) },
    { type: 'context', elements: Array.from({ length: 11 }, () => text(9)) },
  ],
  [
    'an accessory',
    { ...section(1), accessory: button() },
    { ...section(1), accessory: button({ text: text(76) }) },
  ],
  [
    'options',
    input({ type: 'static_select', action_id: 'a', options: options(100) }),
    input({ type: 'static_select', action_id: 'a', options: options(101) }),
  ],
  [
    'option text',
    input({ type: 'radio_buttons', action_id: 'a', options: options(1, 75) }),
    input({ type: 'radio_buttons', action_id: 'a', options: options(1, 76) }),
  ],
  [
    'short lists',
    input({ type: 'checkboxes', action_id: 'a', options: options(10) }),
    input({ type: 'checkboxes', action_id: 'a', options: options(11) }),
  ],
  [
    'a question',
    actions(button({ confirm: { title: text(100), text: text(300), confirm: text(30), deny: text(30) } })),
    actions(button({ confirm: { title: text(101), text: text(300), confirm: text(30), deny: text(30) } })),
  ],
]

function options(count: number, length = 5) {
  return Array.from({ length: count }, (_, index) => ({ text: text(length), value: `v${index}` }))
}

describe('Slack’s limits', () => {
  test.each(EDGES)('%s', (_what, fits, over) => {
    expect(message(fits)).toEqual([])
    expect(message(over)).toHaveLength(1)
  })

  test('blocks: 50 in a message, 100 in a modal and in Home', () => {
    const blocks = (count: number) => Array.from({ length: count }, () => ({ type: 'divider' }))
    expect(checkLimits({ blocks: blocks(50) }, 'message')).toEqual([])
    expect(checkLimits({ blocks: blocks(51) }, 'message')).toEqual(['51 blocks in a message'])
    for (const surface of ['modal', 'home'] as const) {
      expect(checkLimits({ blocks: blocks(100) }, surface)).toEqual([])
      expect(checkLimits({ blocks: blocks(101) }, surface)).toHaveLength(1)
    }
  })

  test('all blocks of a message together', () => {
    expect(message(...Array.from({ length: 4 }, () => section(2_900)))).toEqual([])
    expect(message(...Array.from({ length: 5 }, () => section(2_900)))).toEqual(['too large for a message'])
  })

  test('title, buttons, metadata and callback of a modal', () => {
    const modal = (over: object) => checkLimits({ type: 'modal', blocks: [], ...over } as never, 'modal')
    expect(
      modal({ title: text(24), submit: text(24), close: text(24), private_metadata: 'm'.repeat(3_000) }),
    ).toEqual([])
    for (const over of [
      { title: text(25) },
      { submit: text(25) },
      { close: text(25) },
      { private_metadata: 'm'.repeat(3_001) },
      { callback_id: 'c'.repeat(256) },
    ])
      expect(modal(over)).toHaveLength(1)
  })

  test('ids that are there twice, empty texts and blocks that nobody knows', () => {
    expect(message({ ...section(1), block_id: 'b' }, { ...section(1), block_id: 'b' })).toHaveLength(1)
    expect(message(actions(button(), button()))).toHaveLength(1)
    expect(message(section(0))).toHaveLength(1)
    expect(message({ type: 'video' })).toHaveLength(1)
  })
})
