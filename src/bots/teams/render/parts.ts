import type { Fact } from '../../../core/placement/screens.js'
import { type DrawnPart, moreWords } from '../../views/fit.js'
import { cut } from '../../views/shorten.js'
import type { ListItem, ListPart, Tone } from '../../views/view.js'
import { buttonRows, type Place } from './buttons.js'
import type { CardElement, Colour, FactSet, TextRun } from './model.js'
import { bold, heading, markdown, quiet, rich, run, title } from './text.js'

type ButtonlessPart = Exclude<DrawnPart, { part: 'actions' }>

const TONES: Readonly<Record<Tone, { sign: string; color?: Colour }>> = {
  plain: { sign: '🔹' },
  good: { sign: '✅', color: 'good' },
  waiting: { sign: '⏳', color: 'accent' },
  urgent: { sign: '🚨', color: 'attention' },
  ended: { sign: '⚪' },
}

/** A fact longer than this reads badly in a column. */
const SHORT_FACT = 160

/** In a column, lines run together and addresses may become links. */
const NOT_FOR_A_COLUMN = /\n|:\/\/|www\.|@/i

/** Elements of one part; `most` is the longest text drawn. */
export function drawPart(part: DrawnPart, most: number, place: Place): CardElement[] {
  if (part.part === 'actions') return buttonRows(part.buttons, place)
  return drawWords(part, most, place)
}

function drawWords(part: ButtonlessPart, most: number, place: Place): CardElement[] {
  switch (part.part) {
    case 'heading':
      return [heading(cut(part.text, 150))]
    case 'text':
      return drawText(part.title, part.text, most)
    case 'facts':
      return drawFacts(part.facts, most)
    case 'list':
      return drawList(part, most, place)
    case 'status': {
      const { sign, color } = TONES[part.tone]
      return [rich(bold(`${sign} ${cut(part.words, most)}`, color))]
    }
    case 'note':
      return [rich(quiet(cut(part.text, most)))]
    case 'image':
      return [{ type: 'Image', url: part.url, altText: cut(part.alt, 2_000) || 'Image', size: 'stretch' }]
    case 'divider':
      return [DIVIDER]
  }
}

/** Cards have no line of their own: what follows is separated from what went before. */
const DIVIDER: CardElement = { type: 'Container', items: [] }

export function withLines(elements: readonly CardElement[]): CardElement[] {
  return elements
    .map((element, index) =>
      elements[index - 1] === DIVIDER && element !== DIVIDER
        ? { ...element, separator: true as const, spacing: 'large' as const }
        : element,
    )
    .filter((element) => element !== DIVIDER)
}

function drawText(name: string | undefined, text: string, most: number): CardElement[] {
  const words = cut(text, most)
  if (!name) return [rich(run(words))]
  return [words ? rich(bold(cut(name, 200)), run(`\n${words}`)) : rich(title(cut(name, 200)))]
}

function drawFacts(facts: readonly Fact[], most: number): CardElement[] {
  const drawn: CardElement[] = []
  let short: FactSet | null = null
  for (const { label, value } of facts) {
    const shown = cut(value, most).trim() || '–'
    if (shown.length > SHORT_FACT || NOT_FOR_A_COLUMN.test(shown)) {
      short = null
      drawn.push(rich(bold(cut(label, 150)), run(`\n${shown}`)))
      continue
    }
    if (!short) {
      short = { type: 'FactSet', facts: [] }
      drawn.push(short)
    }
    short.facts.push({ title: markdown(cut(label, 150)), value: markdown(shown) })
  }
  return drawn
}

function drawList(part: ListPart & { leftOut?: number }, most: number, place: Place): CardElement[] {
  const more = moreWords(part)
  const isEmpty = part.items.length === 0 && !more
  return [
    ...(part.title ? [rich(title(cut(part.title, 200)))] : []),
    ...(isEmpty && part.empty ? [rich(quiet(part.empty))] : []),
    ...part.items.flatMap((item) => drawItem(item, most, place)),
    // Here commands are words in a message.
    ...(more ? [rich(quiet(more.replaceAll('/reciprocal ', '')))] : []),
  ]
}

function drawItem(item: ListItem, most: number, place: Place): CardElement[] {
  const buttons = item.buttons ?? []
  const words = { ...rich(...itemLines(item, Math.min(most, 900))), spacing: 'small' as const }
  if (buttons.length === 0) return [words]
  return [{ ...words, separator: true, spacing: 'medium' }, ...buttonRows(buttons, place)]
}

/** Warnings stand before the details, so that brevity never costs them. */
function itemLines({ text, warnings = [], detail, buttons = [] }: ListItem, each: number): TextRun[] {
  const words = cut(text, each)
  const lines = [
    ...(words ? [buttons.length > 0 ? bold(words) : run(`• ${words}`)] : []),
    ...warnings.map((warning) => run(`⚠️ ${cut(warning, each)}`, { color: 'warning' })),
    ...(detail ? [run(cut(detail, each))] : []),
  ]
  if (lines.length === 0) return [run('–')]
  return lines.map((line, index) => (index === 0 ? line : { ...line, text: `\n${line.text}` }))
}
