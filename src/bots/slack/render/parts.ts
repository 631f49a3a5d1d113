import type { ActionsBlock, Button, KnownBlock, SectionBlock } from '@slack/types'
import type { Fact } from '../../../core/placement/screens.js'
import { type ButtonValue, encodeButton } from '../../views/button-value.js'
import { type DrawnPart, moreWords } from '../../views/fit.js'
import { cut } from '../../views/shorten.js'
import type { ListItem, ListPart, Tone, ViewButton } from '../../views/view.js'
import { LIMITS } from './limits.js'
import { bold, escaped, markdown, plain } from './text.js'

const SIGNS: Readonly<Record<Tone, string>> = {
  plain: '🔹',
  good: '✅',
  waiting: '⏳',
  urgent: '🚨',
  ended: '⚪',
}

/** A fact longer than this reads badly in half a column. */
const SHORT_FACT = 160

/** Blocks of one part; `most` is the longest text drawn, so that a crowded card can be drawn more briefly. */
export function drawPart(part: DrawnPart, most: number): KnownBlock[] {
  switch (part.part) {
    case 'heading':
      return [{ type: 'header', text: plain(part.text, LIMITS.header) }]
    case 'text':
      return [{ type: 'section', text: titled(part.title, part.text, most) }]
    case 'facts':
      return drawFacts(part.facts, most)
    case 'list':
      return drawList(part, most)
    case 'status':
      return [
        { type: 'section', text: markdown(`${SIGNS[part.tone]} ${bold(part.words, most - 5)}`, LIMITS.text) },
      ]
    case 'note':
      return [{ type: 'context', elements: [plain(part.text, Math.min(most, LIMITS.context))] }]
    case 'image':
      return [{ type: 'image', image_url: part.url, alt_text: cut(part.alt, 2_000) || 'Image' }]
    case 'actions':
      return drawActions(part.buttons)
    case 'divider':
      return [{ type: 'divider' }]
  }
}

/** The action's name, and the offer or row it is about, so that it is unique in its block. */
export function actionIdOf({ action, offerId, requestId, step }: ButtonValue): string {
  const about = offerId ?? requestId ?? step
  return about ? `${action}:${about}` : action
}

function titled(title: string | undefined, text: string, most: number) {
  if (!title) return plain(text, most)
  const heading = bold(title, 200)
  return markdown([heading, escaped(text, most - heading.length - 1)].filter(Boolean).join('\n'), LIMITS.text)
}

function drawFacts(facts: readonly Fact[], most: number): KnownBlock[] {
  const blocks: SectionBlock[] = []
  let short: SectionBlock | null = null
  for (const { label, value } of facts) {
    const heading = bold(label, 150)
    if (value.length > SHORT_FACT) {
      short = null
      const words = escaped(value, most - heading.length - 1)
      blocks.push({ type: 'section', text: markdown(`${heading}\n${words}`, LIMITS.text) })
      continue
    }
    if (!short || (short.fields ?? []).length >= LIMITS.fields) {
      short = { type: 'section', fields: [] }
      blocks.push(short)
    }
    const limit = Math.min(most, LIMITS.field)
    short.fields?.push(markdown(`${heading}\n${escaped(value, limit - heading.length - 1) || '–'}`, limit))
  }
  return blocks
}

function drawList(part: ListPart & { leftOut?: number }, most: number): KnownBlock[] {
  const leftOut = part.leftOut ?? 0
  const blocks: KnownBlock[] = []
  if (part.title) blocks.push({ type: 'section', text: markdown(bold(part.title, 200), LIMITS.text) })
  if (part.items.length === 0 && leftOut === 0 && part.empty)
    blocks.push({ type: 'context', elements: [plain(part.empty, LIMITS.context)] })
  const pressable = part.items.some((item) => (item.buttons ?? []).length > 0)
  blocks.push(
    ...(pressable ? part.items.flatMap((item) => drawItem(item, most)) : drawLines(part.items, most)),
  )
  const more = moreWords(part)
  if (more) blocks.push({ type: 'context', elements: [plain(more, LIMITS.context)] })
  return blocks
}

function drawItem(item: ListItem, most: number): KnownBlock[] {
  const text = markdown(lines(item, most).join('\n'), LIMITS.text)
  const buttons = item.buttons ?? []
  const [first, ...others] = buttons
  if (first && others.length === 0) return [{ type: 'section', text, accessory: drawButton(first) }]
  return [{ type: 'section', text }, ...drawActions(buttons)]
}

/** Items without buttons share sections, as many as fit in one. */
function drawLines(items: readonly ListItem[], most: number): KnownBlock[] {
  const texts: string[] = []
  for (const item of items) {
    const words = lines(item, most).join('\n').slice(0, LIMITS.text)
    const last = texts.at(-1)
    if (last !== undefined && last.length + words.length < most) texts[texts.length - 1] = `${last}\n${words}`
    else texts.push(words)
  }
  return texts.map((text) => ({ type: 'section', text: markdown(text, LIMITS.text) }))
}

/** Warnings stand before the details, so that brevity never costs them. */
function lines(item: ListItem, most: number): string[] {
  const each = Math.min(most, 900)
  const heading = item.buttons?.length ? bold(item.text, each) : item.text && `• ${escaped(item.text, each)}`
  return [
    heading,
    ...(item.warnings ?? []).map((warning) => `⚠️ ${escaped(warning, each)}`),
    escaped(item.detail ?? '', each),
  ].filter((line) => line !== '')
}

function drawActions(buttons: readonly ViewButton[]): ActionsBlock[] {
  const rows: ActionsBlock[] = []
  for (let start = 0; start < buttons.length; start += LIMITS.actions)
    rows.push({ type: 'actions', elements: buttons.slice(start, start + LIMITS.actions).map(drawButton) })
  return rows
}

function drawButton({ label, style, confirm, value }: ViewButton): Button {
  return {
    type: 'button',
    text: { type: 'plain_text', text: cut(label, LIMITS.button) },
    action_id: actionIdOf(value),
    value: encodeButton(value),
    ...(style && { style }),
    ...(confirm && {
      confirm: {
        title: plain(confirm.title, LIMITS.confirmTitle),
        text: plain(confirm.words, LIMITS.confirmText),
        confirm: plain(label, LIMITS.confirmButton),
        deny: plain('Cancel', LIMITS.confirmButton),
        style: style ?? 'danger',
      },
    }),
  }
}
