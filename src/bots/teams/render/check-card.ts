import { LIMITS } from './limits.js'

/** Element, input or action -> what it must have, and where it holds others. */
const SHAPES: Readonly<Record<string, { needs: readonly string[]; holds?: readonly string[] }>> = {
  AdaptiveCard: { needs: ['body'], holds: ['body', 'actions'] },
  TextBlock: { needs: ['text', 'wrap'] },
  RichTextBlock: { needs: ['inlines'], holds: ['inlines'] },
  TextRun: { needs: ['text'] },
  FactSet: { needs: ['facts'] },
  Image: { needs: ['url', 'altText'] },
  Container: { needs: ['items'], holds: ['items'] },
  ActionSet: { needs: ['actions'], holds: ['actions'] },
  'Action.Execute': { needs: ['title', 'verb', 'data', 'fallback'], holds: ['fallback'] },
  'Action.Submit': { needs: ['title', 'data'] },
  'Action.ShowCard': { needs: ['title', 'card'], holds: ['card'] },
  'Input.Text': { needs: ['id', 'label'] },
  'Input.Number': { needs: ['id', 'label'] },
  'Input.Date': { needs: ['id', 'label'] },
  'Input.Time': { needs: ['id', 'label'] },
  'Input.Toggle': { needs: ['id', 'title'] },
  'Input.ChoiceSet': { needs: ['id', 'label', 'choices', 'wrap'] },
}

/**
 * What Teams would refuse, drop in silence or get wrong, one sentence each; empty when the card is right.
 * A card in a dialog is an answer and no message: its size is not bounded.
 */
export function checkCard(card: unknown, place: 'message' | 'dialog' = 'message'): string[] {
  const found: string[] = []
  const size = Buffer.byteLength(JSON.stringify(card))
  if (place === 'message' && size > LIMITS.cardBytes) found.push(`${size} bytes, at most ${LIMITS.cardBytes}`)
  if (!isRecord(card) || card.type !== 'AdaptiveCard') return [...found, 'no AdaptiveCard']
  const version = Number(card.version)
  if (!(version <= LIMITS.version)) found.push(`version ${String(card.version)}`)
  const ids: string[] = []
  checkShape(card, 'card', found, ids)
  for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) < index)))
    found.push(`id ${id} is there twice`)
  return found
}

function checkShape(value: unknown, at: string, found: string[], ids: string[]): void {
  if (typeof value === 'string') return
  const type = isRecord(value) ? String(value.type) : 'nothing'
  const shape = SHAPES[type]
  if (!isRecord(value) || !shape) {
    found.push(`${at}: ${type} is not in the table`)
    return
  }
  if (typeof value.id === 'string') ids.push(value.id)
  for (const name of shape.needs) if (isEmpty(value[name])) found.push(`${at}: ${type} without ${name}`)
  if (value.refresh !== undefined) found.push(`${at}: refresh would show what has to wait`)
  if (Array.isArray(value.actions) && value.actions.length > LIMITS.actions)
    found.push(`${at}: ${value.actions.length} actions, at most ${LIMITS.actions}`)
  if (type === 'Input.ChoiceSet') checkChoices(value, at, found)
  for (const name of shape.holds ?? []) {
    const held: unknown = value[name]
    const each: unknown[] = Array.isArray(held) ? held : held === undefined ? [] : [held]
    each.forEach((one, index) => {
      checkShape(one, `${at}.${name}[${index}]`, found, ids)
    })
  }
}

/** Teams joins several values by commas. */
function checkChoices(value: Record<string, unknown>, at: string, found: string[]): void {
  const choices: unknown[] = Array.isArray(value.choices) ? value.choices : []
  const values = choices.map((choice) => (isRecord(choice) ? String(choice.value) : ''))
  if (new Set(values).size < values.length) found.push(`${at}: a choice is there twice`)
  if (value.isMultiSelect === true && values.some((one) => one.includes(',')))
    found.push(`${at}: a comma in a choice of several`)
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
