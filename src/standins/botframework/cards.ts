import { ADAPTIVE_CARD } from './limits.js'
import type { Attachment, Dict } from './types.js'

export function isDict(value: unknown): value is Dict {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

/** The first Adaptive Card among the attachments. */
export function cardOf(attachments: readonly Attachment[]): Dict | undefined {
  const content = attachments.find((a) => a.contentType === ADAPTIVE_CARD)?.content
  return isDict(content) ? content : undefined
}

/** Everything on a card that can be pressed, in reading order; what an `Action.ShowCard` unfolds included. */
export function actionsOf(card: Dict): Dict[] {
  return partsOf(card).filter((part) => String(part.type).startsWith('Action.'))
}

export function inputsOf(card: Dict): Dict[] {
  return partsOf(card).filter((part) => String(part.type).startsWith('Input.'))
}

const INSIDE = [
  'body',
  'items',
  'columns',
  'rows',
  'cells',
  'inlines',
  'inlineAction',
  'selectAction',
  'actions',
  'card',
] as const

function partsOf(part: Dict): Dict[] {
  const parts: Dict[] = []
  for (const key of INSIDE) {
    const inside = part[key]
    for (const each of isList(inside) ? inside : [inside]) {
      if (isDict(each)) parts.push(each, ...partsOf(each))
    }
  }
  return parts
}
