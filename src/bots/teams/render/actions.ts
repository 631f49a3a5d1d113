/** What a press or a sent form carries, still encoded: `decodeButton` and `decodeMeta` read it on. */
export type CardAction =
  /** With `form`: pressed inside that form, whose inputs came along. */
  | { press: string; form?: string }
  /** With `step`: turn to that page instead of going on. */
  | { form: string; step?: string }

/** Null for anything that is neither a press nor a form of ours. */
export function decodeAction(data: unknown): CardAction | null {
  if (typeof data !== 'object' || data === null) return null
  const press = textIn(data, 'press')
  const form = textIn(data, 'form')
  const step = textIn(data, 'step')
  if (press !== null) return { press, ...(form !== null && { form }) }
  return form === null ? null : { form, ...(step !== null && { step }) }
}

function textIn(data: object, key: string): string | null {
  const found: unknown = Object.hasOwn(data, key) ? (data as Record<string, unknown>)[key] : null
  return typeof found === 'string' && found !== '' ? found : null
}
