import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Block, checkBlocks, checkView, type SlackStandin } from '../../../src/standins/slack/index.js'
import { button, clientOf, modal, NORTH_TOKEN, refusal, section, startWorld, textInput } from './support.js'

let slack: SlackStandin
let now = 1_768_000_000_000
beforeEach(async () => {
  slack = await startWorld({ clock: () => now, postRateLimit: true })
})
afterEach(() => slack.close())

const of = (n: number, block: (i: number) => Block = () => section('x')) =>
  Array.from({ length: n }, (_, i) => block(i))
const element = (element: Record<string, unknown>) => [textInput('a', { element })]
const option = (text: string, value = text) => ({ text: { type: 'plain_text', text }, value })

describe('what Slack refuses to show', () => {
  it.each<[string, unknown, string]>([
    ['51 blocks', of(51), 'no more than 50 items allowed [json-pointer:/blocks]'],
    ['3,001 characters of text', [section('x'.repeat(3_001))], 'must be less than 3001 characters'],
    ['empty text', [section('')], 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    ['11 fields', [{ type: 'section', fields: of(11).map((b) => b.text) }], 'no more than 10 items'],
    ['an empty section', [{ type: 'section' }], 'missing required field: text or fields'],
    ['26 buttons', [{ type: 'actions', elements: of(26).map(() => firstButton()) }], 'no more than 25 items'],
    ['a long button value', [button('a', 'x'.repeat(2_001))], 'must be less than 2001 characters'],
    ['a long action id', [button('a'.repeat(256))], 'must be less than 256 characters'],
    ['two blocks with one id', [button('a'), button('a')], 'already exists'],
    ['an unknown block', [{ type: 'marquee' }], 'unsupported type: marquee'],
    ['an unknown property', [{ ...section('x'), colour: 'red' }], 'invalid additional property: colour'],
    [
      'a text input among buttons',
      [{ type: 'actions', elements: [{ type: 'plain_text_input' }] }],
      'unsupported',
    ],
    ['no options', element({ type: 'static_select', options: [] }), 'no fewer than 1 items'],
    [
      '101 options',
      element({ type: 'static_select', options: of(101).map((_, i) => option(`${i}`)) }),
      '100',
    ],
    ['a long option', element({ type: 'static_select', options: [option('x'.repeat(76), 'v')] }), '76 char'],
    [
      '11 checkboxes',
      element({ type: 'checkboxes', options: of(11).map((_, i) => option(`${i}`)) }),
      '10 items',
    ],
    [
      'an initial option that is not offered',
      element({ type: 'static_select', options: [option('a')], initial_option: option('b') }),
      'initial option must match',
    ],
    [
      'markup in a label',
      [{ ...textInput('a'), label: { type: 'mrkdwn', text: 'x' } }],
      'unsupported type: mrkdwn',
    ],
  ])('%s', (_, blocks, sentence) => {
    expect(checkBlocks(blocks, 'message').join('\n')).toContain(sentence)
  })

  it('a modal takes 100 blocks, a title of 24 characters and 3,000 of private metadata, and no more', () => {
    const most = modal(of(100), {
      title: { type: 'plain_text', text: 'x'.repeat(24) },
      private_metadata: 'x'.repeat(3_000),
    })
    expect(checkView(most)).toEqual([])
    expect(checkView({ ...most, blocks: of(101) })).toHaveLength(1)
    expect(checkView({ ...most, title: { type: 'plain_text', text: 'x'.repeat(25) } })).toHaveLength(1)
    expect(checkView({ ...most, private_metadata: 'x'.repeat(3_001) })).toHaveLength(1)
    expect(checkView({ ...most, callback_id: 'x'.repeat(256) })).toHaveLength(1)
    const noSubmit = { ...modal([textInput('a')]), submit: undefined }
    expect(checkView(noSubmit)).toEqual(['missing required field: submit [json-pointer:/view]'])
    expect(checkView({ type: 'home', blocks: [section('x')], title: most.title })).toHaveLength(1)
  })
})

describe('over the wire', () => {
  it('says invalid_blocks with a pointer, and saves nothing', async () => {
    const call = clientOf(slack, NORTH_TOKEN).chat.postMessage({
      channel: 'C0NORTH',
      text: 'x',
      blocks: of(51),
    })
    await expect(call).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        response_metadata: { messages: ['[ERROR] no more than 50 items allowed [json-pointer:/blocks]'] },
      },
    })
    expect(slack.store.messages('C0NORTH')).toEqual([])
  })

  it('refuses blocks too long in all, text too long, and metadata without a type', async () => {
    const client = clientOf(slack, NORTH_TOKEN)
    const post = (more: object) =>
      refusal(client.chat.postMessage({ channel: 'C0NORTH', text: 'x', ...more }))
    expect(await post({ blocks: of(5, () => section('x'.repeat(2_900))) })).toBe('msg_blocks_too_long')
    expect(await post({ text: 'x'.repeat(40_001) })).toBe('msg_too_long')
    expect(await post({ metadata: { event_type: '', event_payload: {} } })).toBe('invalid_metadata_format')
    expect(await post({ text: '' })).toBe('no_text')
  })

  it('one message a second and channel, when switched on', async () => {
    const client = clientOf(slack, NORTH_TOKEN)
    await client.chat.postMessage({ channel: 'C0NORTH', text: 'one' })
    await client.chat.postMessage({ channel: 'U0ADA', text: 'another channel' })
    const second = client.chat.postMessage({ channel: 'C0NORTH', text: 'two' })
    await expect(second).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 })
    now += 1_000
    await client.chat.postMessage({ channel: 'C0NORTH', text: 'two' })
  })
})

function firstButton() {
  return { type: 'button', text: { type: 'plain_text', text: 'x' } }
}
