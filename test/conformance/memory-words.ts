import type { ButtonValue } from '../../src/bots/views/button-value.js'
import type { Part, View, ViewButton } from '../../src/bots/views/view.js'

/** Everything a person can read in a view; what its notification says as well is read once. */
export function viewWordsOf({ summary, parts }: View): string {
  return [...new Set([summary, ...parts.map(partWords)])].filter(Boolean).join('\n')
}

export function partWords(part: Part): string {
  switch (part.part) {
    case 'heading':
    case 'note':
      return part.text
    case 'text':
      return [part.title, part.text].filter(Boolean).join('\n')
    case 'facts':
      return part.facts.map(({ label, value }) => `${label}\n${value}`).join('\n')
    case 'list':
      return [
        part.title ?? '',
        part.items.length === 0 ? (part.empty ?? '') : '',
        ...part.items.flatMap(({ text, detail, warnings }) => [text, detail ?? '', ...(warnings ?? [])]),
        part.more ?? '',
      ]
        .filter(Boolean)
        .join('\n')
    case 'status':
      return part.words
    case 'image':
      return part.alt
    case 'actions':
      return part.buttons.map(({ label }) => label).join('\n')
    case 'divider':
      return ''
  }
}

export function buttonsOf({ parts }: View): ViewButton[] {
  return parts.flatMap((part) => {
    if (part.part === 'actions') return part.buttons
    return part.part === 'list' ? part.items.flatMap(({ buttons }) => buttons ?? []) : []
  })
}

/** The action's name, with what it is about. */
export function nameOf({ action, offerId, requestId, step }: ButtonValue): string {
  const about = offerId ?? requestId ?? step
  return about ? `${action}:${about}` : action
}
