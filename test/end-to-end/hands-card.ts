import type { Dict } from '../../src/standins/botframework/index.js'

/** Everything a person can read on a card, what a question unfolds included. */
export function cardWords(card: Dict | undefined): string {
  if (!card) return ''
  return partsOf(card)
    .flatMap((part) => [
      typeof part.text === 'string' ? plainWords(part) : '',
      typeof part.label === 'string' ? part.label : '',
      typeof part.title === 'string' ? plainWords({ text: part.title }) : '',
      ...factsOf(part).flatMap(({ title, value }) => [
        plainWords({ text: title }),
        plainWords({ text: value }),
      ]),
      typeof part.altText === 'string' ? part.altText : '',
    ])
    .filter(Boolean)
    .join('\n')
}

/** A text as it is read: what keeps Teams from reading markdown is not seen. */
export function plainWords(part: Dict): string {
  const text = String(part.text ?? '').replaceAll('\u2060', '')
  return part.type === 'TextRun' ? text : text.replaceAll(/\\([^\w\s])/g, '$1')
}

/** Every element, run, choice and button of a card, in reading order. */
export function partsOf(part: Dict): Dict[] {
  return INSIDE.flatMap((key) => {
    const inside = part[key]
    return (Array.isArray(inside) ? inside : [inside]).flatMap((each: unknown) =>
      isDict(each) ? [each, ...partsOf(each)] : [],
    )
  })
}

const INSIDE = ['body', 'items', 'columns', 'inlines', 'choices', 'actions', 'card']

function factsOf({ facts }: Dict): Dict[] {
  return Array.isArray(facts) ? facts.filter(isDict) : []
}

function isDict(value: unknown): value is Dict {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
